/** What is shown of learnings outside an agenda: the form, the thanks, and a line with their customer. */

import { actions, button, note, quote, titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import { shorten } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import { type NamedCustomer, newCustomerRow, nobodyNote } from '../../customers/index.js';
import type { Meeting } from '../rules/agenda.js';
import { type Learning, learningLimit } from '../rules/learning.js';
import { oneLine } from './agenda-words.js';

/** @param meeting on whose agenda it goes; null: whatever meeting comes next */
export function learningForm(meeting: Pick<Meeting, 'id'> | null, customer?: string): Form {
  return {
    form: 'meetings.learn',
    subject: meeting?.id ?? '',
    title: say('Add a learning'),
    submit: say('Share'),
    fields: [
      ...learningFields(),
      field('text', 'customer', say('Customer'), { optional: true, maxLength: 200, value: customer }),
    ],
  };
}

const learningFields = (): Form['fields'] => [
  field('text', 'text', say('What did you learn?'), {
    hint: say('One thing about a customer that the others don’t know yet.'),
    multiline: true,
    maxLength: learningLimit,
  }),
];

/** The same, as an answer to what was asked the day before; the customer stands first, as in the question. */
export function answerForm(questionId: string): Form {
  return {
    form: 'meetings.answer',
    subject: questionId,
    title: say('What did you learn?'),
    submit: say('Share'),
    fields: [
      field('text', 'customer', say('Which customer did you last talk with?'), { optional: true, maxLength: 200 }),
      ...learningFields(),
    ],
  };
}

export interface Learned {
  readonly learning: Learning;
  readonly customer: NamedCustomer | null;
  /** Who was named, where that is the company itself. */
  readonly nobody: string | null;
  /** On whose agenda it is; null: the next one. */
  readonly meetingName: string | null;
  /** A typed line was taken for the answer to a question. */
  readonly isGuess?: boolean;
}

/** The thanks to whoever shared it. */
export function learnedCard({ learning, customer, nobody, meetingName, isGuess = false }: Learned): Card {
  const title = customer
    ? say('Thank you. We know {name} better now.', { name: customer.name })
    : say('Thank you for sharing it.');
  const press = (verb: string, label: string) => button(label, `meetings.${verb}`, learning.id);
  const guess = isGuess ? `${say('I took it as the answer to my question and kept it as a learning.')} ` : '';
  const where = meetingName
    ? say('It is on the agenda of {meeting}.', { meeting: meetingName })
    : say('It is on the agenda of the next meeting.');
  return titledCard(
    title,
    [
      quote(learning.text),
      ...(customer?.isNew ? [newCustomerRow(customer)] : []),
      ...(nobody === null ? [] : [nobodyNote(nobody)]),
      note(guess + where),
      actions([
        ...(customer ? [] : [press('nameCustomer', say('Name the customer'))]),
        ...(isGuess ? [press('isFeedback', say('It’s feedback'))] : []),
        press('takeBack', say('Take back')),
      ]),
    ],
    'good',
  );
}

/** What was just taken back. */
export function takenBackCard(line: string): Card {
  return { ...titledCard(say('Taken back'), [{ kind: 'text', line }]), summary: line };
}

/** Asks which customer a learning is about. */
export function nameCustomerForm({ id, text }: Learning): Form {
  return {
    form: 'meetings.nameCustomer',
    subject: id,
    title: say('Name the customer'),
    intro: `“${shorten(oneLine(text), 200)}”`,
    submit: say('Save'),
    fields: [field('text', 'customer', say('Customer'), { maxLength: 200 })],
  };
}

interface LearningShown {
  /** The reader's zone. */
  readonly timeZone: string;
  readonly mayTakeBack: boolean;
}

/** One of a customer's learnings, whole. */
export function learningRow({ id, text, at }: Learning, by: string, shown: LearningShown): Block {
  return {
    kind: 'row',
    line: say('Learned: “{text}”', { text: oneLine(text) }),
    detail: [`${by}, `, { kind: 'time', at, timeZone: shown.timeZone, style: 'date' }],
    ...(shown.mayTakeBack && {
      action: { kind: 'button', action: 'meetings.takeBack', label: say('Take back'), value: id } as const,
    }),
  };
}
