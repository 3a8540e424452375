/** The forms of this room, and the words around capturing. */

import type { Action, Card } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import type { CapturedMessage } from '../../../chat/interaction.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt, shorten } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import { newCustomerRow, nobodyNote } from '../../customers/index.js';
import type { Captured } from '../capture.js';
import { type FieldName, fieldList, valuesOf } from '../fields.js';
import type { Picture } from '../picture.js';
import { type Feedback, feedbackName, isLeftOut, outcomes, rootCauseCategories } from '../rules/feedback.js';
import { optionOf } from './correct-card.js';
import { fieldOfForm } from './field-forms.js';
import { choicesOf } from './value-words.js';
import { dueTime, routingLine } from './words.js';

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
    title: say('Capture feedback'),
    ...(author && {
      intro: link
        ? say('{author} wrote this, and the link to it comes along.', { author: shorten(author, 200) })
        : say('{author} wrote this.', { author: shorten(author, 200) }),
    }),
    submit: say('Capture'),
    fields: fieldList.flatMap(({ name }) => fieldOfForm(name, name === 'text' ? text : typed[name]) ?? []),
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
    title: say('Reopen {name}', { name }),
    intro: saidLine(picture),
    submit: say('Reopen'),
    fields: [
      {
        kind: 'text',
        name: 'why',
        label: say('Why?'),
        hint: say('Its owner is told. The promise starts again.'),
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
    title: say('Hand over {name}', { name: about(feedback) }),
    intro: saidLine(picture),
    submit: say('Hand over'),
    fields: [
      {
        kind: 'person',
        name: 'to',
        label: say('To whom?'),
        hint: say('Anybody but its present owner.'),
        ...(feedback.ownerId && { except: feedback.ownerId }),
      },
      {
        kind: 'text',
        name: 'why',
        label: say('Why?'),
        hint: say('So that they know where to begin.'),
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
    title: say('Wait for the customer'),
    intro: say('The clock of {name} is paused until that day, or until the customer answers.', {
      name: about(feedback),
    }),
    submit: say('Wait'),
    fields: [
      {
        kind: 'date',
        name: 'until',
        label: say('Until when?'),
        hint: say('At most 14 days: up to {latest}.', { latest }),
      },
      { kind: 'text', name: 'why', label: say('What are you waiting for?'), optional: true, maxLength: 1000 },
    ],
  };
}

const yesOrNo = (name: string, label: string, hint: string) =>
  ({ kind: 'choice', name, label, hint, options: choicesOf(['yes', 'no']), optional: true }) as const;

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
    title: say('Resolve {name}', { name: about(feedback) }),
    intro: saidLine(picture),
    submit: say('Resolve'),
    fields: [
      { kind: 'choice', name: 'outcome', label: say('How did it end?'), options: choicesOf(outcomes) },
      { ...text('customerTold', say('What was the customer told?')), ...(told && { value: told }) },
      {
        kind: 'choice',
        name: 'rootCauseCategory',
        label: say('What kind of root cause?'),
        options: choicesOf(rootCauseCategories),
      },
      text('rootCause', say('What was the root cause?')),
      text('prevention', say('How do we prevent it next time?'), say('Or why it need not be prevented.')),
      yesOrNo(
        'designedRight',
        say('Was it designed right?'),
        say('What the customer met, as it was meant to be. You can leave this out.'),
      ),
      yesOrNo(
        'doneAsDesigned',
        say('Was it done as designed?'),
        say('What really happened, held against that. You can leave this out.'),
      ),
      ...(alike.length === 0
        ? []
        : [
            {
              kind: 'choice',
              name: 'cameBackFrom',
              label: say('Did one of these come back?'),
              hint: say('Only if it is the same trouble again. Everybody then hears that it came back.'),
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
  const title = isNew
    ? say('Thank you. This is {name}.', { name })
    : say('This was captured before: it is {name}.', { name });
  const noChampion = say('There is no customer champion yet. Name one: `champion @name`');
  return {
    title,
    summary: title,
    tone: isNew ? 'good' : 'neutral',
    blocks: [
      ...(newCustomer ? [newCustomerRow(newCustomer)] : []),
      ...(isNew && typedCustomer !== '' && picture.customer === null ? [nobodyNote(typedCustomer)] : []),
      { kind: 'text', line: told ? routingLine(picture) : say('It is confidential, and somebody has it.') },
      ...(feedback.promiseEndsAt
        ? ([
            {
              kind: 'note',
              line: sayLine('The customer hears from us by {due}.', { due: dueTime(picture, feedback.promiseEndsAt) }),
            },
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
  const show = button('show', say('Show {name}', { name: value }));
  if (!isNew) return [show];
  if (isLeftOut(feedback)) return [button('restore', say('Bring back')), show];
  return [show, button('edit', say('Edit')), button('withdraw', say('Withdraw')), button('alike', say('Said before?'))];
}
