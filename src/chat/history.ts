/** The history of a thing as people ask for it, a page at a time, in every room alike. */
import { phrase, say } from '../kernel/language/say.js';
import type { PersonRef, Surface } from '../kernel/person.js';
import { type Card, inlines, type Line } from './card.js';
import { type Cut, type Found, pageButtons, readPage } from './pages.js';
import { through } from './surface-text.js';

/** Names by member id; an unknown id is somebody who is no longer listed. */
export type Names = ReadonlyMap<string, PersonRef>;

/** Who did something. `id` null: the bot itself. */
export const nameIn = (names: Names, id: string | null): string =>
  id === null ? 'Empty Chair' : (names.get(id)?.name ?? say('somebody who left'));

/** As much of an entry as every history has. */
interface Entry {
  readonly at: Date;
  readonly what: string;
  readonly actorId: string | null;
  readonly surface: Surface;
}

/** One thing's history: how it is read and put into words. */
export interface HistoryOf<E extends Entry> {
  /** Of the thing: `F-12 · Acme`. */
  readonly title: string;
  /** For notifications, where the title says too much. */
  readonly summary?: string;
  readonly discreet?: boolean;
  /** Zone for readers whose own is not known. */
  readonly timeZone: string;
  /** Turns pages; its value is `F-12 2`. */
  readonly action: string;
  readonly name: string;
  read(cut: Cut): Promise<Found<E>>;
  /** Everybody whom these entries mention. */
  namesOf(entries: readonly E[]): Promise<Names>;
  line(entry: E, names: Names): Line;
}

const pageLength = 20;

/** What delivery notes of any thing whose card was posted again, where nobody could see whether it stood there already. */
export const mayStandTwice = 'mayStandTwice';
const standsTwice = phrase(
  'Empty Chair was interrupted while it posted the card, and posted it again. It can’t see whether the first one arrived: if the card stands there twice, the later one is kept up to date.',
);

/** @param wanted the page, oldest first; NaN: the last, where the newest stands */
export async function historyCard<E extends Entry>(history: HistoryOf<E>, wanted: number): Promise<Card> {
  const { title, summary = title, discreet, timeZone, action, name } = history;
  const { items, ...paging } = await readPage((cut) => history.read(cut), wanted, pageLength);
  const names = await history.namesOf(items);
  const lines = items.map(
    (entry): Line => [
      { kind: 'time', at: entry.at, timeZone, style: 'dateTime' },
      ` ${say(through[entry.surface])}: `,
      ...inlines(entry.what === mayStandTwice ? say(standsTwice) : history.line(entry, names)),
    ],
  );
  return {
    title: say('{name}: what happened', { name: title }),
    summary: say('{name}: what happened', { name: summary }),
    ...(discreet !== undefined && { discreet }),
    blocks: [{ kind: 'list', items: lines }, ...pageButtons(paging, action, (page) => `${name} ${page}`)],
  };
}

/** The names of these people, by their ids. */
export async function namesById(
  people: { members(organisationId: string, ids: readonly string[]): Promise<readonly PersonRef[]> },
  organisationId: string,
  ids: readonly (string | null | undefined)[],
): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== null && id !== undefined);
  const members = await people.members(organisationId, wanted);
  return new Map(members.map(({ id, name }) => [id, { id, name }]));
}
