/** Reminds of promises: climbs the ladder of each piece of feedback, ends waits whose day has come, and words what is sent. */

import { button } from '../../chat/blocks.js';
import {
  type Crowd,
  type Kind,
  type Line,
  partiesOf,
  readCrowd,
  recipientsOf,
  remindersOf,
} from '../../reminders/index.js';
import type { Transaction } from '../../storage/database.js';
import { isPresent, type MemberProfile, type OrganisationProfile } from '../people/index.js';
import { record, termsOf } from './amend.js';
import { showAll } from './cards/list-card.js';
import { reminderView } from './cards/reminder-card.js';
import type { FeedbackDeps, Origin } from './deps.js';
import { standIn } from './lifecycle.js';
import { ownerCardEdits, placeCardOrders, threadOrders } from './orders.js';
import { isTold, pictures } from './picture.js';
import type { Feedback } from './rules/feedback.js';
import { climb, percentOf, promiseKind, type Rung } from './rules/ladder.js';
import type { LadderStep } from './rules/ladder-notation.js';
import * as transitions from './rules/transitions.js';
import { ladder, newsPlaceId } from './settings.js';
import { appendEvents, claimDue, findByIds, findStandings, promiseDue, saveFeedback } from './store/feedback.js';

/** The bot itself, because time passed. */
const byClock = (organisationId: string): Origin => ({ organisationId, actor: null, surface: 'clock', place: null });

export function promiseReminders(deps: FeedbackDeps): Kind<Feedback> {
  return {
    name: promiseKind,
    ladder: {
      due: promiseDue,
      claim: claimDue,
      climb: (tx, items, now) => climbAll(deps, tx, { items, now }),
    },
    async standing(organisationId, ids) {
      const { settings } = await deps.people.organisation(organisationId);
      const found = await findStandings(deps.database, [organisationId], ids);
      return new Map(
        found.map(({ id, isAcknowledged, ...standing }) => [
          id,
          {
            ...standing,
            placeId: standing.placeId ?? newsPlaceId.of(settings),
            leavesOut: (step) => isAcknowledged && stepOf(step, ladder.of(settings))?.unlessAcknowledged === true,
          },
        ]),
      );
    },
    show: (organisationId, lines, readerId) => show(deps, { organisationId, readerId }, lines),
    more: (role) => {
      const { action, label, value } = showAll(role === 'owner' ? 'mine' : 'overdue');
      return button(label, action, value);
    },
    async sent(tx, reminders, { at }) {
      const events = reminders.map(({ subjectId: feedbackId, organisationId, step: percent, recipientId, role }) => ({
        ...{ feedbackId, organisationId, at, actorId: null, surface: 'clock' as const },
        what: 'nudged' as const,
        details: { percent, recipientId, role },
      }));
      await appendEvents(tx, events);
    },
  };
}

function stepOf(percent: number, steps: readonly LadderStep[]): LadderStep | undefined {
  return steps.find((step) => percentOf(step) === percent);
}

async function show(
  deps: FeedbackDeps,
  { organisationId, readerId }: { readonly organisationId: string; readonly readerId: string | null },
  lines: readonly Line[],
) {
  const items = await findByIds(
    deps.database,
    [organisationId],
    lines.map(({ reminder }) => reminder.subjectId),
  );
  const shown = new Map((await pictures(deps, organisationId, items)).map((each) => [each.feedback.id, each]));
  return new Map(
    lines.flatMap((line) => {
      const { subjectId, step } = line.reminder;
      const picture = shown.get(subjectId);
      if (!picture) return [];
      const told = readerId === null ? !picture.feedback.confidential : isTold(picture, readerId);
      const isLastResort = stepOf(step, ladder.of(picture.organisation.settings))?.to.includes('place') ?? false;
      return [[subjectId, reminderView({ ...line, picture, told, isLastResort })] as const];
    }),
  );
}

type Knowledge = Crowd<OrganisationProfile, MemberProfile>;

interface Climbing {
  readonly item: Feedback;
  readonly crowd: Knowledge;
  readonly now: Date;
}

