/** The forms of this room, and the words around capturing. */
import type { Action, Card } from '../../../chat/card.js';
import type { Field, Form, Option } from '../../../chat/form.js';
import type { CapturedMessage } from '../../../chat/interaction.js';
import { excerpt, shorten } from '../../../chat/shorten.js';
import { newCustomerRow, nobodyNote } from '../../customers/index.js';
import type { Captured } from '../capture.js';
import { type FieldName, fieldList, valuesOf } from '../fields.js';
import type { Picture } from '../picture.js';
import { type Feedback, feedbackName, isLeftOut, outcomes, rootCauseCategories } from '../rules/feedback.js';
import { optionOf } from './correct-card.js';
import { dueTime, routingLine } from './words.js';

const options = (values: readonly string[]): Option[] =>
  values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

/** Details that were typed without the words. `owner` is a member's id. */
export type TypedDetails = Readonly<Partial<Record<FieldName, string | boolean>>>;

/** @param message the message that is captured, if it is one */
export function captureForm(message: CapturedMessage | null, typed: TypedDetails = {}): Form {
  const { text, author, link, sourceId } = message ?? {};
  const withoutField = valuesOf(
    fieldList.filter(({ form }) => !form),
    typed,
  );
  return {
    form: 'feedback.capture',
    subject: JSON.stringify({ ...withoutField, author: author && shorten(author, 200), link, sourceId }),
    title: 'Capture feedback',
    ...(author && { intro: `${shorten(author, 200)} wrote this${link ? ', and the link to it comes along' : ''}.` }),
    submit: 'Capture',
    fields: fieldList.flatMap(({ form, name, label }): Field[] => {
      const value = name === 'text' ? text : typed[name];
      return form ? [{ ...form, name, label, ...(value !== undefined && { value }) } as Field] : [];
    }),
  };
}

const about = ({ number }: Pick<Feedback, 'number'>): string => feedbackName(number);

/** What it is about, so that nobody has to close the form to read it again. */
const saidLine = ({ feedback, customer }: Picture): string =>
  `${customer ? `${customer.name}: ` : ''}“${excerpt(feedback.text, 500)}”`;

/** Asks why it is not over. */
export function reopenForm(picture: Picture): Form {
  const name = about(picture.feedback);
  return {
    form: 'feedback.reopen',
    subject: name,
    title: `Reopen ${name}`,
    intro: saidLine(picture),
    submit: 'Reopen',
    fields: [
      {
        kind: 'text',
        name: 'why',
        label: 'Why?',
        hint: 'Its owner is told. The promise starts again.',
        multiline: true,
        maxLength: 1000,
      },
    ],
  };
}

/** Asks who takes it over, and why. */
export function handOverForm(picture: Picture): Form {
  const { feedback } = picture;
  return {
    form: 'feedback.handOver',
    subject: about(feedback),
    title: `Hand over ${about(feedback)}`,
    intro: saidLine(picture),
    submit: 'Hand over',
    fields: [
      {
        kind: 'person',
        name: 'to',
        label: 'To whom?',
        hint: 'Anybody but its present owner.',
        ...(feedback.ownerId && { except: feedback.ownerId }),
      },
      {
        kind: 'text',
        name: 'why',
        label: 'Why?',
        hint: 'So that they know where to begin.',
        multiline: true,
        maxLength: 1000,
      },
    ],
  };
}

/** Asks what is waited for, and until when. */
export function waitForm(feedback: Feedback, latest: string): Form {
  return {
    form: 'feedback.wait',
    subject: about(feedback),
    title: 'Wait for the customer',
    intro: `The clock of ${about(feedback)} is paused until that day, or until the customer answers.`,
    submit: 'Wait',
    fields: [
      { kind: 'date', name: 'until', label: 'Until when?', hint: `At most 14 days: up to ${latest}.` },
      { kind: 'text', name: 'why', label: 'What are you waiting for?', optional: true, maxLength: 1000 },
    ],
  };
}

