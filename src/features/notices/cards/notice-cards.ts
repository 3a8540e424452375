/** The cards of notices: how one stands, the list of them, and what other cards say of one. */

import { actions, button, facts, heading, note, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { sayAll, withCommas } from '../../../kernel/language/list.js';
import { currentLocale, inLanguage } from '../../../kernel/language/reader.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { PersonRef } from '../../../kernel/person.js';
import { type Notice, type NoticeUpdate, noticeName } from '../rules/notice.js';
import { pasteLengths } from '../rules/paste.js';
import type { HeardFirst, LinkedNotice, NoticeCounts } from '../store/linked.js';
import { audienceText, endLine, endOf, time, updateTitles } from './notice-words.js';

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
  /** In which customers read what is pasted. */
  readonly language: string;
  /** Null: on no page. */
  readonly pageUrl: string | null;
  /** Where it is read: null: a place; else whether its reader may change and approve it. */
  readonly viewer: { readonly mayChange: boolean; readonly mayApprove: boolean } | null;
}

const titleOf = ({ number, touches }: Pick<Notice, 'number' | 'touches'>): string =>
  `${noticeName(number)}: ${excerpt(touches, 110)}`;

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
      ...(thread.length === 0 ? [] : [heading(say('What was said since'))]),
      ...thread.map((update): Block => text(updateLine(update, timeZone))),
      ...pasteBlocks(view),
      ...(viewer
        ? buttonsOf(view, viewer)
        : [actions([button(say('Show'), 'notices.show', noticeName(notice.number))])]),
    ],
    tones[notice.state],
  );
}

const shownUpdates = 8;
const tones = { draft: 'neutral', open: 'warning', ended: 'good', dropped: 'neutral' } as const;

function stateBlocks({ notice, owner, approver, timeZone, now }: NoticeView): readonly Block[] {
  const name = noticeName(notice.number);
  const by = owner?.name ?? say('somebody who left');
  switch (notice.state) {
    case 'draft':
      return [
        text(
          sayLine('A draft by {by}. Customers read it once somebody else approves it: {command}.', {
            by,
            command: code(`notice approve ${name}`),
          }),
        ),
      ];
    case 'dropped':
      return [text(say('This draft was dropped. Nobody was told.'))];
    case 'ended':
      return [
        text(
          notice.endedAt
            ? sayLine('It has ended, {when}.', { when: time(notice.endedAt, timeZone) })
            : say('It has ended.'),
        ),
      ];
    case 'open': {
      const late = notice.endsAt !== null && notice.endsAt <= now;
      return [
        ...(late ? [text(say('Its end has passed. Move it, say what is new, or end it.'))] : []),
        note(
          approver ? say('By {by}, approved by {approver}.', { by, approver: approver.name }) : say('By {by}.', { by }),
        ),
      ];
    }
  }
}

function factsOf({ notice, counts, timeZone }: NoticeView): readonly { label: string; value: Line }[] {
  const { plannedCount, mailedCount, feedbackCount, feedbackNumbers } = counts;
  const isTold = notice.publishedAt !== null;
  const shown = withCommas(feedbackNumbers.map((number) => `F-${number}`));
  const rest = feedbackCount - feedbackNumbers.length;
  return [
    { label: say('From // a time'), value: [time(notice.beginsAt, timeZone)] },
    ...(notice.state === 'ended' ? [] : [{ label: say('Until'), value: endLine(notice, timeZone) }]),
    { label: say('Why'), value: notice.why },
    { label: say('Who'), value: audienceText(notice.audience) },
    {
      label: say('Where'),
      value: notice.channels
        .map((each) => say(where[each]))
        .reduce((list, next) => say('{list}, {next}', { list, next })),
    },
    ...(isTold && notice.channels.includes('mail')
      ? [
          {
            label: say('Told by mail'),
            value: say('{mailed, number} of {planned, plural, one {1 person} other {# people}}', {
              mailed: mailedCount,
              planned: plannedCount,
            }),
          },
        ]
      : []),
    ...(isTold
      ? [
          {
            label: say('Feedback meanwhile'),
            value:
              feedbackCount === 0
                ? say('none // no feedback')
                : rest > 0
                  ? say('{count, number}: {shown}, and {rest, number} more', { count: feedbackCount, shown, rest })
                  : say('{count, number}: {shown}', { count: feedbackCount, shown }),
          },
        ]
      : []),
  ];
}

