/**
 * Settles what was sent after a backup, so that it is not sent again. The house lives through the time from the backup to
 * the restore once more, moment by moment and without a word: each message that it would send is noted as perhaps sent,
 * so that reminders, meetings, posts and briefs stand where they would stand. Then people are told.
 */
import { buildHouse, type House } from '../house.js';
import { stoppedClock } from '../kernel/clock.js';
import type { Logger } from '../kernel/logger.js';
import { createScheduler } from '../kernel/scheduler.js';
import type { ForgottenHash } from '../storage/copy/index.js';
import type { Database } from '../storage/database.js';
import { closeQueue, freeClaims, leaveNumbersOut, organisationIds, showAnew } from './settle-store.js';

export interface Span {
  /** What the backup shows. */
  readonly madeAt: Date;
  /** What fell due until then is taken for sent. Not after `madeAt`: nothing was sent after the backup. */
  readonly until: Date;
  /** Who was forgotten after the backup: they are forgotten again. Absent: that is not known. */
  readonly forgotten?: readonly ForgottenHash[] | undefined;
}

export interface Settled {
  /** Messages that may have been sent, and are not sent again. */
  readonly perhapsCount: number;
  /** Organisations in which nobody can be told. */
  readonly untoldCount: number;
}

/** Resolves when all of it is in the database. Run again on the same database it would count on. */
export async function settleRestored(database: Database, span: Span, log: Logger): Promise<Settled> {
  const { madeAt, until } = span;
  const clock = stoppedClock(madeAt);
  const house = await buildHouse({
    database,
    log,
    clock,
    messengerFor: async () => null,
    isSilent: true,
    sendsMail: true,
    // Nobody is asked; the dates that are known hold.
    fetchCalendar: async () => ({ kind: 'unchanged' }),
  });
  const isPast = until > madeAt;
  if (isPast) {
    await freeClaims(database);
    const { sweeps, askDue, delivery } = house;
    const scheduler = createScheduler({ clock, log, sweeps: () => sweeps, askDue, afterTick: () => delivery.drain() });
    await scheduler.advanceTo(until, clock);
  }
  await house.delivery.stop();
  const perhaps = isPast ? await closeQueue(database, span) : new Map<string, number>();
  if (span.forgotten && span.forgotten.length > 0) await house.leaving.forgetAgain(span.forgotten);
  const untoldCount = await tell(house, span, perhaps);
  return { perhapsCount: [...perhaps.values()].reduce((sum, count) => sum + count, 0), untoldCount };
}

async function tell(
  { database, delivery, restored }: House,
  { madeAt, until, forgotten }: Span,
  perhaps: ReadonlyMap<string, number>,
): Promise<number> {
  const isPast = until > madeAt;
  let untoldCount = 0;
  for (const id of await organisationIds(database)) {
    const ordersOf = await restored.ordersTo(id);
    const orders = await delivery.commit(async (tx) => {
      const { last, next } = isPast ? await leaveNumbersOut(tx, id) : { last: '', next: '' };
      const orders = ordersOf({
        madeAt: madeAt.toISOString(),
        until: until.toISOString(),
        perhapsCount: perhaps.get(id) ?? 0,
        lastNumbers: last,
        nextNumbers: next,
        isForgottenAgain: forgotten !== undefined,
      });
      await delivery.enqueue(tx, orders);
      return orders;
    });
    if (orders.length === 0) untoldCount += 1;
  }
  if (isPast) await database.transaction((tx) => showAnew(tx, madeAt, until));
  return untoldCount;
}
