/**
 * The life of a follow-up, one function a deed: added, done or dropped, opened again, moved, handed over. Each takes the
 * caller's transaction and writes the row, its history and the owner's card in it; the agenda calls them too.
 */
import type { DeliveryOrder } from '../../../delivery/delivery.js';
import { Conflict, InvalidInput } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/id.js';
import type { Surface } from '../../../kernel/person.js';
import type { Transaction } from '../../../storage/database.js';
import { calendarOf, hoursOf } from '../../people/index.js';
import * as refusals from '../cards/follow-up-refusals.js';
import type { MeetingsDeps } from '../deps.js';
import { type FollowUp, firstNudgeAt, followUpKind, followUpNumbers } from '../rules/follow-up.js';
import { insertFollowUp, lockFollowUp, saveFollowUps } from '../store/follow-ups.js';
import { appendHistory, type HistoryEntry } from '../store/history.js';
import type { FollowUpDraft } from './draft.js';

/** Who does it, and through what. */
export interface FollowUpDeed {
  readonly organisationId: string;
  readonly actorId: string;
  readonly surface: Surface;
}

export interface NewFollowUp extends FollowUpDraft {
  readonly organisationId: string;
  readonly placeId: string | null;
  readonly meetingId: string | null;
  readonly createdById: string;
  readonly surface: Surface;
}

/** Adds a promise that `readFollowUpDraft` has checked. Its owner gets a card. */
export async function addFollowUp(tx: Transaction, deps: MeetingsDeps, added: NewFollowUp): Promise<FollowUp> {
  const { surface, ...draft } = added;
  const now = deps.clock.now();
  const followUp = await insertFollowUp(tx, {
    ...draft,
    id: newId(now),
    createdAt: now,
    state: 'open',
    settledAt: null,
    settledById: null,
    nudgeDueAt: await nudgeTime(tx, deps, draft),
    nudgeCount: 0,
    round: 1,
  });
  const deed = { organisationId: added.organisationId, actorId: added.createdById, surface };
  await note(tx, deps, { followUp, deed, what: 'added', details: { ownerId: added.ownerId, dueOn: added.dueOn } });
  // Who promised something in front of everybody knows; who was given something by another is told.
  if (added.ownerId !== added.createdById) await deps.outbox.enqueue(tx, [ownerCardOrder(followUp, added.ownerId)]);
  return followUp;
}

/** @param which its number, or our id. Throws NotFound; Conflict when it is settled already. */
export function settleFollowUp(
  tx: Transaction,
  deps: MeetingsDeps,
  {
    which,
    as,
    deed,
  }: { readonly which: number | string; readonly as: 'done' | 'dropped'; readonly deed: FollowUpDeed },
): Promise<FollowUp> {
  return amend(tx, deps, { which, deed, what: as }, async (followUp) => {
    refuseSettled(followUp);
    const settled = { state: as, settledAt: deps.clock.now(), settledById: deed.actorId };
    return { ...followUp, ...settled, nudgeDueAt: null };
  });
}

/** Takes a tick back. Throws Conflict when it is open. */
export function reopenFollowUp(
  tx: Transaction,
  deps: MeetingsDeps,
  { which, deed }: { readonly which: number | string; readonly deed: FollowUpDeed },
): Promise<FollowUp> {
  return amend(tx, deps, { which, deed, what: 'reopened' }, async (followUp) => {
    if (followUp.state === 'open') throw new Conflict('meetings.notSettled', refusals.notSettled(followUp.number));
    const nudgeDueAt = await nudgeTime(tx, deps, followUp);
    return { ...followUp, state: 'open', settledAt: null, settledById: null, nudgeDueAt, ...anew(followUp) };
  });
}

/** @param dueOn as `readDueOn` gives it. Reminders begin anew at the new date. */
export function moveFollowUp(
  tx: Transaction,
  deps: MeetingsDeps,
  { which, dueOn, deed }: { readonly which: number | string; readonly dueOn: string; readonly deed: FollowUpDeed },
): Promise<FollowUp> {
  return amend(tx, deps, { which, deed, what: 'moved' }, async (followUp) => {
    refuseSettled(followUp);
    const nudgeDueAt = await nudgeTime(tx, deps, { ...followUp, dueOn });
    return { ...followUp, dueOn, nudgeDueAt, ...anew(followUp) };
  });
}

