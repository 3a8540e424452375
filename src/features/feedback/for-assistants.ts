/**
 * What assistants read of feedback and may do with it. Nothing confidential leaves here, for nobody: it is counted, and only
 * where the question does not tell of whom it is.
 */
import type { AssistantDesk, AssistantFeedback, FeedbackAsked, FeedbackFound } from '../../chat/assistant-desk.js';
import { weighing } from '../../kernel/likeness.js';
import type { Actor } from '../../kernel/person.js';
import { tokensOf } from '../../kernel/tokens.js';
import { confidentialHere } from './cards/refusals.js';
import type { FeedbackDeps } from './deps.js';
import { views } from './intake.js';
import * as lifecycle from './lifecycle.js';
import { parse } from './read-command.js';
import { type Feedback, feedbackNumbers } from './rules/feedback.js';
import { hashOf } from './rules/word-hash.js';
import { resolveSchema } from './schema.js';
import { findByNumber } from './store/feedback.js';
import { type Filter, listFeedback } from './store/listing.js';
import { findNear } from './store/words.js';

/** What the room answers to assistants of people. */
export type FeedbackForAssistants = Pick<AssistantDesk, 'list' | 'search' | 'feedback' | 'resolve'>;

/** @see FeedbackForAssistants */
export function forAssistants(deps: FeedbackDeps): FeedbackForAssistants {
  return {
    list: (actor, asked, limit) => list(deps, actor, asked, limit),
    search: (actor, asked, limit) => search(deps, actor, asked, limit),
    feedback: async ({ organisationId }, number) => viewOf(deps, await open(deps, organisationId, number)),
    async resolve(actor, number, given) {
      const { organisationId } = actor;
      await open(deps, organisationId, number);
      const deed = { organisationId, actor, place: null, surface: 'api' } as const;
      return viewOf(deps, await lifecycle.resolve(deps, number, parse(resolveSchema, { ...given }), deed));
    },
  };
}

async function viewOf(deps: FeedbackDeps, feedback: Feedback): Promise<AssistantFeedback> {
  const [view] = await views(deps, feedback.organisationId, [feedback]);
  if (!view || feedback.confidential) throw confidentialHere(feedback);
  return view;
}

async function open({ database }: FeedbackDeps, organisationId: string, number: number): Promise<Feedback> {
  const feedback = await findByNumber(database, organisationId, number);
  if (!feedback) throw feedbackNumbers.notFound(number);
  if (feedback.confidential) throw confidentialHere(feedback);
  return feedback;
}

/** null: nobody is called so, so there is nothing. */
async function filterOf(deps: FeedbackDeps, actor: Actor, asked: FeedbackAsked): Promise<Filter | null> {
  const { organisationId, id: ownerId } = actor;
  const { which, topic } = asked;
  const customer = asked.customer ? await deps.customers.find(organisationId, asked.customer) : null;
  const segment = asked.segment ? await deps.customers.segmentNamed(organisationId, asked.segment) : undefined;
  if ((asked.customer && !customer) || segment === null) return null;
  return {
    ...{ organisationId, which, ownerId, segment, now: deps.clock.now(), viewer: { id: null, isChampion: false } },
    customerId: customer?.id,
    fields: topic ? [{ column: 'topic', value: topic }] : [],
  };
}

async function list(deps: FeedbackDeps, actor: Actor, asked: FeedbackAsked, limit: number): Promise<FeedbackFound> {
  const filter = await filterOf(deps, actor, asked);
  if (!filter) return { items: [], totalCount: 0, confidentialCount: null };
  const isAbout = filter.customerId !== undefined || filter.segment !== undefined || asked.topic !== undefined;
  const [found, confidentialCount] = await Promise.all([
    listFeedback(deps.database, { ...filter, confidential: false }, { limit, offset: 0 }),
    isAbout ? null : countConfidential(deps, filter),
  ]);
  const items = await views(deps, actor.organisationId, found.items);
  return { items, totalCount: found.totalCount, confidentialCount };
}

async function countConfidential({ database }: FeedbackDeps, filter: Filter): Promise<number> {
  return (await listFeedback(database, { ...filter, confidential: true }, { limit: 1, offset: 0 })).totalCount;
}

/** More are never looked at: those that share the rarest words, and the newest. */
const everyNumber = 2_147_483_647;

async function search(
  deps: FeedbackDeps,
  actor: Actor,
  asked: FeedbackAsked & { readonly words: string },
  limit: number,
): Promise<readonly AssistantFeedback[]> {
  const { organisationId } = actor;
  const filter = await filterOf(deps, actor, asked);
  if (!filter) return [];
  // Of one customer all is looked through: the nearest of everybody's may be none of theirs.
  if (filter.customerId !== undefined) {
    const of = { ...filter, search: asked.words, confidential: false };
    return views(deps, organisationId, (await listFeedback(deps.database, of, { limit, offset: 0 })).items);
  }
  return views(deps, organisationId, (await nearest(deps, filter, asked.words)).slice(0, limit));
}

/** Those that this filter lets through and that say some of these words, what tells most first; nothing confidential. */
async function nearest({ database }: FeedbackDeps, filter: Filter, words: string): Promise<readonly Feedback[]> {
  const stems = tokensOf(words).map(({ stem }) => stem);
  if (stems.length === 0) return [];
  const hashes = new Map(stems.map((stem) => [stem, hashOf(stem)]));
  const asked = { words: [...hashes.values()], below: everyNumber, now: filter.now };
  const { total, countOf, numbers } = await findNear(database, filter.organisationId, asked);
  if (numbers.length === 0) return [];
  const weigh = weighing(total, (stem) => countOf.get(hashes.get(stem) ?? 0) ?? 0);
  const cut = { limit: numbers.length, offset: 0 };
  return (await listFeedback(database, { ...filter, numbers, confidential: false }, cut)).items
    .map((feedback) => {
      const said = new Set(tokensOf(feedback.text).map(({ stem }) => stem));
      return { feedback, weight: stems.reduce((sum, stem) => (said.has(stem) ? sum + weigh(stem) : sum), 0) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || b.feedback.number - a.feedback.number)
    .map(({ feedback }) => feedback);
}