async function climbAll(
  deps: FeedbackDeps,
  tx: Transaction,
  { items, now }: { readonly items: readonly Feedback[]; readonly now: Date },
) {
  const read = (some: readonly Feedback[]) =>
    readCrowd(
      deps.people,
      some.map(({ organisationId, ownerId }) => ({ organisationId, memberIds: [ownerId] })),
      tx,
    );
  const crowd = await read(items);
  const climbs = [];
  for (const item of items) {
    const running = item.state === 'waiting' ? await endWait(deps, tx, { item, crowd, now }) : item;
    const owned = await withSomebodyThere(deps, tx, { item: running, crowd, now });
    climbs.push(climbOne({ item: owned, crowd: owned.ownerId === item.ownerId ? crowd : await read([owned]), now }));
  }
  await saveFeedback(
    tx,
    climbs.map(({ item }) => item),
  );
  await turnRed(
    deps,
    tx,
    climbs.flatMap(({ item, turnsRed }) => (turnsRed ? item : [])),
    now,
  );
  return climbs.flatMap(({ reminders }) => reminders);
}

/** The clock runs again from the moment that was set, also when the bot was away then. */
async function endWait(deps: FeedbackDeps, tx: Transaction, { item, crowd, now }: Climbing): Promise<Feedback> {
  const profile = crowd.household(item.organisationId);
  const terms = termsOf(profile, item.waitingUntil ?? now);
  const outcome = transitions.resume(item, 'time', terms);
  await record(deps, { before: item, outcome, profile, origin: byClock(item.organisationId), now }, tx);
  return outcome.feedback;
}

/** Nobody is chased while away: the item goes to the delegate or is routed again, if anybody is there. */
async function withSomebodyThere(
  deps: FeedbackDeps,
  tx: Transaction,
  { item, crowd, now }: Climbing,
): Promise<Feedback> {
  const owner = crowd.person(item.ownerId);
  if (isPresent(owner, now)) return item;
  const profile = crowd.household(item.organisationId);
  const receiver = await standIn(deps, { feedback: item, profile, terms: termsOf(profile, now), owner }, tx);
  if (!receiver) return item;
  const outcome = transitions.handOver(item, receiver.ownerId, receiver.routing);
  await record(deps, { before: item, outcome, profile, origin: byClock(item.organisationId), now }, tx);
  return outcome.feedback;
}

/** Pure. */
function climbOne({ item, crowd, now }: Climbing) {
  const household = crowd.household(item.organisationId);
  const terms = termsOf(household, now);
  const { rungs, position } = climb(item, terms.ladder, terms.calendar, now);
  const { ownerId, round } = item;
  const parties = partiesOf(crowd, item.organisationId, {
    ownerId,
    placeId: item.placeId ?? newsPlaceId.of(household.settings),
    fallbacks: [],
    waitsForOwner: true,
  });
  const reminders = rungs.flatMap((rung) =>
    remindersOf(
      promiseKind,
      { subject: item, round, step: rung.percent, repeat: rung.repeat },
      recipientsOf(parties, rolesOf(rung), now),
    ),
  );
  const turnsRed = item.climbedPercent < 100 && position.climbedPercent >= 100;
  return { item: { ...item, ...position }, reminders, turnsRed };
}

/** With the place, the champion is offered to take the item over. */
function rolesOf({ roles }: Rung) {
  return roles.includes('place') ? ([...roles, 'champion'] as const) : roles;
}

async function turnRed(deps: FeedbackDeps, tx: Transaction, red: readonly Feedback[], now: Date): Promise<void> {
  const events = red.map(({ id: feedbackId, organisationId }) => ({
    ...{ feedbackId, organisationId, at: now, actorId: null, surface: 'clock' as const },
    what: 'turnedRed' as const,
    details: {},
  }));
  const eventIds = await appendEvents(tx, events);
  const orders = red.flatMap((feedback, index) => {
    const eventId = eventIds[index];
    return [
      ...placeCardOrders(feedback),
      ...ownerCardEdits(feedback, feedback.ownerId),
      ...(eventId === undefined ? [] : threadOrders(feedback, eventId)),
    ];
  });
  await deps.outbox.enqueue(tx, orders);
}
