/** The cards of notices: how one stands, the list of them, and what other cards say of one. */
import { actions, button, facts, heading, note, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code, inlines, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { ListHeading } from '../../../chat/list.js';
import { excerpt } from '../../../chat/shorten.js';
import type { PersonRef } from '../../../kernel/person.js';
import { type Notice, type NoticeUpdate, noticeName } from '../rules/notice.js';
import { pasteLengths } from '../rules/paste.js';
import type { HeardFirst, LinkedNotice, NoticeCounts } from '../store/linked.js';
import { audienceText, endLine, time, updateTitles } from './notice-words.js';

/** What a card of a notice shows. */
export interface NoticeView {
  readonly notice: Notice;
  /** The newest first. */
  readonly updates: readonly NoticeUpdate[];
  readonly counts: NoticeCounts;
  readonly owner: PersonRef | null;
  readonly approver: PersonRef | null;
  readonly now: Date;
  /** The organisation's. */
  readonly timeZone: string;
  /** Null: on no page. */
  readonly pageUrl: string | null;
  /** Where it is read: null: a place; else whether its reader may change and approve it. */
  readonly viewer: { readonly mayChange: boolean; readonly mayApprove: boolean } | null;
}

const titleOf = ({ number, touches }: Pick<Notice, 'number' | 'touches'>): string =>
  `${noticeName(number)}: ${excerpt(touches, 110)}`;

const people = (count: number): string => (count === 1 ? '1 person' : `${counted(count)} people`);

/** How it stands, with its thread below. */
export function noticeCard(view: NoticeView): Card {
  const { notice, updates, timeZone, viewer } = view;
  const thread = updates.filter(({ kind }) => kind !== 'opened').slice(0, shownUpdates);
  return titledCard(
    titleOf(notice),
    [
      ...stateBlocks(view),
      quote(notice.touches),
      facts(factsOf(view)),
      ...(thread.length === 0 ? [] : [heading('What was said since')]),
      ...thread.map((update): Block => text(updateLine(update, timeZone))),
      ...pasteBlocks(view),
      ...(viewer ? buttonsOf(view, viewer) : [actions([button('Show', 'notices.show', noticeName(notice.number))])]),
    ],
    tones[notice.state],
  );
}

const shownUpdates = 8;
const tones = { draft: 'neutral', open: 'warning', ended: 'good', dropped: 'neutral' } as const;

function stateBlocks({ notice, owner, approver, timeZone, now }: NoticeView): readonly Block[] {
  const name = noticeName(notice.number);
  const by = owner?.name ?? 'somebody who left';
  switch (notice.state) {
    case 'draft':
      return [
        text([
          `A draft by ${by}. Customers read it once somebody else approves it: `,
          code(`notice approve ${name}`),
          '.',
        ]),
      ];
    case 'dropped':
      return [text('This draft was dropped. Nobody was told.')];
    case 'ended':
      return [text(['It has ended', ...(notice.endedAt ? [', ', time(notice.endedAt, timeZone)] : []), '.'])];
    case 'open': {
      const late = notice.endsAt !== null && notice.endsAt <= now;
      return [
        ...(late ? [text('Its end has passed. Move it, say what is new, or end it.')] : []),
        note(approver ? `By ${by}, approved by ${approver.name}.` : `By ${by}.`),
      ];
    }
  }
}

function factsOf({ notice, counts, timeZone }: NoticeView): readonly { label: string; value: Line }[] {
  const { plannedCount, mailedCount, feedbackCount, feedbackNumbers } = counts;
  const isTold = notice.publishedAt !== null;
  const shown = feedbackNumbers.map((number) => `F-${number}`).join(', ');
  const more =
    feedbackCount > feedbackNumbers.length ? `, and ${counted(feedbackCount - feedbackNumbers.length)} more` : '';
  return [
    { label: 'From', value: [time(notice.beginsAt, timeZone)] },
    ...(notice.state === 'ended' ? [] : [{ label: 'Until', value: endLine(notice, timeZone) }]),
    { label: 'Why', value: notice.why },
    { label: 'Who', value: audienceText(notice.audience) },
    { label: 'Where', value: notice.channels.map((each) => where[each]).join(', ') },
    ...(isTold && notice.channels.includes('mail')
      ? [{ label: 'Told by mail', value: `${counted(mailedCount)} of ${people(plannedCount)}` }]
      : []),
    ...(isTold
      ? [
          {
            label: 'Feedback meanwhile',
            value: feedbackCount === 0 ? 'none' : `${counted(feedbackCount)}: ${shown}${more}`,
          },
        ]
      : []),
  ];
}

const where = { mail: 'mail', page: 'page', text: 'text to paste' } as const;

/** `Update, Mon 16 Nov, 14:30: “We found the cause.”` */
export const updateLine = ({ kind, at, text: said, endsAt }: NoticeUpdate, timeZone: string): Line => [
  `${updateTitles[kind]}, `,
  time(at, timeZone),
  ...(kind === 'moved' && endsAt ? [', now until ', time(endsAt, timeZone)] : []),
  ...(said === '' ? [] : [`: “${said}”`]),
];

/** The text with its length where it may be pasted. */
function pasteBlocks({ notice, pageUrl, timeZone, viewer }: NoticeView): readonly Block[] {
  if (!viewer?.mayChange || notice.state !== 'open' || !notice.channels.includes('text')) return [];
  const pasted = pasteText(notice, { pageUrl, timeZone });
  const lengths = pasteLengths(pasted);
  const over = lengths.filter(({ length, limit }) => length > limit);
  const line = lengths
    .map(({ network, length, limit }) => `${network} ${counted(length)} of ${counted(limit)}`)
    .join(' · ');
  return [
    heading('Text to paste'),
    quote(pasted),
    note(line),
    ...(over.length === 0
      ? []
      : [
          text(
            `Too long for ${over.map(({ network, length, limit }) => `${network} (by ${counted(length - limit)})`).join(' and ')}. Shorten it before you paste it.`,
          ),
        ]),
  ];
}

/** What social media read: how it touches them, how long, why, and where more is said. */
export function pasteText(
  { touches, beginsAt, endsAt, why }: Pick<Notice, 'touches' | 'beginsAt' | 'endsAt' | 'why'>,
  { pageUrl, timeZone }: { readonly pageUrl: string | null; readonly timeZone: string },
): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone },
  });
  const until = endsAt === null ? '' : ` Until about ${format.format(endsAt)}.`;
  return `${touches.trim()}\nSince ${format.format(beginsAt)}.${until}\n${why.trim()}${pageUrl === null ? '' : `\n${pageUrl}`}`;
}

