/** Going away and coming back: the commands `away` and `back`, their form and their button. */
import type { Dispatch, Outgoing } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';

import { isAway } from '../../kernel/person.js';
import { formatDay } from '../../kernel/time/format.js';
import { dateInZone, startOfDate } from '../../kernel/time/local-day.js';
import type { Transaction } from '../../storage/database.js';
import { awayCard, awayForm, backCard, standInCard } from './cards/away.js';
import { refusedDelegate, wordsForReturn } from './cards/refusals.js';
import type { PeopleDeps } from './deps.js';
import { findMember } from './find-people.js';
import { memberOfActor } from './organisation.js';
import type { MemberProfile } from './rules/profiles.js';
import { wrongWithReturn } from './rules/return-date.js';
import { readAbsenceDraft } from './schema.js';
import { findMembers, listAbsentDelegators, saveAbsence } from './store/members.js';
import { insertChange } from './store/organisations.js';

/** @param typedDelegate what was already typed of the delegate */
export async function openLeaving(
  deps: PeopleDeps,
  typedDelegate: string | undefined,
  context: InteractionContext,
): Promise<Reply> {
  const member = await memberOfActor(deps.database, context.actor);
  const delegate = await settleDelegate(deps, member, typedDelegate);
  return openForm(awayForm({ memberId: member.id, delegateId: delegate?.id }));
}

/** @param values `until`, a date, and `delegate`, as typed or from the form. Throws InvalidInput with these fields. */
export async function leave(deps: PeopleDeps, values: unknown, context: InteractionContext): Promise<Reply> {
  const { database, clock, outbox } = deps;
  const member = await memberOfActor(database, context.actor);
  const now = clock.now();
  const draft = readAbsenceDraft(values, dateInZone(member.timeZone, now));
  const until = settleReturn(draft.until, member, now);
  const delegate = await settleDelegate(deps, member, draft.delegate);
  await outbox.commit(async (tx) => {
    await saveAbsence(tx, member, { until, delegateId: delegate?.id ?? null });
    await noteAbsence(deps, tx, { context, details: { until: draft.until, delegateId: delegate?.id ?? null } });
    if (delegate) await enqueueStandIn(deps, tx, member, delegate);
  });
  const standsInFor = await listAbsentDelegators(database, member, now);
  return showCard(awayCard({ member, until, delegate, standsInFor, now }));
}

export async function comeBack(deps: PeopleDeps, context: InteractionContext): Promise<Reply> {
  const { database, clock } = deps;
  const member = await memberOfActor(database, context.actor);
  if (!isAway(member, clock.now())) return showCard(backCard(false));
  await database.transaction(async (tx) => {
    await saveAbsence(tx, member, { until: null, delegateId: null });
    await noteAbsence(deps, tx, { context, details: { until: null, delegateId: null } });
  });
  return showCard(backCard(true));
}

function settleReturn(date: string, { timeZone }: MemberProfile, now: Date): Date {
  const today = dateInZone(timeZone, now);
  const wrong = wrongWithReturn(date, today);
  if (wrong === 'past')
    throw InvalidInput.field('people.returnInPast', 'until', wordsForReturn.past(formatDay(today, now)));
  if (wrong === 'far') throw InvalidInput.field('people.returnTooFar', 'until', wordsForReturn.far());
  return startOfDate(timeZone, date);
}

async function settleDelegate(
  { database, clock }: PeopleDeps,
  member: MemberProfile,
  typed: string | undefined,
): Promise<MemberProfile | null> {
  if (typed === undefined || typed.trim() === '') return null;
  const { organisationId } = member;
  const delegate = await findMember(database, { organisationId, typed, field: 'delegate' });
  if (delegate.id === member.id) throw refusedDelegate(delegate, 'self');
  if (isAway(delegate, clock.now())) throw refusedDelegate(delegate, 'away');
  return delegate;
}

interface AbsenceNote {
  readonly context: InteractionContext;
  readonly details: Readonly<Record<string, string | null>>;
}

async function noteAbsence({ clock }: PeopleDeps, tx: Transaction, { context, details }: AbsenceNote): Promise<void> {
  const { actor, platform: surface } = context;
  const what = details.until === null ? 'people.return' : 'people.leave';
  const { organisationId } = actor;
  await insertChange(tx, { organisationId, what, actorId: actor.id, surface, details }, clock.now());
}

async function enqueueStandIn(
  { outbox }: PeopleDeps,
  tx: Transaction,
  { id, organisationId }: MemberProfile,
  delegate: MemberProfile,
): Promise<void> {
  const payload = { organisationId, absentId: id, delegateId: delegate.id };
  const to = { kind: 'member', memberId: delegate.id } as const;
  await outbox.enqueue(tx, [{ organisationId, kind: 'people.standIn', payload, to }]);
}

/** Tells a stand-in, unless the absence is over or somebody else stands in by now. */
export function standInNotice({ database, clock }: PeopleDeps): Outgoing {
  return {
    async compose(payload): Promise<Dispatch> {
      const {
        organisationId = '',
        absentId = '',
        delegateId = '',
      } = payload as Readonly<Record<string, string | undefined>>;
      const found = isId(organisationId)
        ? await findMembers(database, organisationId, [absentId, delegateId].filter(isId))
        : [];
      const absent = found.find((member) => member.id === absentId);
      const delegate = found.find((member) => member.id === delegateId);
      if (!absent?.awayUntil || !delegate || absent.delegateId !== delegate.id || !isAway(absent, clock.now())) {
        return { kind: 'skip', reason: 'nobody to stand in for' };
      }
      return { kind: 'send', card: standInCard(absent, absent.awayUntil, delegate) };
    },
  };
}
