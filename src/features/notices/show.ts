/** Shows notices: one, the lists, and what the owner owes. */

import type { Chapter } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { createList, type ListHandlers, moreBlocks } from '../../chat/list.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { NotAllowed } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import { organisationLanguage } from '../people/index.js';
import { type NoticeView, noticeCard, noticeHeadings, noticeRow, pageNote } from './cards/notice-cards.js';
import { noticeRefusals as refusals } from './cards/notice-words.js';
import type { NoticesDeps } from './deps.js';
import { type Notice, noticeNumbers } from './rules/notice.js';
import { countNotice } from './store/linked.js';
import { findByNumber, findNotice, listNotices, listUpdates, lockNotice } from './store/notices.js';

/** The router asks of what is typed; a button may be forwarded. */
export function refuseOthers({ actor }: Pick<InteractionContext, 'actor'>): void {
  if (!canAdminister(actor.role)) throw new NotAllowed('notices.notYours', refusals.notYours());
}

/** Throws NotFound. */
export async function findNumbered({ database }: NoticesDeps, organisationId: string, number: number): Promise<Notice> {
  const found = await findByNumber(database, organisationId, number);
  if (!found) throw noticeNumbers.notFound(number);
  return found;
}

/** The same, locked. */
export async function lockNumbered(tx: Transaction, organisationId: string, number: number): Promise<Notice> {
  const found = await lockNotice(tx, organisationId, number);
  if (!found) throw noticeNumbers.notFound(number);
  return found;
}

/** The page of a notice; null: it is on none. */
export const pageUrlOf = ({ baseUrl, tokens }: NoticesDeps, { organisationId, id, channels }: Notice): string | null =>
  channels.includes('page') ? `${baseUrl()}/n/${tokens.make('n', { organisationId, id })}` : null;

/** The page of all that is for everybody. */
export const wholePageUrl = ({ baseUrl, tokens }: NoticesDeps, organisationId: string): string =>
  `${baseUrl()}/n/${tokens.make('n', { organisationId, id: organisationId })}`;

/** As much of a thread as a card needs. */
const updatesShown = 20;

/** @param viewer null: a whole place reads it */
export async function toView(deps: NoticesDeps, notice: Notice, viewer: NoticeView['viewer']): Promise<NoticeView> {
  const { organisationId, id, ownerId, approvedById } = notice;
  const [{ settings }, updates, counts, members] = await Promise.all([
    deps.people.organisation(organisationId),
    listUpdates(deps.database, organisationId, [id], updatesShown),
    countNotice(deps.database, organisationId, id),
    deps.people.members(organisationId, approvedById === null ? [ownerId] : [ownerId, approvedById]),
  ]);
  const member = (memberId: string | null) => members.find((each) => each.id === memberId) ?? null;
  return {
    ...{ notice, updates, counts, viewer },
    owner: member(ownerId),
    approver: member(approvedById),
    now: deps.clock.now(),
    timeZone: settings.timeZone,
    language: organisationLanguage.of(settings),
    pageUrl: pageUrlOf(deps, notice),
  };
}

/** What this member may do with it. */
export const viewerOf = ({ ownerId }: Notice, { id, role }: { readonly id: string; readonly role: string }) => {
  const mayChange = role !== 'member';
  return { mayChange, mayApprove: mayChange && ownerId !== id };
};

/** By its id, as it is now, for whoever asks. */
export async function viewOf(deps: NoticesDeps, id: string, { actor }: InteractionContext): Promise<NoticeView> {
  const notice = await findNotice(deps.database, actor.organisationId, id);
  if (!notice) throw new Error('A notice that was just written is there.');
  return toView(deps, notice, viewerOf(notice, actor));
}

export async function show(deps: NoticesDeps, number: number, { actor }: InteractionContext): Promise<Reply> {
  const notice = await findNumbered(deps, actor.organisationId, number);
  return showCard(noticeCard(await toView(deps, notice, viewerOf(notice, actor))));
}

/** Answers `notices` and its buttons. */
export function noticesList(deps: NoticesDeps): ListHandlers {
  return createList<Notice>({
    action: 'notices.list',
    lists: noticeHeadings,
    everything: 'all',
    one: { name: noticeNumbers, show: (number, context) => show(deps, number, context) },
    find: ({ which, search }, cut, { actor: { organisationId } }) =>
      listNotices(deps.database, { organisationId, state: which as keyof typeof noticeHeadings, search }, cut),
    rows: async (notices, { actor }) => notices.map((notice) => noticeRow(notice, actor.timeZone)),
    note: async (context) => pageNote(wholePageUrl(deps, context.actor.organisationId)),
  });
}

const chapterLength = 20;

/** Open notices of the asker: their ends are promises. */
export async function owedBy(deps: NoticesDeps, { actor }: InteractionContext): Promise<Chapter> {
  const { organisationId, id: ownerId, timeZone } = actor;
  const filter = { organisationId, state: 'open', ownerId } as const;
  const page = await listNotices(deps.database, filter, { limit: chapterLength, offset: 0 });
  const more = { label: say('Show all'), action: 'notices.list', value: 'open' };
  return {
    count: page.totalCount,
    blocks: [...page.items.map((notice) => noticeRow(notice, timeZone)), ...moreBlocks(page, more)],
  };
}