function buttonsOf(
  { notice, pageUrl }: NoticeView,
  { mayChange, mayApprove }: NonNullable<NoticeView['viewer']>,
): readonly Block[] {
  const name = noticeName(notice.number);
  const page: readonly Action[] =
    pageUrl === null || notice.publishedAt === null ? [] : [{ kind: 'openLink', label: 'Page', url: pageUrl }];
  const open: readonly Action[] = mayChange
    ? [
        button('Update', 'notices.update', name, 'primary'),
        button('Move its end', 'notices.until', name),
        button('End it', 'notices.end', name),
      ]
    : [];
  const approve: Action = {
    ...button('Approve', 'notices.approve', name, 'primary'),
    confirm: {
      title: `Tell ${audienceText(notice.audience)}?`,
      text: 'They read it at once. A mail can’t be taken back.',
      yes: 'Tell them',
    },
  };
  const draft: readonly Action[] = [
    ...(mayApprove ? [approve] : []),
    ...(mayChange ? [button('Change', 'notices.change', name), button('Drop', 'notices.drop', name, 'danger')] : []),
  ];
  const all = [...(notice.state === 'open' ? open : notice.state === 'draft' ? draft : []), ...page];
  return all.length === 0 ? [] : [actions(all)];
}

/** On top of the card of one that was just written, approved or changed. */
export const withTitle = (view: NoticeView, title: string): Card => ({
  ...noticeCard(view),
  title: `${title} ${titleOf(view.notice)}`,
  summary: title,
  tone: 'good',
});

