/** What people ask to see: one idea, its history, what it cites, and what other rooms' cards say of ideas. */
import type { Chapter } from '../../chat/feature.js';
import { historyCard, type Names, namesById } from '../../chat/history.js';
import type { InteractionContext, Viewer } from '../../chat/interaction.js';
import { moreBlocks } from '../../chat/list.js';
import { type Cut, pageButtons, pageOf } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { say } from '../../kernel/language/say.js';
import { type Actor, canAdminister } from '../../kernel/person.js';
import { eventLine } from './cards/event-card.js';
import { citedRow, ideaCard } from './cards/idea-card.js';
import { citingHeading, ideaRow } from './cards/list-card.js';
import { questionRow } from './cards/question-card.js';
import { nameOf } from './cards/words.js';
import type { IdeasDeps } from './deps.js';
import { isForThem } from './experiments.js';
import { find } from './find.js';
import { type Picture, pictureOf, pictures } from './picture.js';
import type { IdeaEvent } from './rules/events.js';
import { type Idea, ideaName, ideaNumbers } from './rules/idea.js';
import { history } from './store/events.js';
import { askedOf } from './store/experiments.js';
import { findByIds, supportersOf } from './store/ideas.js';
import { citing, touching } from './store/listing.js';

export async function show(deps: IdeasDeps, number: number, { actor }: InteractionContext): Promise<Reply> {
  const idea = await find(deps, actor.organisationId, number);
  const [picture, supporters] = await Promise.all([
    pictureOf(deps, idea, actor.id),
    supportersOf(deps.database, [idea.organisationId], [idea.id]),
  ]);
  const members = await deps.people.members(actor.organisationId, supporters.get(idea.id) ?? []);
  const reader = {
    id: actor.id,
    isSupporter: members.some(({ id }) => id === actor.id),
    mayAdminister: canAdminister(actor.role),
    mayMeasure: await mayMeasure(deps, picture, actor),
  };
  return showCard(
    ideaCard(
      picture,
      members.map(({ name }) => name),
      reader,
    ),
  );
}

async function mayMeasure({ people }: IdeasDeps, { idea, experiment }: Picture, actor: Actor): Promise<boolean> {
  if (experiment?.state !== 'running') return false;
  const runner = await people.member(idea.organisationId, experiment.runnerId);
  return isForThem({ idea, experiment, runner }, actor);
}

/** @param value `I-7 2`: the page; without one the last, where the newest stands */
export async function showHistory(deps: IdeasDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { number, page } = ideaNumbers.readPage(value);
  const { organisationId, id } = context.actor;
  const picture = await pictureOf(deps, await find(deps, organisationId, number), id);
  const card = await historyCard(
    {
      title: nameOf(picture.idea),
      timeZone: picture.organisation.settings.timeZone,
      action: 'ideas.history',
      name: ideaName(number),
      read: (cut) => history(deps.database, picture.idea.id, cut),
      namesOf: (events) => namesOf(deps, organisationId, events),
      line: (event, names) => eventLine(picture, event, names),
    },
    page,
  );
  return showCard(card);
}

/** Everybody whom these entries of a history mention. */
export function namesOf({ people }: IdeasDeps, organisationId: string, events: readonly IdeaEvent[]): Promise<Names> {
  const ids = events.flatMap((event) => [
    event.actorId,
    event.what === 'asked' ? event.details.recipientId : null,
    event.what === 'unsupported' ? (event.details.memberId ?? null) : null,
  ]);
  return namesById(people, organisationId, ids);
}

const citedLength = 10;

/** All that an idea cites, a page at a time. @param value `I-7 2` */
export async function showCited(deps: IdeasDeps, value: string, { actor }: InteractionContext): Promise<Reply> {
  const { number, page: wanted } = ideaNumbers.readPage(value);
  const picture = await pictureOf(deps, await find(deps, actor.organisationId, number), actor.id);
  const page = pageOf(picture.cited, wanted, citedLength);
  const title = say('{idea}: what customers said', { idea: nameOf(picture.idea) });
  const paging = pageButtons(page, 'ideas.cited', (target) => `${ideaName(picture.idea.number)} ${target}`);
  const discreet = page.items.length > 0;
  return showCard({ title, summary: title, discreet, blocks: [...page.items.map(citedRow), ...paging] });
}

/** What a card that gathers from all rooms shows of this one. */
const chapterLength = 5;

/** The ideas that cite a piece of feedback. */
export async function aboutFeedback(
  deps: IdeasDeps,
  feedbackId: string,
  { actor }: InteractionContext,
): Promise<Chapter> {
  const page = await citing(deps.database, actor.organisationId, feedbackId, chapterLength);
  if (page.totalCount === 0) return { count: 0, blocks: [] };
  const rows = await rowsOf(deps, actor.organisationId, page.items);
  const blocks = [
    citingHeading(page.totalCount),
    ...rows,
    ...moreBlocks(page, (count) => say('and {count, plural, one {# more idea} other {# more ideas}}', { count })),
  ];
  return { count: page.totalCount, blocks };
}

/** The ideas that touch a customer: they are named, or their segment is. */
export async function aboutCustomer(
  deps: IdeasDeps,
  { customerId, ...cut }: { readonly customerId: string } & Cut,
  { actor: { organisationId } }: Viewer,
): Promise<Chapter> {
  const customer = (await deps.customers.byIds(organisationId, [customerId])).get(customerId);
  if (!customer) return { count: 0, blocks: [] };
  const { items, totalCount } = await touching(deps.database, organisationId, customer, cut);
  return { count: totalCount, blocks: await rowsOf(deps, organisationId, items) };
}

export async function rowsOf({ people }: IdeasDeps, organisationId: string, items: readonly Idea[]) {
  const authors = await people.members(organisationId, [...new Set(items.map(({ authorId }) => authorId))]);
  return items.map((idea) =>
    ideaRow(idea, authors.find(({ id }) => id === idea.authorId)?.name ?? say('somebody who left')),
  );
}

/** Experiments that have ended and whose value after the asker was asked for. */
export async function owedBy(deps: IdeasDeps, { actor }: InteractionContext): Promise<Chapter> {
  const { organisationId, id } = actor;
  const experiments = await askedOf(deps.database, organisationId, id);
  if (experiments.length === 0) return { count: 0, blocks: [] };
  const organisation = await deps.people.organisation(organisationId);
  const ideas = await findByIds(
    deps.database,
    organisationId,
    experiments.map(({ ideaId }) => ideaId),
  );
  const shown = await pictures(deps, organisation, { ideas, viewerId: id });
  const blocks = experiments.flatMap((experiment) => {
    const picture = shown.find(({ idea }) => idea.id === experiment.ideaId);
    const role = experiment.runnerId === id ? 'runner' : 'standIn';
    return picture ? [questionRow({ picture, experiment, repeat: experiment.askCount, role })] : [];
  });
  return { count: experiments.length, blocks };
}
