/** Sends a card on each working day, in the hours of whoever is new and not while they are away. */
import { z } from 'zod';
import type { Dispatch, Outgoing, Sweep } from '../../chat/feature.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf, isAway } from '../people/index.js';
import { cardOf } from './days.js';
import type { FirstWeekDeps } from './deps.js';
import { days, type Newcomer, nextDay } from './rules/newcomer.js';
import { claimDays, dayDue, dayWork, findNewcomer, saveNewcomer } from './store/newcomers.js';

/** Puts the cards that are due into the outbox. */
export const daySweep = (deps: FirstWeekDeps): Sweep =>
  deps.batches.sweep({
    work: dayWork,
    due: dayDue,
    limit: 50,
    claim: claimDays,
    async run(tx, newcomers, now) {
      for (const newcomer of newcomers) await turn(deps, tx, newcomer, now);
    },
  });

async function turn(deps: FirstWeekDeps, tx: Transaction, newcomer: Newcomer, now: Date): Promise<void> {
  const { organisationId, memberId, sentCount } = newcomer;
  const { settings } = await deps.people.organisation(organisationId, tx);
  const member = await deps.people.member(organisationId, memberId, tx);
  if (!member || member.hasLeft) return saveNewcomer(tx, { ...newcomer, dueAt: null });
  const calendar = calendarOf(settings);
  const back = isAway(member, now) && member.awayUntil ? member.awayUntil : now;
  const at = nextWorkingMoment(calendar, member.workingHours, back);
  if (at > now) return saveNewcomer(tx, { ...newcomer, dueAt: at });
  const isLast = sentCount + 1 >= days.length;
  const dueAt = isLast ? null : nextDay(calendar, member.workingHours, now);
  await saveNewcomer(tx, { ...newcomer, sentCount: sentCount + 1, dueAt });
  const order: DeliveryOrder = {
    organisationId,
    kind: 'firstWeek.day',
    payload: { memberId, at: sentCount },
    to: { kind: 'member', memberId },
  };
  await deps.outbox.enqueue(tx, [order]);
}

const ofDay = z.object({ memberId: z.string(), at: z.number() });

/** Builds them. */
export const outgoing = (deps: FirstWeekDeps): Readonly<Record<string, Outgoing>> => ({
  'firstWeek.day': {
    async compose(payload, organisationId): Promise<Dispatch> {
      const { memberId, at } = ofDay.parse(payload);
      const newcomer = await findNewcomer(deps.database, organisationId, memberId);
      if (!newcomer || newcomer.skippedAt) return { kind: 'skip', reason: 'they want no more cards' };
      return { kind: 'send', card: await cardOf(deps, organisationId, at) };
    },
  },
});
