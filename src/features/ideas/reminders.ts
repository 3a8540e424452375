/** Asks on an experiment's end date how it went, and reminds of it each working day until somebody has answered. */

import { button } from '../../chat/blocks.js';
import { say } from '../../kernel/language/say.js';
import { organisationsOf } from '../../kernel/organisations-of.js';
import { startOfDate } from '../../kernel/time/local-day.js';
import { type Kind, type Line, partiesOf, readCrowd, recipientsOf, remindersOf } from '../../reminders/index.js';
import type { Transaction } from '../../storage/database.js';
import { rolesOfRepeat } from '../feedback/index.js';
import { calendarOf } from '../people/index.js';
import { questionView } from './cards/question-card.js';
import type { IdeasDeps } from './deps.js';
import { pictures } from './picture.js';
import { askAgainAt, type Experiment, experimentKind } from './rules/experiment.js';
import { appendEvents } from './store/events.js';
import { claimDue, experimentsDue, findExperiments, saveExperiment } from './store/experiments.js';
import { authorsOf, findByIds } from './store/ideas.js';

export function experimentReminders(deps: IdeasDeps): Kind<Experiment> {
  const { database } = deps;
  return {
    name: experimentKind,
    ladder: {
      due: experimentsDue,
      claim: claimDue,
      climb: (tx, experiments, now) => askAll(deps, tx, { experiments, now }),
    },
    async standing(organisationId, ids) {
      const found = await findExperiments(database, [organisationId], ids);
      const ideaIds = found.map(({ ideaId }) => ideaId);
      const ideas = await findByIds(database, organisationId, ideaIds);
      const places = new Map(ideas.map(({ id, placeId }) => [id, placeId]));
      return new Map(
        found.map(({ id, round, state, runnerId: ownerId, askedId, ideaId, endsOn }) => {
          const fallbackIds = askedId ? [askedId] : [];
          const urgentAt = startOfDate('UTC', endsOn);
          const placeId = places.get(ideaId) ?? null;
          return [id, { round, isOpen: state === 'running', ownerId, fallbackIds, placeId, urgentAt }];
        }),
      );
    },
    show: (organisationId, lines) => show(deps, organisationId, lines),
    more: () => button(say('Show what I owe'), 'people.owe', '1'),
    async sent(tx, reminders, { at }) {
      const found = await findExperiments(
        tx,
        organisationsOf(reminders),
        reminders.map(({ subjectId }) => subjectId),
      );
      const ideas = new Map(found.map(({ id, ideaId }) => [id, ideaId]));
      const events = reminders.flatMap(({ subjectId, organisationId, recipientId, role, repeat }) => {
        const ideaId = ideas.get(subjectId);
        if (ideaId === undefined) return [];
        const details = { recipientId, role, repeat };
        return {
          ideaId,
          organisationId,
          at,
          actorId: null,
          surface: 'clock' as const,
          what: 'asked' as const,
          details,
        };
      });
      await appendEvents(tx, events);
    },
  };
}

/** Its runner; while they are away their delegate, else the champion or the author. Looks again on the next working day. */
async function askAll(
  deps: IdeasDeps,
  tx: Transaction,
  { experiments, now }: { readonly experiments: readonly Experiment[]; readonly now: Date },
) {
  const authors = await authorsOf(
    tx,
    organisationsOf(experiments),
    experiments.map(({ ideaId }) => ideaId),
  );
  const crowd = await readCrowd(
    deps.people,
    experiments.map(({ organisationId, runnerId, ideaId }) => ({
      organisationId,
      memberIds: [runnerId, authors.get(ideaId) ?? null],
    })),
    tx,
  );
  const planned = [];
  for (const experiment of experiments) {
    const { organisationId, round, askCount, ideaId, runnerId } = experiment;
    const { champion, settings } = crowd.household(organisationId);
    const repeat = askCount + 1;
    const parties = partiesOf(crowd, organisationId, {
      ownerId: runnerId,
      placeId: null,
      fallbacks: [champion, crowd.person(authors.get(ideaId))],
      waitsForOwner: false,
    });
    const roles = ['owner' as const, ...(repeat > 1 ? rolesOfRepeat(settings, repeat - 2) : [])];
    const recipients = recipientsOf(parties, roles, now);
    const asked = recipients.find(({ role }) => role === 'owner');
    // Everybody is away: nobody is chased, and the question waits a day.
    const next = asked ? { askCount: repeat, askedId: asked.id } : {};
    const dueAt = askAgainAt(calendarOf(settings), asked?.dueAt ?? now);
    await saveExperiment(tx, { ...experiment, ...next, dueAt });
    if (asked)
      planned.push(...remindersOf(experimentKind, { subject: experiment, round, step: 0, repeat }, recipients));
  }
  return planned;
}

async function show(deps: IdeasDeps, organisationId: string, lines: readonly Line[]) {
  const experiments = await findExperiments(
    deps.database,
    [organisationId],
    lines.map(({ reminder }) => reminder.subjectId),
  );
  const ideas = await findByIds(
    deps.database,
    organisationId,
    experiments.map(({ ideaId }) => ideaId),
  );
  const organisation = await deps.people.organisation(organisationId);
  const shown = new Map(
    (await pictures(deps, organisation, { ideas, viewerId: null })).map((each) => [each.idea.id, each]),
  );
  const known = new Map(experiments.map((experiment) => [experiment.id, experiment]));
  return new Map(
    lines.flatMap((line) => {
      const { subjectId, recipientId, role, repeat } = line.reminder;
      const experiment = known.get(subjectId);
      const picture = shown.get(experiment?.ideaId ?? '');
      if (!experiment || !picture) return [];
      const capacity = recipientId === experiment.runnerId ? ('runner' as const) : ('standIn' as const);
      const question = { picture, experiment, repeat, role: role === 'owner' ? capacity : role };
      return [[subjectId, questionView(question, line)] as const];
    }),
  );
}