/** How the lists are headed. */
export const noticeHeadings: Readonly<Record<'open' | 'draft' | 'ended' | 'all', ListHeading>> = {
  open: {
    title: 'Open notices',
    noneTitle: 'No notice is open',
    none: [code('notice'), ' tells customers something before they notice it.'],
  },
  draft: { title: 'Drafts of notices', noneTitle: 'No draft waits', none: 'Nothing waits to be approved.' },
  ended: { title: 'Ended notices', noneTitle: 'No notice has ended', none: 'Nothing was told and ended yet.' },
  all: {
    title: 'Notices',
    noneTitle: 'No notice yet',
    none: [code('notice'), ' tells customers something before they notice it.'],
  },
};

/** Below the lists. @param url of the organisation's page */
export const pageNote = (url: string): Line => ['Your status page: ', { kind: 'link', text: url, url }];

/** One in a list. */
export function noticeRow(notice: Notice, timeZone: string): Block {
  const state = notice.state === 'open' ? '' : ` (${notice.state})`;
  const end: Line = notice.state === 'ended' ? '' : ['Until: ', ...inlines(endLine(notice, timeZone)), ' · '];
  return {
    kind: 'row',
    line: `${noticeName(notice.number)}${state}: ${excerpt(notice.touches, 100)}`,
    detail: [...inlines(end), audienceText(notice.audience)],
    action: button('Show', 'notices.show', noticeName(notice.number)),
  };
}

/** On the card of what a customer said: `Part of N-4: …`. */
export const partOfBlock = ({ number, state, touches }: LinkedNotice): Block => ({
  kind: 'row',
  line: `Part of ${noticeName(number)}${state === 'ended' ? ' (ended)' : ''}: ${excerpt(touches, 90)}`,
  action: button('Show', 'notices.show', noticeName(number)),
});

/** On a customer's profile. */
export const touchesLine = (notice: LinkedNotice, timeZone: string): Line => [
  `${noticeName(notice.number)} touches them: ${excerpt(notice.touches, 90)}. Until: `,
  ...inlines(endLine(notice, timeZone)),
];

/** As agendas show it. */
export type NoticeRow = Extract<Block, { readonly kind: 'row' }>;

/** In a meeting's agenda. */
export const agendaRow = (notice: Notice, timeZone: string): NoticeRow => ({
  kind: 'row',
  line: `${noticeName(notice.number)}: ${excerpt(notice.touches, 110)}`,
  detail: [`${audienceText(notice.audience)}, until: `, ...inlines(endLine(notice, timeZone))],
  action: button('Show', 'notices.show', noticeName(notice.number)),
});

/** This room's part of `report`; nothing where nobody was told anything. */
export function reportBlocks({ noticeCount, knownCount, firstCount }: HeardFirst): readonly Block[] {
  if (noticeCount === 0) return [];
  const share =
    knownCount === 0
      ? 'nothing to count yet'
      : `${counted(firstCount)} of ${counted(knownCount)} (${Math.round((100 * firstCount) / knownCount)} %)`;
  return [
    heading('Told before they notice'),
    facts([
      { label: 'Notices', value: counted(noticeCount) },
      { label: 'Customers who heard from us first', value: share },
    ]),
    note(
      'Of customers who got a mail or wrote to us, for each notice: those whose mail went out before their first words.',
    ),
  ];
}

/** Asks what is new, until when, or what happened. */
export const updateTitle = (kind: 'update' | 'until' | 'end'): string =>
  ({ update: 'Say what is new', until: 'Move its end', end: 'End it' })[kind];
