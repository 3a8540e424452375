/** What delivery sends for this room: each card is composed from the state as it is at that moment. */
import { z } from 'zod';
import type { Card } from '../../chat/card.js';
import type { Dispatch, Outgoing } from '../../chat/feature.js';
import type { Names } from '../../chat/history.js';
import { say } from '../../kernel/language/say.js';
import { authorCard, eventCard, runnerCard } from './cards/event-card.js';
import { placeIdeaCard } from './cards/idea-card.js';
import { resultCard } from './cards/question-card.js';
import type { IdeasDeps } from './deps.js';
import { type Picture, pictureOf } from './picture.js';
import type { IdeaEvent } from './rules/events.js';
import { namesOf } from './show.js';
import { findEvent } from './store/events.js';
import { findExperiments } from './store/experiments.js';
import { findByIds } from './store/ideas.js';

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });
const send = (card: Card): Dispatch => ({ kind: 'send', card });

const ofIdea = z.object({ organisationId: z.string(), ideaId: z.string() });
const ofEvent = z.object({ eventId: z.string() });
const ofExperiment = z.object({ organisationId: z.string(), experimentId: z.string() });

export function createOutgoing(deps: IdeasDeps): Readonly<Record<string, Outgoing>> {
  return {
    'ideas.placeCard': { compose: (payload) => composePlaceCard(deps, ofIdea.parse(payload)) },
    'ideas.event': { compose: (payload, of) => composeEvent(deps, of, ofEvent.parse(payload), eventCard) },
    'ideas.authorNotice': { compose: (payload, of) => composeEvent(deps, of, ofEvent.parse(payload), authorCard) },
    'ideas.runnerNotice': { compose: (payload, of) => composeEvent(deps, of, ofEvent.parse(payload), runnerCard) },
    'ideas.result': { compose: (payload) => composeResult(deps, ofExperiment.parse(payload)) },
  };
}

/** As a whole place may read it. */
async function pictureById(deps: IdeasDeps, organisationId: string, ideaId: string): Promise<Picture | null> {
  const [idea] = await findByIds(deps.database, organisationId, [ideaId]);
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
  of: string,
  { eventId }: z.infer<typeof ofEvent>,
  show: (picture: Picture, event: IdeaEvent, names: Names) => Card,
): Promise<Dispatch> {
  const event = await findEvent(deps.database, of, eventId);
  const picture = event && (await pictureById(deps, event.organisationId, event.ideaId));
  if (!event || !picture) return skip('the idea is gone');
  return send(show(picture, event, await namesOf(deps, event.organisationId, [event])));
}

async function composeResult(
  deps: IdeasDeps,
  { organisationId, experimentId }: z.infer<typeof ofExperiment>,
): Promise<Dispatch> {
  const [experiment] = await findExperiments(deps.database, [organisationId], [experimentId]);
  const picture = experiment && (await pictureById(deps, organisationId, experiment.ideaId));
  if (!experiment || !picture) return skip('the experiment is gone');
  const { answeredById } = experiment;
  const answeredBy = answeredById ? await deps.people.member(organisationId, answeredById) : null;
  return send(resultCard(picture, experiment, answeredBy?.name ?? say('the team')));
}
