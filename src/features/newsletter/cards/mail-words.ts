/** What the newsletter says by mail, and of mail. */
import { actions, note, text, titledCard } from '../../../chat/blocks.js';
import { type Card, code } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import { Conflict, InvalidInput } from '../../../kernel/errors.js';
import { type NewsletterView, newsletterParts, newsletterTitle } from './newsletter-card.js';

/** As subscribers read it. @param place where answers are kept; null: nowhere */
export const newsletterMail = (view: NewsletterView, place: string | null): Card =>
  titledCard(newsletterTitle(view), [
    ...newsletterParts(view),
    note([
      place === null ? '' : `Answer in the thread in #${place}: it is kept as a learning, under your name. `,
      view.approver === null ? '' : `Approved by ${view.approver}.`,
    ]),
  ]);

/** Asks whether an address is theirs. */
export const confirmMail = ({ name, member, url }: { name: string; member: string; url: string }): Card =>
  titledCard(`Do you want ${name}’s newsletter by mail?`, [
    text(
      `${member} gave this address for the newsletter about ${name}’s customers. If that is you, open the link and say yes. If not, do nothing: you get no more mails.`,
    ),
    actions([{ kind: 'openLink', label: 'Say yes', url }]),
  ]);

/** A mail with a link is on its way. */
export const askedCard: Card = titledCard('Look into your mail', [
  text(
    'I sent a link to the address that you gave. Open it and say yes, and the newsletter comes there when it goes out.',
  ),
]);

/** The same address, which they confirmed before. */
export const alreadyCard: Card = titledCard(
  'You get the newsletter by mail',
  [text(['It comes to this address already. ', code('newsletter unsubscribe'), ' ends it.'])],
  'good',
);

/** Said privately when mails to them come back. */
export const mailEndedCard: Card = titledCard(
  'The newsletter can’t reach you by mail',
  [
    text([
      'The address that you gave takes no mail, so I have forgotten it. ',
      code('newsletter subscribe mail:ada@example.com'),
      ' with another one brings it back; ',
      code('newsletter subscribe'),
      ' brings it to you here.',
    ]),
  ],
  'warning',
);

/** The address, in a form. */
export const byMailForm: Form = {
  form: 'newsletter.byMail',
  subject: 'me',
  title: 'The newsletter by mail',
  intro: 'I send a link to this address. The newsletter comes there once you open it and say yes.',
  fields: [field('text', 'mail', 'Your address', { maxLength: 254, hint: 'Such as ada@example.com.' })],
  submit: 'Send me the link',
};

/** Refusals; each is a fault and its remedy. */
export const sayOfMail = {
  noServer: () =>
    InvalidInput.field(
      'newsletter.noMail',
      'mail',
      'I can’t send mail: whoever runs me has to set SMTP_URL and MAIL_FROM first. `newsletter subscribe` brings it to you here.',
    ),
  address: () => InvalidInput.field('newsletter.email', 'mail', 'This is not an address. Write it as ada@example.com.'),
  often: () =>
    new Conflict(
      'newsletter.asksOften',
      'I sent you several links within an hour. Look into your mail, or try again in an hour.',
    ),
} as const;
