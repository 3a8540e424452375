/** A newsletter as it is read, and as its draft is looked at before it goes out. */
import { actions, button, heading, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, type Chart, code, type Line } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
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
    ? 'Our customers, these two weeks'
    : days === 7
      ? 'Our customers, this week'
      : `Our customers, these ${days} days`;

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
    ...part('Somebody to know', portrait, pictureOf(chart)),
    ...(lines.length === 0 ? [] : [heading('What we learned'), { kind: 'list', items: lines } as const]),
    ...part('Answered well', well),
    ...part('What went badly, and what changed', badly),
    ...(number === null ? [] : [heading('The number'), text(number), ...pictureOf(trend)]),
    ...part('A question to you', question),
  ];
}

/** As everybody reads it. @param isPrivate to a subscriber */
export function newsletterCard(view: NewsletterView, isPrivate: boolean): Card {
  return titledCard(newsletterTitle(view), [
    ...newsletterParts(view),
    note([
      'Answer in the thread: it is kept as a learning, under your name. ',
      ...(view.approver === null ? [] : [`Approved by ${view.approver}. `]),
      code(isPrivate ? 'newsletter unsubscribe' : 'newsletter subscribe'),
      isPrivate ? ' ends these messages.' : ' brings it to you privately.',
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
    ...(place === null ? [] : [`to #${place}`]),
    ...(memberCount === 0 ? [] : [`to ${memberCount} ${memberCount === 1 ? 'person' : 'people'} privately`]),
    ...(mailCount === 0 ? [] : [`to ${mailCount} by mail`]),
  ];
  const last = parts.pop();
  if (last === undefined) return 'Its place is gone, and nobody has subscribed: it goes to nobody.';
  return `It goes ${parts.length === 0 ? '' : `${parts.join(', ')} and `}${last}.`;
}

/** For those who approve: as it will be read, with what can be done. */
export function draftCard(view: NewsletterView, { mayApprove, goesTo, lookUrl }: DraftFace): Card {
  const { number, state } = view.newsletter;
  const name = newsletterName(number);
  const whole = newsletterCard(view, false);
  if (state !== 'draft') return { ...whole, title: `${name} · ${state === 'sent' ? 'sent' : 'skipped'}` };
  return {
    ...whole,
    title: `${name} · look at it before it goes out`,
    summary: `${name} waits for ${mayApprove ? 'your approval' : 'a champion who approves it'}.`,
    blocks: [
      note(`${audienceText(goesTo)} It is skipped when nobody approves it within three working days.`),
      ...whole.blocks,
      { kind: 'divider' },
      mayApprove
        ? draftActions(name, lookUrl)
        : note([
            'You get this because you switched the newsletter on, and there is neither a champion nor an admin. ',
            code('champion @ann'),
            ' names somebody who can approve it, also yourself.',
          ]),
    ],
  };
}

const draftActions = (name: string, lookUrl: string | null): Block =>
  actions([
    button('Approve and send', 'newsletter.approve', name, 'primary'),
    button('Edit', 'newsletter.edit', name),
    ...(lookUrl === null
      ? []
      : [{ kind: 'openLink', label: 'See it as Slack, Teams and mail', url: lookUrl } as const]),
    {
      ...button('Skip it', 'newsletter.skip', name),
      confirm: { title: `Skip ${name}?`, text: 'Nobody gets it. The next one comes at its time.', yes: 'Skip it' },
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
    title: `Edit ${newsletterName(number)}`,
    intro: 'Everybody reads these words. What you empty is left out. The number is added when it goes out.',
    fields: [
      written('portrait', 'Somebody to know', 'One customer: who they are, how they live.'),
      written('learned', 'What we learned', 'One thing a line, and who learned it.'),
      written('well', 'Answered well', 'What a customer said, and what they were told.'),
      written('badly', 'What went badly, and what changed', 'Say what is different now.'),
      written('question', 'A question to you', 'Answers become learnings.'),
    ],
    submit: 'Keep it',
  };
}
