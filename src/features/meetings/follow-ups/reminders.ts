/**
 * Reminds of follow-ups: what is due is claimed from the database and put into one message a recipient, in the
 * transaction that moves its due time on, so that nobody gets it twice. Composed anew just before it is sent.
 */

import { z } from 'zod';
import type { Dispatch, Outgoing, Sweep } from '../../../chat/feature.js';
import type { DeliveryOrder } from '../../../delivery/delivery.js';
import { groupBy } from '../../../kernel/group-by.js';
import type { Transaction } from '../../../storage/database.js';
import { calendarOf, hoursOf, isPresent, type MemberProfile, type OrganisationProfile } from '../../people/index.js';
import { formerOwnersCard, ownersFollowUpCard, reminderCard } from '../cards/follow-up-card.js';
import type { MeetingsDeps } from '../deps.js';
import { championHears, championTime, chooseReminded, type FollowUp, isDue, nextNudgeAt } from '../rules/follow-up.js';
import { claimReminders, findFollowUpById, listByNumbers, remindersDue, saveFollowUps } from '../store/follow-ups.js';
import { type FollowUpPicture, followUpPictures } from './picture.js';

/** People in one transaction. */
const batchSize = 200;
/** In one message: more than anybody reads, few enough for one order. */
const longestMessage = 200;

type Whose = 'owner' | 'champion';

export function followUpSweeps(deps: MeetingsDeps): readonly Sweep[] {
  const sweepOf = (whose: Whose, work: (tx: Transaction, now: Date) => Promise<number>): Sweep => ({
    name: whose === 'owner' ? 'meetings.followUps' : 'meetings.followUpsOfChampion',
    due: remindersDue[whose],
    run: async (now) => {
      const count = await deps.database.transaction((tx) => work(tx, now));
      deps.outbox.kick();
      return count;
    },
  });
  return [
    sweepOf('owner', (tx, now) => remindOwners(tx, deps, now)),
    sweepOf('champion', (tx, now) => tellChampions(tx, deps, now)),
  ];
}

async function remindOwners(tx: Transaction, deps: MeetingsDeps, now: Date): Promise<number> {
  const due = await claimReminders(tx, { whose: 'owner', now, limit: batchSize });
  const orders: DeliveryOrder[] = [];
  const moved: FollowUp[] = [];
  for (const [organisationId, followUps] of groupBy(due, ({ organisationId }) => organisationId)) {
    const organisation = await deps.people.organisation(organisationId, tx);
    const members = await readMembers(tx, deps, organisationId, followUps);
    const turns = followUps.map((followUp) => turnOf(followUp, { organisation, members, now }));
    moved.push(...turns.map(({ followUp }) => followUp));
    for (const [recipientId, theirs] of groupBy(turns, ({ recipientId }) => recipientId ?? '')) {
      if (recipientId !== '')
        orders.push(
          ...reminderOrders(
            theirs.map(({ followUp }) => followUp),
            recipientId,
            'owner',
          ),
        );
    }
  }
  await saveFollowUps(tx, moved);
  await deps.outbox.enqueue(tx, orders);
  return due.length;
}

/** Owners and those who stand in for them. */
async function readMembers(
  tx: Transaction,
  { people }: MeetingsDeps,
  organisationId: string,
  followUps: readonly FollowUp[],
): Promise<ReadonlyMap<string, MemberProfile>> {
  const owners = await people.members(organisationId, [...new Set(followUps.map(({ ownerId }) => ownerId))], tx);
  const delegates = await people.members(
    organisationId,
    [...new Set(owners.flatMap(({ delegateId }) => delegateId ?? []))],
    tx,
  );
  return new Map([...owners, ...delegates].map((member) => [member.id, member]));
}

interface Roster {
  readonly organisation: OrganisationProfile;
  readonly members: ReadonlyMap<string, MemberProfile>;
  readonly now: Date;
}

/** The follow-up as it stands after its reminder, and who gets it; null: nobody yet. */
function turnOf(
  followUp: FollowUp,
  { organisation, members, now }: Roster,
): { readonly followUp: FollowUp; readonly recipientId: string | null } {
  const { champion, settings } = organisation;
  const calendar = calendarOf(settings);
  const owner = members.get(followUp.ownerId) ?? null;
  const delegate = members.get(owner?.delegateId ?? '') ?? null;
  const reminder = chooseReminded({ owner, delegate, champion }, calendar, now);
  if (reminder?.kind === 'later') return { followUp: { ...followUp, nudgeDueAt: reminder.at }, recipientId: null };
  const hours = reminder?.to.workingHours ?? hoursOf(settings);
  const nudgeDueAt = nextNudgeAt(calendar, hours, now);
  if (!reminder) return { followUp: { ...followUp, nudgeDueAt }, recipientId: null };
  const nudgeCount = followUp.nudgeCount + 1;
  const hears = champion && championHears(nudgeCount, reminder.to, champion);
  const championDueAt = hears ? championTime(champion, calendar, now) : followUp.championDueAt;
  return { followUp: { ...followUp, nudgeDueAt, nudgeCount, championDueAt }, recipientId: reminder.to.id };
}