/** Gives it to somebody else, with the date it has. */
export function handOverFollowUp(
  tx: Transaction,
  deps: MeetingsDeps,
  {
    which,
    to,
    deed,
  }: {
    readonly which: number | string;
    readonly to: { readonly id: string; readonly name: string };
    readonly deed: FollowUpDeed;
  },
): Promise<FollowUp> {
  return amend(tx, deps, { which, deed, what: 'handedOver' }, async (followUp) => {
    refuseSettled(followUp);
    if (followUp.ownerId === to.id) {
      throw InvalidInput.field('meetings.sameOwner', 'owner', refusals.sameOwner(followUp.number, to.name));
    }
    const nudgeDueAt = await nudgeTime(tx, deps, { ...followUp, ownerId: to.id });
    return { ...followUp, ownerId: to.id, nudgeDueAt, ...anew(followUp) };
  });
}

/** Reminders begin from the first. */
const anew = ({ round }: FollowUp) => ({ round: round + 1, nudgeCount: 0 });

function refuseSettled({ number, state }: FollowUp): void {
  if (state !== 'open') throw new Conflict('meetings.alreadySettled', refusals.alreadySettled(number, state));
}

/** Two settings and a member are read within the transaction: on the embedded database anything else would wait for it. */
async function nudgeTime(
  tx: Transaction,
  { people, clock }: MeetingsDeps,
  { organisationId, ownerId, dueOn }: Pick<FollowUp, 'organisationId' | 'ownerId' | 'dueOn'>,
): Promise<Date> {
  const { settings } = await people.organisation(organisationId, tx);
  const owner = await people.member(organisationId, ownerId, tx);
  const hours = owner?.workingHours ?? hoursOf(settings);
  return firstNudgeAt(dueOn, calendarOf(settings), hours, clock.now());
}

interface Amendment {
  readonly which: number | string;
  readonly deed: FollowUpDeed;
  readonly what: string;
}

async function amend(
  tx: Transaction,
  deps: MeetingsDeps,
  { which, deed, what }: Amendment,
  change: (followUp: FollowUp) => Promise<FollowUp>,
): Promise<FollowUp> {
  const before = await lockFollowUp(tx, deed.organisationId, which);
  if (!before) throw followUpNumbers.notFound(typeof which === 'number' ? which : followUpNumbers.read(which));
  const followUp = await change(before);
  await saveFollowUps(tx, [followUp]);
  const { ownerId, dueOn } = followUp;
  await note(tx, deps, { followUp, deed, what, details: { ownerId, dueOn } });
  const isHandedOver = before.ownerId !== ownerId;
  await deps.outbox.enqueue(tx, [
    ...(isHandedOver ? [ownerCardOrder(followUp, ownerId)] : []),
    { ...ownerCardOrder(followUp, before.ownerId), onlyEdit: true },
    ...(await deps.reminders.movedOn(tx, followUpKind, [followUp.id], { isEnd: before.state !== followUp.state })),
  ]);
  return followUp;
}

async function note(
  tx: Transaction,
  { clock }: MeetingsDeps,
  {
    followUp,
    deed,
    ...entry
  }: Pick<HistoryEntry, 'what' | 'details'> & {
    readonly followUp: FollowUp;
    readonly deed: FollowUpDeed;
  },
): Promise<void> {
  await appendHistory(tx, [{ ...deed, ...entry, subject: `followUp:${followUp.id}`, at: clock.now() }]);
}

/** The owner's private card: posted once, edited ever after; also a former owner's, which then says who has it. */
function ownerCardOrder({ id, organisationId }: FollowUp, memberId: string): DeliveryOrder {
  return {
    organisationId,
    kind: 'meetings.followUpCard',
    payload: { followUpId: id, organisationId, memberId },
    to: { kind: 'member', memberId },
    living: `followUp:${id}`,
  };
}
