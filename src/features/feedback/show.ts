/** What people ask to see: one item, its history, lists, what one owes, and what is known of a customer. */
import type { Chapter } from '../../chat/feature.js';
import { historyCard, type Names, namesById } from '../../chat/history.js';
import type { InteractionContext, Viewer } from '../../chat/interaction.js';
import { moreBlocks } from '../../chat/list.js';
import type { Cut } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { historyLine } from './cards/event-card.js';
import { itemCard, withBeside } from './cards/item-card.js';
import { type Listed, listRow, ownRow, showAll } from './cards/list-card.js';
import { nameOf } from './cards/words.js';
import type { FeedbackDeps } from './deps.js';
import { largerThings } from './larger-things.js';
import { isTold, type Picture, pictureOf, pictures } from './picture.js';
import type { Edits, FeedbackEvent } from './rules/events.js';
import { type Feedback, feedbackName, feedbackNumbers } from './rules/feedback.js';
import { findByNumber, history } from './store/feedback.js';
import { type Filter, listFeedback } from './store/listing.js';

export async function find(deps: FeedbackDeps, number: number, { actor }: InteractionContext): Promise<Feedback> {
  const feedback = await findByNumber(deps.database, actor.organisationId, number);
  if (!feedback) throw feedbackNumbers.notFound(number);
  return feedback;
}

export async function show(deps: FeedbackDeps, number: number, context: InteractionContext): Promise<Reply> {
  const picture = await pictureOf(deps, await find(deps, number, context));
  const chapters = await Promise.all(
    deps.chapters().map((feature) => feature.aboutFeedback?.(picture.feedback.id, context)),
  );
  const beside = [...(await largerThings(deps, picture)), ...chapters.flatMap((chapter) => chapter?.blocks ?? [])];
  return showCard(withBeside(itemCard(picture, isTold(picture, context.actor.id), context.actor.id), beside));
}

/** @param wanted `page` NaN: the last, where the newest stands */
export async function showHistory(
  deps: FeedbackDeps,
  { number, page: wanted }: { readonly number: number; readonly page: number },
  context: InteractionContext,
): Promise<Reply> {
  const picture = await pictureOf(deps, await find(deps, number, context));
  const { feedback, organisation } = picture;
  const told = isTold(picture, context.actor.id);
  const card = await historyCard(
    {
      title: nameOf(picture, told),
      summary: nameOf(picture, told && !feedback.confidential),
      discreet: feedback.confidential,
      timeZone: organisation.settings.timeZone,
      action: 'feedback.history',
      name: feedbackName(feedback.number),
      read: (cut) => history(deps.database, feedback.id, cut),
      namesOf: (events) => namesOf(deps, feedback.organisationId, events),
      line: (event, names) => historyLine(picture, event, names, told),
    },
    wanted,
  );
  return showCard(card);
}

/** Everybody, and every customer, whom these entries of a history mention. */
export async function namesOf(
  { people, customers }: FeedbackDeps,
  organisationId: string,
  events: readonly FeedbackEvent[],
): Promise<Names> {
  const ids = events.flatMap(({ actorId, details }) => [actorId, ...mentionedIn(details)]);
  const customerIds = events.flatMap(({ details }) => ('edits' in details ? customersIn(details.edits) : []));
  const [members, named] = await Promise.all([
    namesById(people, organisationId, ids),
    customers.byIds(organisationId, customerIds),
  ]);
  return new Map([...members, ...named]);
}

function customersIn({ customerId }: Edits): string[] {
  return [customerId?.from, customerId?.to].filter((id) => typeof id === 'string');
}

function mentionedIn(details: FeedbackEvent['details']): (string | null)[] {
  const fromId = 'routing' in details && 'fromId' in details.routing ? details.routing.fromId : null;
  return [
    'ownerId' in details ? (details.ownerId ?? null) : null,
    'recipientId' in details ? details.recipientId : null,
    fromId,
  ];
}

/** Pictures with what this viewer may be told. */
export async function listed(
  deps: FeedbackDeps,
  { actor }: Viewer,
  items: readonly Feedback[],
): Promise<{ readonly listed: readonly Listed[]; readonly pictures: readonly Picture[] }> {
  const all = await pictures(deps, actor.organisationId, items);
  return { pictures: all, listed: all.map((picture) => ({ picture, told: isTold(picture, actor.id) })) };
}

export async function viewerOf(deps: FeedbackDeps, { actor }: Viewer): Promise<Filter['viewer']> {
  const { champion } = await deps.people.organisation(actor.organisationId);
  return { id: actor.id, isChampion: champion?.id === actor.id };
}

/** What the asker has promised to answer, the most urgent first. */
export async function owedBy(deps: FeedbackDeps, context: InteractionContext): Promise<Chapter> {
  const { organisationId, id } = context.actor;
  const filter: Filter = {
    organisationId,
    which: 'mine',
    ownerId: id,
    now: deps.clock.now(),
    viewer: { id, isChampion: false },
  };
  const page = await listFeedback(deps.database, filter, { limit: chapterLength, offset: 0 });
  const rows = (await listed(deps, context, page.items)).listed;
  return { count: page.totalCount, blocks: [...rows.map(ownRow), ...moreBlocks(page, showAll('mine'))] };
}

/** What a card that gathers from all rooms shows of this one: a day's work and more. */
const chapterLength = 50;

/** What the customer said; confidential words only to those who may know them. */
export async function aboutCustomer(
  deps: FeedbackDeps,
  { customerId, ...cut }: { readonly customerId: string } & Cut,
  context: Viewer,
): Promise<Chapter> {
  const { organisationId } = context.actor;
  const filter: Filter = {
    organisationId,
    which: 'all',
    customerId,
    now: deps.clock.now(),
    viewer: await viewerOf(deps, context),
  };
  const page = await listFeedback(deps.database, filter, cut);
  const shown = await listed(deps, context, page.items);
  const [newest] = shown.pictures.toSorted((one, other) => saidAtOf(other).getTime() - saidAtOf(one).getTime());
  return {
    count: page.totalCount,
    lastContactAt: newest ? saidAtOf(newest) : null,
    blocks: shown.listed.map(listRow),
  };
}

const saidAtOf = ({ feedback: { saidAt, capturedAt } }: Picture): Date => saidAt ?? capturedAt;
