/** Decides once for each database whether it gets the story, and which copy of the bot tells it; start.ts asks first of all. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClockState, PlaygroundStore } from '../send/store.js';

export interface OpenStoryOptions {
  readonly store: PlaygroundStore;
  /** The machine's time: the story ends at it. */
  readonly now: Date;
  readonly stepCount: number;
  /** Whether another copy may be telling it at the same time; never on the embedded database, which one process has. */
  readonly isShared: boolean;
  /** Between two looks at how far another copy is. */
  readonly pauseMs?: number;
}

/** Looks without progress after which the teller counts as dead. */
const patience = 15;

/**
 * Only a database that nobody used gets the story: in one that somebody works in, a made-up month would be a lie.
 * Resolves when this copy is to tell (the rest of) it, or when nothing is left to tell.
 */
export async function openStory({
  store,
  now,
  stepCount,
  isShared,
  pauseMs = 1_000,
}: OpenStoryOptions): Promise<ClockState> {
  const endsAt = (await store.isEmptyDatabase()) ? now : null;
  const isTeller = await store.makeClockState(endsAt);
  let state = await store.clockState();
  for (let looks = 0; isShared && !isTeller && isUntold(state, stepCount) && looks < patience; looks += 1) {
    await pause(pauseMs);
    const before = state.storyToldCount;
    state = await store.clockState();
    if (state.storyToldCount > before) looks = 0;
  }
  return state;
}

/** Whether there is something to tell. */
export function isUntold({ storyEndsAt, storyToldCount }: ClockState, stepCount: number): boolean {
  return storyEndsAt !== null && storyToldCount < stepCount;
}
