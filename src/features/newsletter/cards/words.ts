/** Small cards and refusals of the newsletter. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, code, type Line } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { Conflict, InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
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
      ? sayLine('Nothing is drafted: nobody has said where it goes. {command} does.', {
          command: code('settings newsletter:#news'),
        })
      : dueAt === null
        ? say('It goes to #{place}.', { place })
        : sayLine('The next one for #{place} is drafted on {when}.', {
            place,
            when: { kind: 'time', at: dueAt, timeZone, style: 'dateTime' },
          });
  return titledCard(say('The newsletter about our customers'), [
    text(next),
    ...(mine.privately || mine.byMail
      ? [
          text(
            say(
              mine.privately
                ? mine.byMail
                  ? 'You get it here and by mail.'
                  : 'You get it here.'
                : 'You get it by mail.',
            ),
          ),
        ]
      : []),
    ...(counts === null
      ? []
      : [
          note(
            sendsMail
              ? say('Subscribed: {memberCount, number} privately, {mailCount, number} by mail.', {
                  memberCount: counts.memberCount,
                  mailCount: counts.mailCount,
                })
              : say('Subscribed: {memberCount, number} privately.', { memberCount: counts.memberCount }),
          ),
        ]),
    actions([
      ...(mine.privately ? [] : [button(say('Send it to me here'), 'newsletter.subscribe', 'me')]),
      ...(mine.byMail || !sendsMail ? [] : [button(say('Send it to me by mail'), 'newsletter.byMail', 'me')]),
      ...(mine.privately || mine.byMail ? [button(say('Don’t send it to me'), 'newsletter.unsubscribe', 'me')] : []),
    ]),
  ]);
}

/** It goes out. */
export const approvedCard = ({ number }: Newsletter, goesTo: Audience): Card =>
  titledCard(
    say('Sent. {newsletter}', { newsletter: newsletterName(number) }),
    [
      text(audienceText(goesTo)),
      ...(goesTo.mailCount === 0 ? [] : [note(say('Mails go out in the working hours of your organisation.'))]),
    ],
    'good',
  );

/** Nobody gets it. @param isLate nobody approved it in time */
export const skippedCard = ({ number }: Newsletter, isLate: boolean): Card =>
  titledCard(say('Skipped. {newsletter}', { newsletter: newsletterName(number) }), [
    text(isLate ? say('Nobody approved it within three working days, so nobody gets it.') : say('Nobody gets it.')),
    note(sayLine('The next one comes at its time; {command} drafts one now.', { command: code('newsletter draft') })),
  ]);

/** Whether they get it from now on. @param sendsMail it can also come by mail */
export const subscribedCard = (isIn: boolean, sendsMail: boolean): Card =>
  isIn
    ? titledCard(
        say('You get the newsletter'),
        [
          text(
            sayLine('It comes to you privately when it goes out. {command} ends it.', {
              command: code('newsletter unsubscribe'),
            }),
          ),
          ...(sendsMail
            ? [
                note(
                  sayLine('{command} brings it by mail.', {
                    command: code('newsletter subscribe mail:ada@example.com'),
                  }),
                ),
              ]
            : []),
        ],
        'good',
      )
    : titledCard(say('You don’t get the newsletter any more'), [
        text(sayLine('{command} brings it back.', { command: code('newsletter subscribe') })),
      ]);

/** A line for a list of what somebody owes, and for reminders. */
export const approvalRow = ({ number }: Newsletter): Block => ({
  kind: 'row',
  line: say('{newsletter} waits for approval', { newsletter: newsletterName(number) }),
  action: button(say('Look at it'), 'newsletter.show', newsletterName(number)),
});

/** The reminder by itself. */
export const approvalCard = (newsletter: Newsletter, isOver: boolean): Card => {
  const name = newsletterName(newsletter.number);
  if (isOver) return titledCard(`${name} · ${say(newsletter.state === 'sent' ? 'sent' : 'skipped')}`, []);
  return titledCard(
    say('{newsletter} waits for approval', { newsletter: name }),
    [
      text(
        say('The newsletter about our customers is drafted. Without your approval it is skipped in one working day.'),
      ),
      actions([
        button(say('Look at it'), 'newsletter.show', name, 'primary'),
        button(say('Approve and send'), 'newsletter.approve', name),
      ]),
    ],
    'warning',
  );
};

/** Refusals; each is a fault and its remedy. */
export const refusals = {
  notYours: () =>
    new NotAllowed('newsletter.notYours', say('Only the champion and admins can do that. Ask one of them.')),
  noDraft: () =>
    new Conflict('newsletter.noDraft', say('No newsletter is drafted. `newsletter draft` drafts one now.')),
  ended: ({ number, state }: Newsletter) =>
    new Conflict(
      'newsletter.ended',
      say(
        state === 'sent'
          ? '{newsletter} is sent already. `newsletter draft` drafts another one.'
          : '{newsletter} is skipped already. `newsletter draft` drafts another one.',
        { newsletter: newsletterName(number) },
      ),
    ),
  open: ({ number }: Newsletter) =>
    new Conflict(
      'newsletter.open',
      say('{newsletter} is drafted already. `newsletter` shows it, `newsletter approve` sends it.', {
        newsletter: newsletterName(number),
      }),
    ),
  nowhere: () =>
    new InvalidInput(
      'newsletter.nowhere',
      say('Nobody has said where the newsletter goes. Type `settings newsletter:#news` first.'),
    ),
  empty: () =>
    InvalidInput.field(
      'newsletter.empty',
      'portrait',
      say('Every part is empty, so there is nothing to send. Write one of them, or skip it: `newsletter skip`.'),
    ),
  many: () =>
    new Conflict(
      'newsletter.many',
      say('{limit, number} people get it privately, which is the limit. Read it in its place.', {
        limit: limits.subscribers,
      }),
    ),
} as const;
