/** Reminds of follow-ups at their date, and each working day after it until they are settled. */

import { z } from 'zod';
import { button } from '../../../chat/blocks.js';
import type { Dispatch, Outgoing } from '../../../chat/feature.js';
import { say } from '../../../kernel/language/say.js';
import { startOfDate } from '../../../kernel/time/local-day.js';
import { type Kind, type Line, partiesOf, readCrowd, recipientsOf, remindersOf } from '../../../reminders/index.js';
import type { Transaction } from '../../../storage/database.js';
import { rolesOfRepeat } from '../../feedback/index.js';
import { calendarOf, hoursOf } from '../../people/index.js';
import { formerOwnersCard, ownersFollowUpCard } from '../cards/follow-up-card.js';
import { reminderView } from '../cards/follow-up-reminder.js';
import type { MeetingsDeps } from '../deps.js';
import { type FollowUp, followUpKind, isDue, nextNudgeAt } from '../rules/follow-up.js';
import { claimDue, findFollowUpById, followUpsDue, listByIds, saveFollowUps } from '../store/follow-ups.js';
import { followUpPictures } from './picture.js';

export function followUpReminders(deps: MeetingsDeps): Kind<FollowUp> {
  const { database, people, clock } = deps;
  return {
    name: followUpKind,
    ladder: {
      due: followUpsDue,
      claim: claimDue,
      climb: (tx, followUps, now) => climbAll(deps, tx, { followUps, now }),
    },
    async standing(organisationId, ids) {
      const found = await listByIds(database, organisationId, ids);
      const memberIds = found.map(({ ownerId }) => ownerId);
      const crowd = await readCrowd(people, [{ organisationId, memberIds }]);
      const { champion } = crowd.household(organisationId);
      return new Map(
        found.map((followUp) => {
          const zone = crowd.person(followUp.ownerId)?.workingHours.timeZone ?? 'UTC';
          const { id, ownerId, placeId, dueOn } = followUp;
          const isOpen = isDue(followUp, zone, clock.now());
          const fallbackIds = champion ? [champion.id] : [];
          const urgentAt = startOfDate(zone, dueOn);
          return [id, { round: followUp.round, isOpen, ownerId, fallbackIds, placeId, urgentAt }];
        }),
      );
    },
    show: (organisationId, lines) => show(deps, organisationId, lines),
    more: (role) =>
      role === 'owner'
        ? button(say('Show what I owe'), 'people.owe', '1')
        : button(say('Show all'), 'meetings.followUps', '1'),
  };
}

async function climbAll(
  { people }: MeetingsDeps,
  tx: Transaction,
  { followUps, now }: { readonly followUps: readonly FollowUp[]; readonly now: Date },
) {
  const crowd = await readCrowd(
    people,
    followUps.map(({ organisationId, ownerId }) => ({ organisationId, memberIds: [ownerId] })),
    tx,
  );
  const moved: FollowUp[] = [];
  const planned = followUps.flatMap((followUp) => {
    const { organisationId, ownerId, placeId, nudgeCount: repeat } = followUp;
    const { champion, settings } = crowd.household(organisationId);
    // An owner who has left owes nothing: the champion can hand it over.
    const about = { ownerId, placeId, fallbacks: [champion], waitsForOwner: true };
    const roles = ['owner' as const, ...(repeat > 0 ? rolesOfRepeat(settings, repeat) : [])];
    const recipients = recipientsOf(partiesOf(crowd, organisationId, about), roles, now);
    const reminded = recipients.find(({ role }) => role === 'owner');
    const hours = reminded?.hours ?? hoursOf(settings);
    const nudgeDueAt = nextNudgeAt(calendarOf(settings), hours, reminded?.dueAt ?? now);
    moved.push({ ...followUp, nudgeDueAt, nudgeCount: reminded ? repeat + 1 : repeat });
    if (!reminded) return [];
    return remindersOf(followUpKind, { subject: followUp, round: followUp.round, step: 0, repeat }, recipients);
  });
  await saveFollowUps(tx, moved);
  return planned;
}

async function show(deps: MeetingsDeps, organisationId: string, lines: readonly Line[]) {
  const ids = lines.map(({ reminder }) => reminder.subjectId);
  const followUps = await listByIds(deps.database, organisationId, ids);
  const { settings } = await deps.people.organisation(organisationId);
  const found = await followUpPictures(deps, organisationId, followUps);
  const shown = new Map(found.map((picture) => [picture.followUp.id, picture]));
  return new Map(
    lines.flatMap((line) => {
      const picture = shown.get(line.reminder.subjectId);
      return picture
        ? [[picture.followUp.id, reminderView({ ...line, picture, calendar: calendarOf(settings) })] as const]
        : [];
    }),
  );
}

const ofCard = z.object({ organisationId: z.string(), followUpId: z.string(), memberId: z.string() });

export function followUpOutgoing(deps: MeetingsDeps): Readonly<Record<string, Outgoing>> {
  return { 'meetings.followUpCard': { compose: (payload) => composeCard(deps, ofCard.parse(payload)) } };
}

async function composeCard(
  deps: MeetingsDeps,
  { organisationId, followUpId, memberId }: z.infer<typeof ofCard>,
): Promise<Dispatch> {
  const followUp = await findFollowUpById(deps.database, organisationId, followUpId);
  const [picture] = followUp ? await followUpPictures(deps, organisationId, [followUp]) : [];
  if (!picture) return { kind: 'skip', reason: 'the follow-up is gone' };
  const isOwners = picture.followUp.ownerId === memberId;
  return { kind: 'send', card: isOwners ? ownersFollowUpCard(picture) : formerOwnersCard(picture) };
}
