/**
 * Answers whether the bot is in a place, so that whoever asks for something there hears at once that nothing can be
 * posted. Asked of its platform; what is true is kept for an hour.
 */
import { expired, withDeadline } from '../../kernel/deadline.js';
import { isId } from '../../kernel/id.js';
import type { PeopleDeps } from './deps.js';
import { freshMs } from './place-members.js';
import { findAudience } from './store/place-audience.js';

/** How long the question may hold up an answer, in real milliseconds. */
const patienceMs = 1_000;
/** The cache is emptied beyond this many places, which bounds its memory. */
const memoryLimit = 10_000;

export interface PlacePresence {
  /** True where nobody can say, and while the platform does not answer. Never throws for a platform's sake. */
  isIn(placeId: string): Promise<boolean>;
  /** The bot was put out of the place, or can't write there any more: its platform is asked again. */
  mayHaveLeft(placeId: string): void;
}

export function createPlacePresence({ database, clock, log, directoryFor }: PeopleDeps): PlacePresence {
  /** Until when the bot is taken to be there, by place. */
  const thereUntil = new Map<string, number>();

  async function ask(placeId: string): Promise<boolean> {
    const place = isId(placeId) ? await findAudience(database, placeId) : null;
    if (place === null) return true;
    const directory = await directoryFor?.(place.platform, place.workspaceExternalId);
    if (!directory?.isIn) return true;
    const told = await withDeadline(directory.isIn(place.externalId), patienceMs);
    return told === expired || told !== false;
  }

  return {
    async isIn(placeId) {
      if ((thereUntil.get(placeId) ?? 0) > clock.now().getTime()) return true;
      try {
        const isThere = await ask(placeId);
        if (!isThere) return false;
      } catch (error) {
        log?.warn({ placeId, err: error }, 'presence in a place not heard');
      }
      if (thereUntil.size >= memoryLimit) thereUntil.clear();
      thereUntil.set(placeId, clock.now().getTime() + freshMs);
      return true;
    },
    mayHaveLeft: (placeId) => void thereUntil.delete(placeId),
  };
}
