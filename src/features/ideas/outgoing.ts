/** What delivery sends for this room: each card is composed from the state as it is at that moment. */
import { z } from 'zod';
import type { Card } from '../../chat/card.js';
import type { Dispatch, Outgoing } from '../../chat/feature.js';
import { isPresent, type OrganisationProfile } from '../people/index.js';
import { authorCard, eventCard, type Names, runnerCard } from './cards/event-card.js';
import { placeIdeaCard } from './cards/idea-card.js';
import { type Question, questionsCard, resultCard } from './cards/question-card.js';
import type { IdeasDeps } from './deps.js';
import { type Picture, pictureOf, pictures } from './picture.js';
import type { IdeaEvent } from './rules/events.js';
import type { Experiment } from './rules/experiment.js';
import { namesOf } from './show.js';
import { appendEvents, findEvent } from './store/events.js';
import { findExperiments } from './store/experiments.js';
import { findByIds, savePosition } from './store/ideas.js';
import { dropNudges, type Nudge, nudgesOfBatch, settleNudges } from './store/nudges.js';

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });
const send = (card: Card): Dispatch => ({ kind: 'send', card });

const ofIdea = z.object({ organisationId: z.string(), ideaId: z.string() });
const ofEvent = z.object({ eventId: z.string() });
const ofExperiment = z.object({ organisationId: z.string(), experimentId: z.string() });
const ofBatch = z.object({ organisationId: z.string(), batchId: z.string(), recipientId: z.string() });

export function createOutgoing(deps: IdeasDeps): Readonly<Record<string, Outgoing>> {
  return {
    'ideas.placeCard': {
      compose: (payload) => composePlaceCard(deps, ofIdea.parse(payload)),
      settled: async (payload, outcome) => {
        if ('ref' in outcome) await savePosition(deps.database, ofIdea.parse(payload).ideaId, outcome.ref);
      },
    },
    'ideas.event': { compose: (payload) => composeEvent(deps, ofEvent.parse(payload), eventCard) },
    'ideas.authorNotice': { compose: (payload) => composeEvent(deps, ofEvent.parse(payload), authorCard) },
    'ideas.runnerNotice': { compose: (payload) => composeEvent(deps, ofEvent.parse(payload), runnerCard) },
    'ideas.result': { compose: (payload) => composeResult(deps, ofExperiment.parse(payload)) },
    'ideas.questions': {
      compose: (payload) => composeQuestions(deps, ofBatch.parse(payload)),
      settled: (payload, outcome) => ('ref' in outcome ? noteNudges(deps, ofBatch.parse(payload)) : Promise.resolve()),
    },
  };
}

/** As a whole place may read it. */
async function pictureById(deps: IdeasDeps, organisationId: string, ideaId: string): Promise<Picture | null> {
  const [idea] = await findByIds(deps.database.prisma, organisationId, [ideaId]);
  return idea ? pictureOf(deps, idea, null) : null;
}

async function composePlaceCard(
  deps: IdeasDeps,
  { organisationId, ideaId }: z.infer<typeof ofIdea>,
): Promise<Dispatch> {
  const picture = await pictureById(deps, organisationId, ideaId);
  return picture ? send(placeIdeaCard(picture)) : skip('the idea is gone');
}

/** The history is append-only, so what happened is still true; how the idea stands since is on its card. */
async function composeEvent(
  deps: IdeasDeps,
  { eventId }: z.infer<typeof ofEvent>,
  show: (picture: Picture, event: IdeaEvent, names: Names) => Card,
): Promise<Dispatch> {
  const event = await findEvent(deps.database, eventId);
  const picture = event && (await pictureById(deps, event.organisationId, event.ideaId));
  if (!event || !picture) return skip('the idea is gone');
  return send(show(picture, event, await namesOf(deps, event.organisationId, [event])));
}

async function composeResult(
  deps: IdeasDeps,
  { organisationId, experimentId }: z.infer<typeof ofExperiment>,
): Promise<Dispatch> {
  const [experiment] = await findExperiments(deps.database.prisma, [experimentId]);
  const picture = experiment && (await pictureById(deps, organisationId, experiment.ideaId));
  if (!experiment || !picture) return skip('the experiment is gone');
  const { answeredById } = experiment;
  const answeredBy = answeredById ? await deps.people.member(organisationId, answeredById) : null;
  return send(resultCard(picture, experiment, answeredBy?.name ?? 'the team'));
}

/** State is read again: what was answered a second ago is not asked. */
async function composeQuestions(deps: IdeasDeps, batch: z.infer<typeof ofBatch>): Promise<Dispatch> {
  const { organisationId, batchId, recipientId } = batch;
  const nudges = await nudgesOfBatch(deps.database, batchId);
  const [organisation, recipient, experiments] = await Promise.all([
    deps.people.organisation(organisationId),
    deps.people.member(organisationId, recipientId),
    findExperiments(
      deps.database.prisma,
      nudges.map(({ experimentId }) => experimentId),
    ),
  ]);
  const isThere = isPresent(recipient, deps.clock.now());
  const asked = nudges.flatMap((nudge) => {
    const experiment = experiments.find(({ id }) => id === nudge.experimentId);
    return experiment && isThere && holds(nudge, experiment, organisation) ? [{ nudge, experiment }] : [];
  });
  const kept = new Set(asked.map(({ nudge }) => nudge.id));
  await dropNudges(
    deps.database,
    nudges.map(({ id }) => id).filter((id) => !kept.has(id)),
  );
  if (asked.length === 0) return skip('answered in the meantime');
  return send(questionsCard(await questionsOf(deps, organisation, asked)));
}

function holds(nudge: Nudge, experiment: Experiment, { champion }: OrganisationProfile): boolean {
  if (experiment.state !== 'running' || experiment.round !== nudge.round) return false;
  if (nudge.role === 'champion') return champion?.id === nudge.recipientId && experiment.askedId !== champion.id;
  return experiment.askedId === nudge.recipientId;
}

async function questionsOf(
  deps: IdeasDeps,
  organisation: OrganisationProfile,
  asked: readonly { readonly nudge: Nudge; readonly experiment: Experiment }[],
): Promise<readonly Question[]> {
  const ideas = await findByIds(
    deps.database.prisma,
    organisation.id,
    asked.map(({ experiment }) => experiment.ideaId),
  );
  const shown = await pictures(deps, organisation, { ideas, viewerId: null });
  return asked.flatMap(({ nudge, experiment }) => {
    const picture = shown.find(({ idea }) => idea.id === experiment.ideaId);
    const capacity = nudge.recipientId === experiment.runnerId ? 'runner' : 'standIn';
    const role = nudge.role === 'champion' ? 'champion' : capacity;
    return picture ? [{ picture, experiment, repeat: nudge.repeat, role } as const] : [];
  });
}

async function noteNudges(deps: IdeasDeps, { batchId }: z.infer<typeof ofBatch>): Promise<void> {
  const at = deps.clock.now();
  await deps.database.transaction(async (tx) => {
    const sent = await settleNudges(tx, batchId);
    const events = sent.map(({ ideaId, organisationId, recipientId, role, repeat }) => ({
      ideaId,
      organisationId,
      at,
      actorId: null,
      surface: 'clock' as const,
      what: 'asked' as const,
      details: { recipientId, role, repeat },
    }));
    await appendEvents(tx, events);
  });
}
