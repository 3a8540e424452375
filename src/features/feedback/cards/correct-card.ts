/** What can be put right about a piece of feedback, and the forms that ask for it. */

import { actions, quote } from '../../../chat/blocks.js';
import type { Card } from '../../../chat/card.js';
import { type Field, type Form, field, type Option } from '../../../chat/form.js';
import { excerpt, shorten } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import { type CustomerRef, newCustomerRow, unusedRow } from '../../customers/index.js';
import { fields } from '../fields.js';
import type { Picture } from '../picture.js';
import { feedbackName, maxTextLength, type WithdrawnBecause, withdrawalReasons } from '../rules/feedback.js';
import { fieldOfForm } from './field-forms.js';
import { withdrawalWords } from './value-words.js';
import { nameOf, withdrawnWords } from './words.js';

/** Shown to whoever may correct it. */
export function correctCard(picture: Picture): Card {
  const { feedback } = picture;
  const value = feedbackName(feedback.number);
  const button = (verb: string, label: string) =>
    ({ kind: 'button', action: `feedback.${verb}`, label, value }) as const;
  return {
    title: say('What is wrong with {feedback}?', { feedback: value }),
    summary: say('What is wrong with {feedback}?', { feedback: nameOf(picture, !feedback.confidential) }),
    discreet: feedback.confidential,
    blocks: [
      quote(excerpt(feedback.text, 300)),
      {
        kind: 'list',
        items: [
          say('Edit: the customer, topic, severity, whether it is confidential; and what was said.'),
          say('Withdraw: a mistake, not feedback, or a test. Nobody is told, and it counts nowhere.'),
          say('Same as: another one says the same. Both customers’ words stay, with one owner.'),
        ],
      },
      actions([
        button('edit', say('Edit')),
        button('withdraw', say('Withdraw')),
        ...(feedback.state === 'resolved' ? [] : [button('join', say('Same as …'))]),
      ]),
    ],
  };
}

/** What was just put right. @param newCustomer who was made by it @param unused whom nothing names any more */
export function correctedCard(
  picture: Picture,
  line: string,
  {
    newCustomer = null,
    unused = [],
  }: { readonly newCustomer?: CustomerRef | null; readonly unused?: readonly CustomerRef[] } = {},
): Card {
  const name = feedbackName(picture.feedback.number);
  const { state } = picture.feedback;
  return {
    title: line,
    summary: line,
    tone: 'good',
    blocks: [
      ...(newCustomer ? [newCustomerRow(newCustomer)] : []),
      ...unused.map(unusedRow),
      actions([
        ...(state === 'withdrawn'
          ? [{ kind: 'button', action: 'feedback.restore', label: say('Bring back'), value: name } as const]
          : []),
        { kind: 'button', action: 'feedback.show', label: say('Show {name}', { name }), value: name },
      ]),
    ],
  };
}

/** Asks why it is withdrawn. */
export function withdrawForm(picture: Picture): Form {
  const name = feedbackName(picture.feedback.number);
  return {
    form: 'feedback.withdraw',
    subject: name,
    title: say('Withdraw {name}', { name }),
    intro: `“${excerpt(picture.feedback.text, 300)}”`,
    submit: say('Withdraw'),
    fields: [
      field('choice', 'because', say('Why?'), {
        hint: say('Nobody is told. It counts nowhere any more, and can be brought back.'),
        value: 'mistake',
        options: withdrawalReasons.map((value) => ({ value, label: withdrawalWords(value) })),
      }),
    ],
  };
}

/** @param changesWords whether this person may still change the words */
export function editForm({ feedback, customer }: Picture, changesWords: boolean): Form {
  const name = feedbackName(feedback.number);
  const words: Field = changesWords
    ? field('text', 'text', say(fields.text.label), { value: feedback.text, multiline: true, maxLength: maxTextLength })
    : field('text', 'addition', say('Add'), {
        hint: say('What was said stays as it was captured; this stands below it.'),
        optional: true,
        multiline: true,
        maxLength: 3000,
      });
  return {
    form: 'feedback.edit',
    subject: name,
    title: say('Edit {name}', { name }),
    ...(changesWords ? {} : { intro: `“${excerpt(feedback.text, 300)}”` }),
    submit: say('Save'),
    fields: [
      words,
      ...[
        fieldOfForm('customer', customer?.name),
        fieldOfForm('topic', feedback.topic ?? undefined),
        fieldOfForm('severity', feedback.severity),
        fieldOfForm('confidential', feedback.confidential),
      ].filter((each) => each !== null),
    ],
  };
}

/** An item to choose. */
export const optionOf = (picture: Picture): Option => ({
  value: feedbackName(picture.feedback.number),
  label: shorten(`${nameOf(picture, true)}: ${picture.feedback.text.replace(/\s+/gu, ' ')}`, 75),
});

/** Asks which one says the same. @param likely the most alike first, at most as many as a field takes */
export function joinForm(picture: Picture, likely: readonly Picture[]): Form {
  const name = feedbackName(picture.feedback.number);
  const options = likely.map(optionOf);
  return {
    form: 'feedback.join',
    subject: name,
    title: say('{name} is the same as', { name }),
    intro: `“${excerpt(picture.feedback.text, 300)}”`,
    submit: say('Join'),
    fields: [
      ...(options.length > 0 ? [field('choice', 'likely', say('One of these'), { options, optional: true })] : []),
      field('text', 'with', options.length > 0 ? say('Or another one') : say('Which one?'), {
        placeholder: 'F-8',
        optional: options.length > 0,
        maxLength: 20,
      }),
    ],
  };
}

/** A line for the card that follows. */
export const done = {
  withdrawn: (name: string, because: WithdrawnBecause) =>
    say('{name} is withdrawn: {reason}.', { name, reason: withdrawnWords(because) }),
  restored: (name: string) => say('{name} is back.', { name }),
  edited: (name: string) => say('{name} is edited.', { name }),
  joined: (name: string, other: string) => say('{name} is a part of {other} now.', { name, other }),
} as const;