const where = { mail: phrase('mail'), page: phrase('page'), text: phrase('text to paste') } as const;

/** `Update, Mon 16 Nov, 14:30: “We found the cause.”` */
export function updateLine({ kind, at, text: words, endsAt }: NoticeUpdate, timeZone: string): Line {
  const values = { what: say(updateTitles[kind]), when: time(at, timeZone) };
  if (kind === 'moved' && endsAt) {
    const moved = { ...values, end: time(endsAt, timeZone) };
    return words === ''
      ? sayLine('{what}, {when}, now until {end}', moved)
      : sayLine('{what}, {when}, now until {end}: “{words}”', { ...moved, words });
  }
  return words === '' ? sayLine('{what}, {when}', values) : sayLine('{what}, {when}: “{words}”', { ...values, words });
}

/** The text with its length where it may be pasted. */
function pasteBlocks({ notice, pageUrl, timeZone, language, viewer }: NoticeView): readonly Block[] {
  if (!viewer?.mayChange || notice.state !== 'open' || !notice.channels.includes('text')) return [];
  const pasted = inLanguage(language, () => pasteText(notice, { pageUrl, timeZone }));
  const lengths = pasteLengths(pasted);
  const over = lengths.filter(({ length, limit }) => length > limit);
  const line = lengths
    .map(({ network, length, limit }) =>
      say('{network} {length, number} of {limit, number}', { network, length, limit }),
    )
    .join(' · ');
  return [
    heading(say('Text to paste')),
    quote(pasted),
    note(line),
    ...(over.length === 0
      ? []
      : [
          text(
            say('Too long for {networks}. Shorten it before you paste it.', {
              networks: sayAll(
                over.map(({ network, length, limit }) =>
                  say('{network} (by {count, number})', { network, count: length - limit }),
                ),
              ),
            }),
          ),
        ]),
  ];
}

/** What social media read: how it touches them, how long, why, and where more is said. */
export function pasteText(
  { touches, beginsAt, endsAt, why }: Pick<Notice, 'touches' | 'beginsAt' | 'endsAt' | 'why'>,
  { pageUrl, timeZone }: { readonly pageUrl: string | null; readonly timeZone: string },
): string {
  const format = new Intl.DateTimeFormat(currentLocale(), {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone },
  });
  const begin = format.format(beginsAt);
  const times =
    endsAt === null
      ? say('Since {begin}.', { begin })
      : say('Since {begin}. Until about {end}.', { begin, end: format.format(endsAt) });
  return `${touches.trim()}\n${times}\n${why.trim()}${pageUrl === null ? '' : `\n${pageUrl}`}`;
}

