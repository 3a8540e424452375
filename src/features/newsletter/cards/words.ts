/** Small cards and refusals of the newsletter. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, code, type Line } from '../../../chat/card.js';
import { Conflict, InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { limits, type Newsletter, newsletterName } from '../rules/newsletter.js';
import { type Audience, audienceText } from './newsletter-card.js';

/** How one person gets it. */
export interface Subscription {
  readonly privately: boolean;
  readonly byMail: boolean;
}

/** Where nothing is drafted: when the next comes, and how to get it. */
export function standingCard({
  dueAt,
  mine,
  place,
  timeZone,
  sendsMail,
  counts,
}: {
  readonly dueAt: Date | null;
  readonly mine: Subscription;
  readonly place: string | null;
  readonly timeZone: string;
  readonly sendsMail: boolean;
  /** null: they are not this person's to see. */
  readonly counts: Audience | null;
}): Card {
  const next: Line =
    place === null
      ? ['Nothing is drafted: nobody has said where it goes. ', code('settings newsletter:#news'), ' does.']
      : dueAt === null
        ? `It goes to #${place}.`
        : [`The next one for #${place} is drafted on `, { kind: 'time', at: dueAt, timeZone, style: 'dateTime' }, '.'];
  return titledCard('The newsletter about our customers', [
    text(next),
    ...(mine.privately || mine.byMail
      ? [text(`You get it ${mine.privately ? (mine.byMail ? 'here and by mail' : 'here') : 'by mail'}.`)]
      : []),
    ...(counts === null
      ? []
      : [note(`Subscribed: ${counts.memberCount} privately${sendsMail ? `, ${counts.mailCount} by mail` : ''}.`)]),
    actions([
      ...(mine.privately ? [] : [button('Send it to me here', 'newsletter.subscribe', 'me')]),
      ...(mine.byMail || !sendsMail ? [] : [button('Send it to me by mail', 'newsletter.byMail', 'me')]),
      ...(mine.privately || mine.byMail ? [button('Don’t send it to me', 'newsletter.unsubscribe', 'me')] : []),
    ]),
  ]);
}

/** It goes out. */
export const approvedCard = ({ number }: Newsletter, goesTo: Audience): Card =>
  titledCard(
    `Sent. ${newsletterName(number)}`,
    [
      text(audienceText(goesTo)),
      ...(goesTo.mailCount === 0 ? [] : [note('Mails go out in the working hours of your organisation.')]),
    ],
    'good',
  );

/** Nobody gets it. @param isLate nobody approved it in time */
export const skippedCard = ({ number }: Newsletter, isLate: boolean): Card =>
  titledCard(`Skipped. ${newsletterName(number)}`, [
    text(isLate ? 'Nobody approved it within three working days, so nobody gets it.' : 'Nobody gets it.'),
    note(['The next one comes at its time; ', code('newsletter draft'), ' drafts one now.']),
  ]);

/** Whether they get it from now on. @param sendsMail it can also come by mail */
export const subscribedCard = (isIn: boolean, sendsMail: boolean): Card =>
  isIn
    ? titledCard(
        'You get the newsletter',
        [
          text(['It comes to you privately when it goes out. ', code('newsletter unsubscribe'), ' ends it.']),
          ...(sendsMail ? [note([code('newsletter subscribe mail:ada@example.com'), ' brings it by mail.'])] : []),
        ],
        'good',
      )
    : titledCard('You don’t get the newsletter any more', [text([code('newsletter subscribe'), ' brings it back.'])]);

/** A line for a list of what somebody owes, and for reminders. */
export const approvalRow = ({ number }: Newsletter): Block => ({
  kind: 'row',
  line: `${newsletterName(number)} waits for approval`,
  action: button('Look at it', 'newsletter.show', newsletterName(number)),
});

/** The reminder by itself. */
export const approvalCard = (newsletter: Newsletter, isOver: boolean): Card => {
  const name = newsletterName(newsletter.number);
  if (isOver) return titledCard(`${name} · ${newsletter.state === 'sent' ? 'sent' : 'skipped'}`, []);
  return titledCard(
    `${name} waits for approval`,
    [
      text('The newsletter about our customers is drafted. Without your approval it is skipped in one working day.'),
      actions([
        button('Look at it', 'newsletter.show', name, 'primary'),
        button('Approve and send', 'newsletter.approve', name),
      ]),
    ],
    'warning',
  );
};

/** Refusals; each is a fault and its remedy. */
export const say = {
  notYours: () => new NotAllowed('newsletter.notYours', 'Only the champion and admins can do that. Ask one of them.'),
  noDraft: () => new Conflict('newsletter.noDraft', 'No newsletter is drafted. `newsletter draft` drafts one now.'),
  ended: ({ number, state }: Newsletter) =>
    new Conflict(
      'newsletter.ended',
      `${newsletterName(number)} is ${state === 'sent' ? 'sent' : 'skipped'} already. \`newsletter draft\` drafts another one.`,
    ),
  open: ({ number }: Newsletter) =>
    new Conflict(
      'newsletter.open',
      `${newsletterName(number)} is drafted already. \`newsletter\` shows it, \`newsletter approve\` sends it.`,
    ),
  nowhere: () =>
    new InvalidInput(
      'newsletter.nowhere',
      'Nobody has said where the newsletter goes. Type `settings newsletter:#news` first.',
    ),
  empty: () =>
    InvalidInput.field(
      'newsletter.empty',
      'portrait',
      'Every part is empty, so there is nothing to send. Write one of them, or skip it: `newsletter skip`.',
    ),
  many: () =>
    new Conflict(
      'newsletter.many',
      `${limits.subscribers} people get it privately, which is the limit. Read it in its place.`,
    ),
} as const;
