/** What other rooms' cards say of notices: a customer's profile, the card of feedback, the agenda and the report. */

import type { Block } from '../../chat/card.js';
import type { AskedOfCustomer, CustomerPart } from '../../chat/customer-part.js';
import type { Chapter, ReportPeriod } from '../../chat/feature.js';
import type { Viewer } from '../../chat/interaction.js';
import type { Cut } from '../../chat/pages.js';
import { excerpt } from '../../chat/shorten.js';
import { withSemicolons } from '../../kernel/language/list.js';
import { say } from '../../kernel/language/say.js';
import { agendaRow, type NoticeRow, noticeRow, partOfBlock, reportBlocks, touchesLine } from './cards/notice-cards.js';
import type { NoticesDeps } from './deps.js';
import { noticeName } from './rules/notice.js';
import { countHeardFirst, noticesOfFeedback, noticesTouching } from './store/linked.js';
import { listNotices } from './store/notices.js';

const dayMs = 86_400_000;
/** What ended lately may still be spoken of. */
const latelyDays = 30;

/** @see Feature.customerPart */
export async function customerPart({ database, clock }: NoticesDeps, asked: AskedOfCustomer): Promise<CustomerPart> {
  const { organisationId, customer, timeZone } = asked;
  const endedSince = new Date(clock.now().getTime() - latelyDays * dayMs);
  const found = await noticesTouching(database, { organisationId, customerId: customer.id, endedSince }, 6);
  const open = found.filter(({ state }) => state === 'open');
  const ended = found.filter(({ state }) => state === 'ended');
  const told = withSemicolons(ended.map(({ number, touches }) => `${noticeName(number)}: ${excerpt(touches, 60)}`));
  return {
    name: 'notices',
    mind: open.map((notice) => touchesLine(notice, timeZone)),
    ...(ended.length > 0 && { state: [{ label: say('Touched them lately'), value: told }] }),
    figures: {
      latest: found.map(({ number, state, touches }) => ({ id: noticeName(number), state, touches })),
    },
  };
}

/** @see Feature.aboutCustomer */
export async function aboutCustomer(
  { database }: NoticesDeps,
  { customerId, ...cut }: { readonly customerId: string } & Cut,
  { actor }: Viewer,
): Promise<Chapter> {
  const { organisationId, timeZone } = actor;
  const page = await listNotices(database, { organisationId, state: 'all', customerId }, cut);
  return { count: page.totalCount, blocks: page.items.map((notice) => noticeRow(notice, timeZone)) };
}

/** @see Feature.partOf */
export async function partOf(
  { database }: NoticesDeps,
  { organisationId, feedbackId }: { readonly organisationId: string; readonly feedbackId: string },
): Promise<readonly Block[]> {
  return (await noticesOfFeedback(database, organisationId, feedbackId)).map(partOfBlock);
}

/** At most so many stand on an agenda. */
const agendaLength = 5;

/** Open notices as rows of an agenda; none where none is open. */
export async function openRows(
  { database, people }: NoticesDeps,
  organisationId: string,
): Promise<readonly NoticeRow[]> {
  const filter = { organisationId, state: 'open' } as const;
  const { items } = await listNotices(database, filter, { limit: agendaLength, offset: 0 });
  if (items.length === 0) return [];
  const { settings } = await people.organisation(organisationId);
  return items.map((notice) => agendaRow(notice, settings.timeZone));
}

/**
 * Of notices told in the period: how many of the customers who were told by mail, or wrote meanwhile, got our mail before
 * their first words. Each customer counts once for each notice.
 */
export async function reportOn(
  { database }: NoticesDeps,
  period: ReportPeriod,
  organisationId: string,
): Promise<Chapter> {
  const counted = await countHeardFirst(database, organisationId, period);
  return { count: counted.noticeCount, blocks: reportBlocks(counted) };
}