async function tellChampions(tx: Transaction, deps: MeetingsDeps, now: Date): Promise<number> {
  const due = await claimReminders(tx, { whose: 'champion', now, limit: batchSize });
  const orders: DeliveryOrder[] = [];
  for (const [organisationId, followUps] of groupBy(due, ({ organisationId }) => organisationId)) {
    const { champion } = await deps.people.organisation(organisationId, tx);
    if (champion) orders.push(...reminderOrders(followUps, champion.id, 'champion'));
  }
  await saveFollowUps(
    tx,
    due.map((followUp) => ({ ...followUp, championDueAt: null })),
  );
  await deps.outbox.enqueue(tx, orders);
  return due.length;
}

function reminderOrders(followUps: readonly FollowUp[], recipientId: string, role: Whose): DeliveryOrder[] {
  const [first] = followUps;
  if (!first) return [];
  const numbers = followUps.slice(0, longestMessage).map(({ number }) => number);
  return [
    {
      organisationId: first.organisationId,
      kind: 'meetings.followUpReminder',
      payload: { organisationId: first.organisationId, recipientId, role, numbers: numbers.join(',') },
      to: { kind: 'member', memberId: recipientId },
      atMostOnce: true,
    },
  ];
}

const ofReminder = z.object({
  organisationId: z.string(),
  recipientId: z.string(),
  role: z.enum(['owner', 'champion']),
  numbers: z.string().transform((text) => text.split(',').map(Number)),
});
const ofCard = z.object({ organisationId: z.string(), followUpId: z.string(), memberId: z.string() });

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

export function followUpOutgoing(deps: MeetingsDeps): Readonly<Record<string, Outgoing>> {
  return {
    'meetings.followUpReminder': { compose: (payload) => composeReminder(deps, ofReminder.parse(payload)) },
    'meetings.followUpCard': { compose: (payload) => composeCard(deps, ofCard.parse(payload)) },
  };
}

async function composeCard(
  deps: MeetingsDeps,
  { organisationId, followUpId, memberId }: z.infer<typeof ofCard>,
): Promise<Dispatch> {
  const followUp = await findFollowUpById(deps.database, followUpId);
  const [picture] = followUp ? await followUpPictures(deps, organisationId, [followUp]) : [];
  if (!picture) return skip('the follow-up is gone');
  const isOwners = picture.followUp.ownerId === memberId;
  return { kind: 'send', card: isOwners ? ownersFollowUpCard(picture) : formerOwnersCard(picture) };
}

/** State is read again: what was settled, moved or handed over a second ago is not asked for. */
async function composeReminder(deps: MeetingsDeps, reminder: z.infer<typeof ofReminder>): Promise<Dispatch> {
  const { organisationId, recipientId, role, numbers } = reminder;
  const recipient = await deps.people.member(organisationId, recipientId);
  if (!isPresent(recipient, deps.clock.now())) return skip('the recipient is not here');
  const { champion } = await deps.people.organisation(organisationId);
  const followUps = await listByNumbers(deps.database.prisma, organisationId, numbers);
  const pictures = (await followUpPictures(deps, organisationId, followUps)).filter((picture) =>
    holds(picture, { recipientId, role, championId: champion?.id ?? null }),
  );
  return pictures.length > 0 ? { kind: 'send', card: reminderCard(pictures, role) } : skip('settled in the meantime');
}

function holds(
  { followUp, owner, now }: FollowUpPicture,
  {
    recipientId,
    role,
    championId,
  }: { readonly recipientId: string; readonly role: Whose; readonly championId: string | null },
): boolean {
  if (!isDue(followUp, owner?.timeZone ?? 'UTC', now)) return false;
  if (role === 'champion') return championId === recipientId && followUp.ownerId !== recipientId;
  if (followUp.ownerId === recipientId) return true;
  const standIns = [owner?.delegateId, championId];
  return !isPresent(owner, now) && standIns.includes(recipientId);
}
