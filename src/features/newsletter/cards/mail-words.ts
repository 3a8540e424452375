/** What the newsletter says by mail, and of mail. */
import { actions, note, text, titledCard } from '../../../chat/blocks.js';
import { type Card, code } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import { sayLine } from '../../../chat/say-line.js';
import { Conflict, InvalidInput } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
import { type NewsletterView, newsletterParts, newsletterTitle } from './newsletter-card.js';

/** As subscribers read it. @param place where answers are kept; null: nowhere */
export const newsletterMail = (view: NewsletterView, place: string | null): Card =>
  titledCard(newsletterTitle(view), [
    ...newsletterParts(view),
    note([
      ...(place === null
        ? []
        : [say('Answer in the thread in #{place}: it is kept as a learning, under your name.', { place }), ' ']),
      view.approver === null ? '' : say('Approved by {name}.', { name: view.approver }),
    ]),
  ]);

/** Asks whether an address is theirs. */
export const confirmMail = ({ name, member, url }: { name: string; member: string; url: string }): Card =>
  titledCard(say('Do you want {organisation}’s newsletter by mail?', { organisation: name }), [
    text(
      say(
        '{member} gave this address for the newsletter about {organisation}’s customers. If that is you, open the link and say yes. If not, do nothing: you get no more mails.',
        { member, organisation: name },
      ),
    ),
    actions([{ kind: 'openLink', label: say('Say yes'), url }]),
  ]);

/** A mail with a link is on its way. */
export const askedCard = (): Card =>
  titledCard(say('Look into your mail'), [
    text(
      say(
        'I sent a link to the address that you gave. Open it and say yes, and the newsletter comes there when it goes out.',
      ),
    ),
  ]);

/** The same address, which they confirmed before. */
export const alreadyCard = (): Card =>
  titledCard(
    say('You get the newsletter by mail'),
    [
      text(
        sayLine('It comes to this address already. {command} ends it.', { command: code('newsletter unsubscribe') }),
      ),
    ],
    'good',
  );

/** Said privately when mails to them come back. */
export const mailEndedCard = (): Card =>
  titledCard(
    say('The newsletter can’t reach you by mail'),
    [
      text(
        sayLine(
          'The address that you gave takes no mail, so I have forgotten it. {mailCommand} with another one brings it back; {hereCommand} brings it to you here.',
          { mailCommand: code('newsletter subscribe mail:ada@example.com'), hereCommand: code('newsletter subscribe') },
        ),
      ),
    ],
    'warning',
  );

/** The address, in a form. */
export const byMailForm = (): Form => ({
  form: 'newsletter.byMail',
  subject: 'me',
  title: say('The newsletter by mail'),
  intro: say('I send a link to this address. The newsletter comes there once you open it and say yes.'),
  fields: [field('text', 'mail', say('Your address'), { maxLength: 254, hint: say('Such as ada@example.com.') })],
  submit: say('Send me the link'),
});

/** Refusals; each is a fault and its remedy. */
export const sayOfMail = {
  noServer: () =>
    InvalidInput.field(
      'newsletter.noMail',
      'mail',
      say(
        'I can’t send mail: whoever runs me has to set SMTP_URL and MAIL_FROM first. `newsletter subscribe` brings it to you here.',
      ),
    ),
  address: () =>
    InvalidInput.field('newsletter.email', 'mail', say('This is not an address. Write it as ada@example.com.')),
  often: () =>
    new Conflict(
      'newsletter.asksOften',
      say('I sent you several links within an hour. Look into your mail, or try again in an hour.'),
    ),
} as const;
