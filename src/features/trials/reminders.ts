/** Asks who runs an early test, before everybody has it, what came of it; and reminds until it is written. */

import { button } from '../../chat/blocks.js';
import { say } from '../../kernel/language/say.js';
import { type Kind, type Line, partiesOf, readCrowd, recipientsOf, remindersOf } from '../../reminders/index.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf } from '../people/index.js';
import { type SummaryQuestion, summaryView } from './cards/summary-card.js';
import type { TrialsDeps } from './deps.js';
import { askAgainAt, isOpen, summaryKind, type Trial } from './rules/trial.js';
import { appendEvents } from './store/events.js';
import { claimSummaries, findTrials, saveTrial, summariesDue } from './store/trials.js';
import { viewOf } from './view.js';

export function summaryReminders(deps: TrialsDeps): Kind<Trial> {
  const { database } = deps;
  return {
    name: summaryKind,
    ladder: {
      due: summariesDue,
      claim: claimSummaries,
      climb: (tx, trials, now) => askAll(deps, tx, trials, now),
    },
    async standing(organisationId, ids) {
      const found = await findTrials(database, organisationId, ids);
      return new Map(
        found.map(({ id, round, ownerId, askedId, placeId, endsAt, summarisedAt }) => {
          const fallbackIds = askedId === null ? [] : [askedId];
          return [id, { round, isOpen: summarisedAt === null, ownerId, fallbackIds, placeId, urgentAt: endsAt }];
        }),
      );
    },
    show: (organisationId, lines) => show(deps, organisationId, lines),
    more: () => button(say('Show what I owe'), 'people.owe', '1'),
    sent: (tx, reminders, { at }) =>
      appendEvents(
        tx,
        reminders.map(({ subjectId: trialId, organisationId, recipientId, role, repeat }) => ({
          ...{ trialId, organisationId, at, actorId: null, surface: 'clock', what: 'asked' },
          details: { recipientId, role, repeat },
        })),
      ),
  };
}

/** Its owner; while they are away their delegate, else the champion. Looks again on the next working day. */
async function askAll(deps: TrialsDeps, tx: Transaction, trials: readonly Trial[], now: Date) {
  const asked = trials.map(({ organisationId, ownerId }) => ({ organisationId, memberIds: [ownerId] }));
  const crowd = await readCrowd(deps.people, asked, tx);
  const planned = [];
  for (const trial of trials) {
    const { organisationId, id, ownerId, round, askCount } = trial;
    const { champion, settings } = crowd.household(organisationId);
    const [counted] = await findTrials(tx, organisationId, [id]);
    // Of a test in which nobody takes part there is nothing to tell.
    if (counted?.acceptedCount === 0) {
      await saveTrial(tx, { ...trial, dueAt: isOpen(trial, now) ? askAgainAt(calendarOf(settings), now) : null });
      continue;
    }
    const parties = partiesOf(crowd, organisationId, {
      ownerId,
      placeId: null,
      fallbacks: [champion],
      waitsForOwner: false,
    });
    const repeat = askCount + 1;
    // Once everybody has it, the champion hears every second time that nothing is written yet.
    const isLate = !isOpen(trial, now) && repeat % 2 === 0;
    const recipients = recipientsOf(parties, isLate ? ['owner', 'champion'] : ['owner'], now);
    const first = recipients.find(({ role }) => role === 'owner');
    const next = first ? { askCount: repeat, askedId: first.id } : {};
    await saveTrial(tx, { ...trial, ...next, dueAt: askAgainAt(calendarOf(settings), first?.dueAt ?? now) });
    if (first) planned.push(...remindersOf(summaryKind, { subject: trial, round, step: 0, repeat }, recipients));
  }
  return planned;
}

async function show(deps: TrialsDeps, organisationId: string, lines: readonly Line[]) {
  const ids = lines.map(({ reminder }) => reminder.subjectId);
  const trials = new Map((await findTrials(deps.database, organisationId, ids)).map((trial) => [trial.id, trial]));
  const views = await Promise.all(
    lines.map(async (line) => {
      const trial = trials.get(line.reminder.subjectId);
      if (!trial) return [];
      const { role, repeat } = line.reminder;
      const question: SummaryQuestion = { view: await viewOf(deps, trial), role, repeat };
      return [[trial.id, summaryView(question, line)] as const];
    }),
  );
  return new Map(views.flat());
}
