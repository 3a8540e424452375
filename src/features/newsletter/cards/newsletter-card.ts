/** A newsletter as it is read, and as its draft is looked at before it goes out. */
import { actions, button, heading, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, type Chart, code, inlines, type Line } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import { sayLine } from '../../../chat/say-line.js';
import { sayAll } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import { type Content, limits, type Newsletter, newsletterName } from '../rules/newsletter.js';

/** What is to be known of it beside what it says. */
export interface NewsletterView {
  readonly newsletter: Newsletter;
  readonly content: Content;
  /** `The last 14 days` */
  readonly days: number;
  /** The customer's numbers; null: there are none. */
  readonly chart: Chart | null;
  /** `+32 from 120 answers …`; null: nobody answered. */
  readonly number: Line | null;
  /** The number over twelve months; null: nobody answered. */
  readonly trend: Chart | null;
  /** Whoever approved it; null: nobody yet. */
  readonly approver: string | null;
}

/** `Our customers, these two weeks` */
export const newsletterTitle = ({ days }: Pick<NewsletterView, 'days'>): string =>
  days === 14
    ? say('Our customers, these two weeks')
    : days === 7
      ? say('Our customers, this week')
      : say('Our customers, these {days, number} days', { days });

const pictureOf = (chart: Chart | null): readonly Block[] => (chart === null ? [] : [{ kind: 'chart', chart }]);

const part = (title: string, words: string, more: readonly Block[] = []): readonly Block[] =>
  words === ''
    ? []
    : [
        heading(title),
        ...words
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => text(line)),
        ...more,
      ];

/** What it says, wherever it is read. */
export function newsletterParts({ content, chart, number, trend }: NewsletterView): readonly Block[] {
  const { portrait, learned, well, badly, question } = content;
  const lines = learned.split('\n').filter((line) => line.trim() !== '');
  return [
    ...part(say('Somebody to know'), portrait, pictureOf(chart)),
    ...(lines.length === 0 ? [] : [heading(say('What we learned')), { kind: 'list', items: lines } as const]),
    ...part(say('Answered well'), well),
    ...part(say('What went badly, and what changed'), badly),
    ...(number === null ? [] : [heading(say('The number')), text(number), ...pictureOf(trend)]),
    ...part(say('A question to you'), question),
  ];
}

/** As everybody reads it. @param isPrivate to a subscriber */
export function newsletterCard(view: NewsletterView, isPrivate: boolean): Card {
  return titledCard(newsletterTitle(view), [
    ...newsletterParts(view),
    note([
      say('Answer in the thread: it is kept as a learning, under your name.'),
      ' ',
      ...(view.approver === null ? [] : [say('Approved by {name}.', { name: view.approver }), ' ']),
      ...inlines(
        isPrivate
          ? sayLine('{command} ends these messages.', { command: code('newsletter unsubscribe') })
          : sayLine('{command} brings it to you privately.', { command: code('newsletter subscribe') }),
      ),
    ]),
  ]);
}

/** What stands on a draft beside the words. */
export interface DraftFace {
  /** false: whoever switched the newsletter on, where nobody is champion or admin. */
  readonly mayApprove: boolean;
  /** Where it goes when it is approved. */
  readonly goesTo: Audience;
  /** The page that shows it as Slack, Teams and mail; null: not for this person. */
  readonly lookUrl: string | null;
}

/** Where a newsletter goes. */
export interface Audience {
  /** The place's name; null: there is none. */
  readonly place: string | null;
  /** Who gets it privately. */
  readonly memberCount: number;
  /** Addresses that get it by mail. */
  readonly mailCount: number;
}

/** `It goes to #news, to 2 people privately and to 1 by mail.` */
export function audienceText({ place, memberCount, mailCount }: Audience): string {
  const parts = [
    ...(place === null ? [] : [say('to #{place}', { place })]),
    ...(memberCount === 0
      ? []
      : [say('{count, plural, one {to # person privately} other {to # people privately}}', { count: memberCount })]),
    ...(mailCount === 0 ? [] : [say('to {count, number} by mail', { count: mailCount })]),
  ];
  if (parts.length === 0) return say('Its place is gone, and nobody has subscribed: it goes to nobody.');
  return say('It goes {audience}.', { audience: sayAll(parts) });
}

/** For those who approve: as it will be read, with what can be done. */
export function draftCard(view: NewsletterView, { mayApprove, goesTo, lookUrl }: DraftFace): Card {
  const { number, state } = view.newsletter;
  const name = newsletterName(number);
  const whole = newsletterCard(view, false);
  if (state !== 'draft') return { ...whole, title: `${name} · ${say(state === 'sent' ? 'sent' : 'skipped')}` };
  return {
    ...whole,
    title: say('{newsletter} · look at it before it goes out', { newsletter: name }),
    summary: mayApprove
      ? say('{newsletter} waits for your approval.', { newsletter: name })
      : say('{newsletter} waits for a champion who approves it.', { newsletter: name }),
    blocks: [
      note(`${audienceText(goesTo)} ${say('It is skipped when nobody approves it within three working days.')}`),
      ...whole.blocks,
      { kind: 'divider' },
      mayApprove
        ? draftActions(name, lookUrl)
        : note(
            sayLine(
              'You get this because you switched the newsletter on, and there is neither a champion nor an admin. {command} names somebody who can approve it, also yourself.',
              { command: code('champion @ann') },
            ),
          ),
    ],
  };
}

const draftActions = (name: string, lookUrl: string | null): Block =>
  actions([
    button(say('Approve and send'), 'newsletter.approve', name, 'primary'),
    button(say('Edit'), 'newsletter.edit', name),
    ...(lookUrl === null
      ? []
      : [{ kind: 'openLink', label: say('See it as Slack, Teams and mail'), url: lookUrl } as const]),
    {
      ...button(say('Skip it'), 'newsletter.skip', name),
      confirm: {
        title: say('Skip {newsletter}?', { newsletter: name }),
        text: say('Nobody gets it. The next one comes at its time.'),
        yes: say('Skip it'),
      },
    },
  ]);

/** Every part as it stands; an empty one is left out. */
export function editForm({ number }: Newsletter, content: Content): Form {
  const written = (name: keyof Content & string, label: string, hint: string) =>
    field('text', name, label, {
      multiline: true,
      optional: true,
      maxLength: limits.part,
      hint,
      ...(typeof content[name] === 'string' && { value: content[name] }),
    });
  return {
    form: 'newsletter.edit',
    subject: newsletterName(number),
    title: say('Edit {newsletter}', { newsletter: newsletterName(number) }),
    intro: say('Everybody reads these words. What you empty is left out. The number is added when it goes out.'),
    fields: [
      written('portrait', say('Somebody to know'), say('One customer: who they are, how they live.')),
      written('learned', say('What we learned'), say('One thing a line, and who learned it.')),
      written('well', say('Answered well'), say('What a customer said, and what they were told.')),
      written('badly', say('What went badly, and what changed'), say('Say what is different now.')),
      written('question', say('A question to you'), say('Answers become learnings.')),
    ],
    submit: say('Keep it'),
  };
}
