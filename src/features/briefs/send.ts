/** Sends briefs when they are due: each once, whatever crashes. They are composed from what is known then. */

import { z } from 'zod';
import type { Dispatch, Outgoing, Sweep } from '../../chat/feature.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import { organisationsOf } from '../../kernel/organisations-of.js';
import { briefNote, summedUp, troubleCard } from './cards/brief-cards.js';
import type { BriefsDeps } from './deps.js';
import { cardsPerMeeting } from './rules/brief.js';
import { claimBriefs, findBrief, markDone, type OwnedBrief, sendingDue, sendingWork } from './store/briefs.js';
import { findCalendar } from './store/calendars.js';

/** Briefs in one transaction. */
const batchSize = 250;

/** Hands briefs that are due to delivery. Quiet hours don’t hold them back: later they would be too late. */
export const sendingSweep = (deps: BriefsDeps): Sweep =>
  deps.batches.sweep({
    work: sendingWork,
    due: sendingDue,
    limit: batchSize,
    claim: claimBriefs,
    async run(tx, briefs, now) {
      const inTime = briefs.filter(({ startsAt }) => startsAt > now);
      await markDone(tx, organisationsOf(briefs), {
        doneIds: inTime.map(idOf),
        lateIds: briefs.filter((each) => !inTime.includes(each)).map(idOf),
      });
      await deps.outbox.enqueue(tx, inTime.filter(({ place }) => place < cardsPerMeeting).map(orderOf));
    },
  });

const idOf = ({ id }: OwnedBrief): string => id;

const orderOf = ({ id, organisationId, memberId }: OwnedBrief): DeliveryOrder => ({
  organisationId,
  kind: 'briefs.brief',
  payload: { briefId: id },
  to: { kind: 'member', memberId },
  atMostOnce: true,
});

const ofBrief = z.object({ briefId: z.string() });
const ofTrouble = z.object({ calendarId: z.string() });

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

/** What this room sends. */
export const outgoing = (deps: BriefsDeps): Readonly<Record<string, Outgoing>> => ({
  'briefs.brief': { compose: (payload, of) => composeBrief(deps, of, ofBrief.parse(payload).briefId) },
  'briefs.trouble': { compose: (payload, of) => composeTrouble(deps, of, ofTrouble.parse(payload).calendarId) },
});

async function composeBrief(deps: BriefsDeps, of: string, briefId: string): Promise<Dispatch> {
  const { database, clock, people, customers } = deps;
  const brief = await findBrief(database, of, briefId);
  if (!brief) return skip('the meeting is off');
  const { organisationId, memberId, customerId, startsAt, customerIds, place } = brief;
  if (startsAt <= clock.now()) return skip('the meeting has begun');
  const member = await people.member(organisationId, memberId);
  if (!member || member.hasLeft) return skip('they left');
  const { timeZone } = member;
  const known = await customers.byIds(organisationId, customerIds);
  const others = customerIds.slice(cardsPerMeeting).flatMap((id) => known.get(id)?.name ?? []);
  const note = briefNote({ startsAt, timeZone, others: place === 0 ? others : [] });
  const card = await customers.profileCard({ organisationId, customerId, timeZone, note });
  return card ? { kind: 'send', card: summedUp(card, { startsAt, timeZone }) } : skip('the customer is gone');
}

async function composeTrouble(deps: BriefsDeps, of: string, calendarId: string): Promise<Dispatch> {
  const calendar = await findCalendar(deps.database, of, calendarId);
  if (!calendar?.trouble || calendar.failingSince === null) return skip('it answers again');
  return { kind: 'send', card: troubleCard(calendar.trouble) };
}
