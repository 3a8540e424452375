/** Mails to people at customers: so many a day and in working hours, whatever they are about. Each room fills in whose turn it is. */

import { counted } from '../../chat/counted.js';
import type { Sweep } from '../../chat/feature.js';
import type { DeliveryOrder, Outbox } from '../../delivery/delivery.js';
import { say } from '../../kernel/language/say.js';
import { dateInZone, startOfDate } from '../../kernel/time/local-day.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import type { Batches, Transaction } from '../../storage/database.js';
import { calendarOf, hoursOf, type People, refuse, type Setting, setting } from '../people/index.js';

/** Something whose mails go out: a survey, an update of a notice. */
export interface MailRun {
  readonly id: string;
  readonly organisationId: string;
  /** When more people may be added to it; null: none are. */
  readonly growsAt: Date | null;
  /** Its mails are true no more: none goes out. */
  readonly isOver: boolean;
  /** Later would be too late: quiet hours do not hold it back. */
  readonly isUrgent?: boolean;
}

/** How a room sends mails; the frame knows hours and days. */
export interface Mailing<Run extends MailRun> {
  /** `room.verb`, as put_aside names it. */
  readonly work: string;
  readonly due: Sweep['due'];
  /** Locks runs whose next mails are due at `now`. */
  claim(tx: Transaction, now: Date, limit: number): Promise<readonly Run[]>;
  /** @param dueAt when the next are; null: there are no more */
  save(tx: Transaction, run: Run, dueAt: Date | null): Promise<void>;
  /** Of all runs of this room. */
  readonly perDay: Setting<number>;
  /** How many were handed to delivery since then. */
  countSince(tx: Transaction, organisationId: string, since: Date): Promise<number>;
  /** Takes the next, which from now on are taken, and answers their orders. */
  take(
    tx: Transaction,
    run: Run,
    taken: { readonly at: Date; readonly limit: number },
  ): Promise<readonly DeliveryOrder[]>;
}

export interface MailingDeps {
  readonly batches: Batches;
  readonly people: People;
  readonly outbox: Outbox;
}

/** Mails in one transaction. */
const batchSize = 200;
const minuteMs = 60_000;

/** Hands mails that are due to delivery. */
export const mailingSweep = <Run extends MailRun>(deps: MailingDeps, mailing: Mailing<Run>): Sweep =>
  deps.batches.sweep<Run, Sweep['due']>({
    ...mailing,
    limit: 1,
    async run(tx, runs, now) {
      for (const run of runs) await mailing.save(tx, run, await sendSome(deps, tx, { mailing, run, now }));
    },
  });

/** Answers when the next are due; null: there are no more. */
async function sendSome<Run extends MailRun>(
  { people, outbox }: MailingDeps,
  tx: Transaction,
  { mailing, run, now }: { readonly mailing: Mailing<Run>; readonly run: Run; readonly now: Date },
): Promise<Date | null> {
  const { organisationId, isOver, isUrgent = false, growsAt } = run;
  if (isOver) return null;
  const { settings } = await people.organisation(organisationId, tx);
  const hoursAfter = (at: Date) => (isUrgent ? at : nextWorkingMoment(calendarOf(settings), hoursOf(settings), at));
  const opensAt = hoursAfter(now);
  if (opensAt > now) return opensAt;
  const today = startOfDate(settings.timeZone, dateInZone(settings.timeZone, now));
  const left = mailing.perDay.of(settings) - (await mailing.countSince(tx, organisationId, today));
  // The day may have 25 hours; its end is the next midnight, whatever it is.
  const tomorrow = () => dateInZone(settings.timeZone, new Date(today.getTime() + 36 * 60 * minuteMs));
  if (left <= 0) return hoursAfter(startOfDate(settings.timeZone, tomorrow()));
  const orders = await mailing.take(tx, run, { at: now, limit: Math.min(left, batchSize) });
  await outbox.enqueue(tx, orders);
  if (orders.length > 0) return now;
  return growsAt && new Date(Math.max(growsAt.getTime(), now.getTime()) + minuteMs);
}

const mostMails = 100_000;

/** How many mails of one kind go out a day, in the organisation's zone. @param hint a phrase, said where it is shown */
export const mailsPerDay = (entry: Pick<Setting<number>, 'name' | 'key' | 'label' | 'default'>, hint: string) =>
  setting<number>({
    ...entry,
    group: 'pages',
    read(typed) {
      const count = /^\s*\d{1,6}\s*$/.test(typed) ? Number(typed) : Number.NaN;
      return count >= 1 && count <= mostMails
        ? count
        : refuse(say('This is not a number of mails. Write 1 to {most, number}, such as 500.', { most: mostMails }));
    },
    field: (value) => ({ kind: 'text', value: String(value), maxLength: 6, hint: say(hint) }),
    show: counted,
  });