function buttonsOf(
  { notice, pageUrl }: NoticeView,
  { mayChange, mayApprove }: NonNullable<NoticeView['viewer']>,
): readonly Block[] {
  const name = noticeName(notice.number);
  const page: readonly Action[] =
    pageUrl === null || notice.publishedAt === null ? [] : [{ kind: 'openLink', label: say('Page'), url: pageUrl }];
  const open: readonly Action[] = mayChange
    ? [
        button(say('Update'), 'notices.update', name, 'primary'),
        button(say('Move its end'), 'notices.until', name),
        button(say('End it'), 'notices.end', name),
      ]
    : [];
  const approve: Action = {
    ...button(say('Approve'), 'notices.approve', name, 'primary'),
    confirm: {
      title: say('Tell {audience}?', { audience: audienceText(notice.audience) }),
      text: say('They read it at once. A mail can’t be taken back.'),
      yes: say('Tell them'),
    },
  };
  const draft: readonly Action[] = [
    ...(mayApprove ? [approve] : []),
    ...(mayChange
      ? [button(say('Change'), 'notices.change', name), button(say('Drop'), 'notices.drop', name, 'danger')]
      : []),
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

const whatItDoes = () =>
  sayLine('{command} tells customers something before they notice it.', { command: code('notice') });

/** How the lists are headed. */
export const noticeHeadings: Readonly<Record<'open' | 'draft' | 'ended' | 'all', () => ListHeading>> = {
  open: () => ({ title: say('Open notices'), noneTitle: say('No notice is open'), none: whatItDoes() }),
  draft: () => ({
    title: say('Drafts of notices'),
    noneTitle: say('No draft waits'),
    none: say('Nothing waits to be approved.'),
  }),
  ended: () => ({
    title: say('Ended notices'),
    noneTitle: say('No notice has ended'),
    none: say('Nothing was told and ended yet.'),
  }),
  all: () => ({ title: say('Notices'), noneTitle: say('No notice yet'), none: whatItDoes() }),
};

/** Below the lists. @param url of the organisation's page */
export const pageNote = (url: string): Line =>
  sayLine('Your status page: {page}', { page: { kind: 'link', text: url, url } });

const stateNames = {
  draft: phrase('draft'),
  ended: phrase('ended // a notice'),
  dropped: phrase('dropped // a notice'),
} as const;

/** One in a list. */
export function noticeRow(notice: Notice, timeZone: string): Block {
  const { state } = notice;
  const values = { notice: noticeName(notice.number), touches: excerpt(notice.touches, 100) };
  const audience = audienceText(notice.audience);
  return {
    kind: 'row',
    line:
      state === 'open'
        ? say('{notice}: {touches}', values)
        : say('{notice} ({state}): {touches}', { ...values, state: say(stateNames[state]) }),
    detail:
      state === 'ended' ? [audience] : sayLine('Until: {end} · {audience}', { end: endOf(notice, timeZone), audience }),
    action: button(say('Show'), 'notices.show', noticeName(notice.number)),
  };
}

/** On the card of what a customer said: `Part of N-4: …`. */
export const partOfBlock = ({ number, state, touches }: LinkedNotice): Block => ({
  kind: 'row',
  line: say(state === 'ended' ? 'Part of {notice} (ended): {touches}' : 'Part of {notice}: {touches}', {
    notice: noticeName(number),
    touches: excerpt(touches, 90),
  }),
  action: button(say('Show'), 'notices.show', noticeName(number)),
});

/** On a customer's profile. */
export const touchesLine = (notice: LinkedNotice, timeZone: string): Line =>
  sayLine('{notice} touches them: {touches}. Until: {end}', {
    notice: noticeName(notice.number),
    touches: excerpt(notice.touches, 90),
    end: endOf(notice, timeZone),
  });

/** As agendas show it. */
export type NoticeRow = Extract<Block, { readonly kind: 'row' }>;

/** In a meeting's agenda. */
export const agendaRow = (notice: Notice, timeZone: string): NoticeRow => ({
  kind: 'row',
  line: say('{notice}: {touches}', { notice: noticeName(notice.number), touches: excerpt(notice.touches, 110) }),
  detail: sayLine('{audience}, until: {end}', {
    audience: audienceText(notice.audience),
    end: endOf(notice, timeZone),
  }),
  action: button(say('Show'), 'notices.show', noticeName(notice.number)),
});

/** This room's part of `report`; nothing where nobody was told anything. */
export function reportBlocks({ noticeCount, knownCount, firstCount }: HeardFirst): readonly Block[] {
  if (noticeCount === 0) return [];
  const share =
    knownCount === 0
      ? say('nothing to count yet')
      : say('{part, number} of {whole, number} ({percent} %)', {
          part: firstCount,
          whole: knownCount,
          percent: Math.round((100 * firstCount) / knownCount),
        });
  return [
    heading(say('Told before they notice')),
    facts([
      { label: say('Notices'), value: counted(noticeCount) },
      { label: say('Customers who heard from us first'), value: share },
    ]),
    note(
      say(
        'Of customers who got a mail or wrote to us, for each notice: those whose mail went out before their first words.',
      ),
    ),
  ];
}

/** Asks what is new, until when, or what happened. */
export const updateTitle = (kind: 'update' | 'until' | 'end'): string =>
  say({ update: phrase('Say what is new'), until: phrase('Move its end'), end: phrase('End it') }[kind]);