const yesOrNo = (name: string, label: string, hint: string) =>
  ({ kind: 'choice', name, label, hint, options: options(['yes', 'no']), optional: true }) as const;

/** Asks how it ended and what caused it. */
/** @param alike earlier ones that it may be the same trouble as, the most alike first */
/** @param told what the customer was told in an earlier one, to begin from */
export function resolveForm(picture: Picture, alike: readonly Picture[], told?: string): Form {
  const { feedback } = picture;
  const text = (name: string, label: string, hint?: string) =>
    ({ kind: 'text', name, label, ...(hint ? { hint } : {}), multiline: true, maxLength: 3000 }) as const;
  return {
    form: 'feedback.resolve',
    subject: about(feedback),
    title: `Resolve ${about(feedback)}`,
    intro: saidLine(picture),
    submit: 'Resolve',
    fields: [
      { kind: 'choice', name: 'outcome', label: 'How did it end?', options: options(outcomes) },
      { ...text('customerTold', 'What was the customer told?'), ...(told && { value: told }) },
      {
        kind: 'choice',
        name: 'rootCauseCategory',
        label: 'What kind of root cause?',
        options: options(rootCauseCategories),
      },
      text('rootCause', 'What was the root cause?'),
      text('prevention', 'How do we prevent it next time?', 'Or why it need not be prevented.'),
      yesOrNo(
        'designedRight',
        'Was it designed right?',
        'What the customer met, as it was meant to be. You can leave this out.',
      ),
      yesOrNo(
        'doneAsDesigned',
        'Was it done as designed?',
        'What really happened, held against that. You can leave this out.',
      ),
      ...(alike.length === 0
        ? []
        : [
            {
              kind: 'choice',
              name: 'cameBackFrom',
              label: 'Did one of these come back?',
              hint: 'Only if it is the same trouble again. Everybody then hears that it came back.',
              options: alike.map(optionOf),
              optional: true,
            } as const,
          ]),
    ],
  };
}

interface CapturedNow extends Pick<Captured, 'isNew' | 'newCustomer'> {
  /** Whom they named. */
  readonly typedCustomer?: string;
}

/**
 * What whoever captured it reads at once.
 * @param told whether they may know what was said: somebody else may have captured it before, in confidence
 */
export function capturedCard(
  picture: Picture,
  { isNew, newCustomer, typedCustomer = '' }: CapturedNow,
  told: boolean,
): Card {
  const { feedback, organisation } = picture;
  const name = feedbackName(feedback.number);
  const title = isNew ? `Thank you. This is ${name}.` : `This was captured before: it is ${name}.`;
  const noChampion = 'There is no customer champion yet. Name one: `champion @name`';
  return {
    title,
    summary: title,
    tone: isNew ? 'good' : 'neutral',
    blocks: [
      ...(newCustomer ? [newCustomerRow(newCustomer)] : []),
      ...(isNew && typedCustomer !== '' && picture.customer === null ? [nobodyNote(typedCustomer)] : []),
      { kind: 'text', line: told ? routingLine(picture) : 'It is confidential, and somebody has it.' },
      ...(feedback.promiseEndsAt
        ? ([
            { kind: 'note', line: ['The customer hears from us by ', dueTime(picture, feedback.promiseEndsAt), '.'] },
          ] as const)
        : []),
      ...(organisation.champion ? [] : ([{ kind: 'note', line: noChampion }] as const)),
      { kind: 'actions', actions: capturedActions(picture, isNew) },
    ],
  };
}

/** A mistake is seen at once: its way back stands right there. */
function capturedActions({ feedback }: Picture, isNew: boolean): Action[] {
  const value = feedbackName(feedback.number);
  const button = (verb: string, label: string) =>
    ({ kind: 'button', action: `feedback.${verb}`, label, value }) as const;
  const show = button('show', `Show ${value}`);
  if (!isNew) return [show];
  if (isLeftOut(feedback)) return [button('restore', 'Bring back'), show];
  return [show, button('edit', 'Edit'), button('withdraw', 'Withdraw'), button('alike', 'Said before?')];
}
