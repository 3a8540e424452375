/** Traits and events that systems send, in words: the list, the form, what is asked before something is removed, and refusals. */
import { actions, button, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import { type Form, field as formField } from '../../../chat/form.js';
import type { ListHeading } from '../../../chat/list.js';
import { limits } from '../rules/customer.js';
import type { Field, FieldState, Holders } from '../store/fields.js';
import { shown } from './refusals.js';

/** A trait or an event with how many have it. */
export type ListedField = Field & Holders;

/** How the list is headed. */
export const fieldsHeading: ListHeading = {
  title: 'What systems tell of customers',
  noneTitle: 'No system told anything of customers yet',
  none: 'Segment, RudderStack, Hightouch and others send traits and events to the web API. docs/api.md says how.',
};

/** Below the list. */
export const fieldsNote: Line = [
  'The champion and admins change them: ',
  code('customer fields NAME as:"Label"'),
  '. show:no hides one, keep:no does not keep it at all.',
];

/** How a trait or an event may be used, as the form offers it. */
export const usages = [
  { value: 'shown', label: 'Shown on profiles' },
  { value: 'hidden', label: 'Kept for conditions, not shown' },
  { value: 'out', label: 'Kept out: not kept, and removed where it is' },
] as const;

const usageOf = ({ isHidden, isKeptOut }: FieldState) => (isKeptOut ? 'out' : isHidden ? 'hidden' : 'shown');

/** One line of the list: its name and how it is used, who has it, who sends it and when last. */
export function fieldRow(
  field: ListedField,
  { timeZone, mayChange }: { readonly timeZone: string; readonly mayChange: boolean },
): Block {
  const { kind, key, name, label, source, lastAt } = field;
  const usage = { shown: label === null ? '' : ` shown as “${label}”`, hidden: ' not shown', out: ' kept out' };
  const from = source === null ? '' : `${source}, `;
  return {
    kind: 'row',
    line: [bold(name), usage[usageOf(field)]],
    detail: [`${kind} · ${holders(field)} · ${from}last `, { kind: 'time', at: lastAt, timeZone, style: 'dateTime' }],
    ...(mayChange && { action: button('Change', 'customers.field', `${kind} ${key}`) }),
  };
}

function holders({ kind, customerCount, personCount }: ListedField): string {
  const customers = `${counted(customerCount)} ${customerCount === 1 ? 'customer' : 'customers'}`;
  if (kind === 'event' || personCount === 0) return customers;
  const people = `${counted(personCount)} ${personCount === 1 ? 'person' : 'people'} there`;
  return customerCount === 0 ? people : `${customers} and ${people}`;
}

/** Asks how a trait or an event is shown. */
export function fieldForm(field: Field): Form {
  const { kind, key, name, label } = field;
  return {
    form: 'customers.field',
    subject: `${kind} ${key}`,
    title: kind === 'trait' ? 'Change a trait' : 'Change an event',
    intro: `Systems send it as “${shown(name)}”.`,
    fields: [
      formField('text', 'label', 'Shown as', {
        value: label ?? name,
        optional: true,
        maxLength: limits.attributeName,
      }),
      formField('choice', 'usage', 'How it is used', { options: usages, value: usageOf(field) }),
    ],
    submit: 'Save',
  };
}

const toButton = (label: string, { kind, key, ...state }: FieldState, style?: 'primary' | 'danger') => {
  const { label: shownAs, isHidden, isKeptOut } = state;
  const value = JSON.stringify({ kind, key, label: shownAs, isHidden, isKeptOut });
  return button(label, 'customers.setField', value, style);
};

/** Asked before what is kept is removed. */
export const keepOutCard = (field: ListedField, wanted: FieldState): Card =>
  titledCard(`Keep “${field.name}” out?`, [
    text(
      `What systems told of it is removed from ${holders(field)}, and can’t be brought back. What comes from now on is not kept. What people typed stays.`,
    ),
    actions([toButton('Yes, remove it', wanted, 'danger'), button('Show all', 'customers.fields', 'all')]),
  ]);

/** How it is from now on, with the way back. */
export function fieldChangedCard(field: Field, before: FieldState): Card {
  const { name, label } = field;
  const words = {
    shown: [
      label === null ? `“${name}” is shown by its name` : `“${name}” is shown as “${label}”`,
      before.isKeptOut ? 'It is kept from the next message on. What was removed does not come back.' : null,
    ],
    hidden: [`“${name}” is not shown any more`, 'It is still kept, and conditions of segments may ask for it.'],
    out: [`“${name}” is kept out`, 'What systems told of it is removed, and what comes is not kept.'],
  } as const;
  const [title, more] = words[usageOf(field)];
  return titledCard(
    title,
    [
      ...(more === null ? [] : [text(more)]),
      actions([toButton('Take back', before), button('Show all', 'customers.fields', 'all')]),
    ],
    'good',
  );
}

/** What is refused, in words. */
export const fieldWords = {
  missing: 'The name of the trait or event is missing. `customer fields` lists them.',
  unknown: (typed: string, guess: string | null) =>
    `No system sent a trait or event called “${shown(typed)}”.${guess === null ? '' : ` Did you mean ${shown(guess)}?`} \`customer fields\` lists them.`,
  both: (name: string) =>
    `“${shown(name)}” is the name of a trait and of an event. Press “Change” beside the one that is meant: \`customer fields\`.`,
  gone: 'This trait or event is not there any more. `customer fields` lists those that are.',
  long: (length: number) => `A label has at most ${limits.attributeName} characters, this one has ${length}.`,
  notYours: 'Only the customer champion and admins can say how facts are shown. Ask them.',
} as const;
