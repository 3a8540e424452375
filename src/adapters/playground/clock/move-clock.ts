/** Moves the playground's clock and remembers how far; the clock endpoint and the story's end call it. */
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../../kernel/clock.js';
import { systemClock } from '../../../kernel/clock.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { parseDuration } from '../../../kernel/time/duration.js';
import type { Database } from '../../../storage/database.js';
import { maxAdvanceDays } from '../limits.js';
import type { PlaygroundDeps } from '../ports.js';
import type { Events } from '../send/events.js';
import type { PlaygroundStore } from '../send/store.js';
import { nextMorning } from './next-morning.js';

/** One of them: an ISO 8601 duration, an ISO 8601 instant, or 9 o'clock on the next working day in this zone. */
export interface Move {
  readonly advance?: string;
  readonly to?: string;
  readonly nextMorningIn?: string;
}

export interface MoveClockDeps extends Pick<PlaygroundDeps, 'clock' | 'advanceTo'>, Pick<Database, 'keepingLater'> {
  readonly store: PlaygroundStore;
  readonly events: Events;
  /** The machine's clock; tests hand in their own. */
  readonly real?: Clock;
}

/** Moves the playground's clock and resolves with the new present. */
export type MoveClock = (move: Move) => Promise<Date>;

/** Moves one after the other: two people pressing "+1 day" at once move two days. */
export function createMoveClock(deps: MoveClockDeps): MoveClock {
  let last: Promise<unknown> = Promise.resolve();
  return (move) => {
    const next = last.then(() => moveClock(deps, move));
    last = next.catch(() => undefined);
    return next;
  };
}

/** @throws InvalidInput naming `advance`, `to` or both when the move can't be read, goes back or too far. */
async function moveClock(
  { clock, advanceTo, keepingLater, store, events, real = systemClock }: MoveClockDeps,
  move: Move,
): Promise<Date> {
  const now = clock.now();
  const target = targetOf(move, now);
  refuse(target, now, move.to === undefined ? 'advance' : 'to');
  // Saved before anything is sent: started again after a crash, the clock must not stand before what was sent.
  await store.saveClockState({ aheadMs: target.getTime() - real.now().getTime() });
  await keepingLater(() => advanceTo(target));
  events.publish({ kind: 'clock', now: clock.now().toISOString() });
  return clock.now();
}

function targetOf({ advance, to, nextMorningIn }: Move, now: Date): Date {
  if ([advance, to, nextMorningIn].filter((one) => one !== undefined).length !== 1) {
    const sentence = 'Send either advance (an ISO 8601 duration) or to (an ISO 8601 instant).';
    throw new InvalidInput('playground.clock', sentence, { advance: sentence, to: sentence });
  }
  if (nextMorningIn !== undefined) return nextMorning(now, nextMorningIn);
  return advance === undefined ? readInstant(to ?? '') : new Date(now.getTime() + parseDuration(advance, 'advance'));
}

function readInstant(to: string): Date {
  try {
    return new Date(Temporal.Instant.from(to).epochMilliseconds);
  } catch {
    const sentence = 'Write to as an ISO 8601 instant with its offset, e.g. 2026-12-01T09:00:00Z.';
    throw InvalidInput.field('playground.clock', 'to', sentence);
  }
}

function refuse(target: Date, now: Date, field: 'advance' | 'to'): void {
  if (target < now) {
    const sentence = `The clock only moves forward: it is ${now.toISOString()} already.`;
    throw InvalidInput.field('playground.clockBack', field, sentence);
  }
  if (target.getTime() - now.getTime() > maxAdvanceDays * 24 * 3_600_000) {
    const sentence = `At most ${maxAdvanceDays} days at once, please.`;
    throw InvalidInput.field('playground.clockFar', field, sentence);
  }
}
