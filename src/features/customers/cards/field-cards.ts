/** Traits and events that systems send, in words: the list, the form, what is asked before something is removed, and refusals. */

import { actions, button, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import { type Form, field as formField } from '../../../chat/form.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { sourceText } from '../../../chat/surface-text.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { limits } from '../rules/customer.js';
import type { Field, FieldState, Holders } from '../store/fields.js';
import { shown } from './refusals.js';

/** A trait or an event with how many have it. */
export type ListedField = Field & Holders;

/** How the list is headed. */
export const fieldsHeading = (): ListHeading => ({
  title: say('What systems tell of customers'),
  noneTitle: say('No system told anything of customers yet'),
  none: say('Segment, RudderStack, Hightouch and others send traits and events to the web API. docs/api.md says how.'),
});

/** Below the list. */
export const fieldsNote = (): Line =>
  sayLine('The champion and admins change them: {command}. show:no hides one, keep:no does not keep it at all.', {
    command: code('customer fields NAME as:"Label"'),
  });

/** How a trait or an event may be used, as the form offers it. */
export const usages = [
  { value: 'shown', label: phrase('Shown on profiles') },
  { value: 'hidden', label: phrase('Kept for conditions, not shown') },
  { value: 'out', label: phrase('Kept out: not kept, and removed where it is') },
] as const;

const usageOf = ({ isHidden, isKeptOut }: FieldState) => (isKeptOut ? 'out' : isHidden ? 'hidden' : 'shown');

/** One line of the list: its name and how it is used, who has it, who sends it and when last. */
export function fieldRow(
  field: ListedField,
  { timeZone, mayChange }: { readonly timeZone: string; readonly mayChange: boolean },
): Block {
  const { kind, key, name, label, source, lastAt } = field;
  const named = { name: bold(name) };
  const usage = {
    shown: label === null ? [named.name] : sayLine('{name} shown as “{label}”', { ...named, label }),
    hidden: sayLine('{name} not shown', named),
    out: sayLine('{name} kept out', named),
  };
  const values = {
    kind: kind === 'trait' ? say('trait') : say('event'),
    holders: holders(field),
    when: { kind: 'time', at: lastAt, timeZone, style: 'dateTime' } as const,
  };
  return {
    kind: 'row',
    line: usage[usageOf(field)],
    detail:
      source === null
        ? sayLine('{kind} · {holders} · last {when}', values)
        : sayLine('{kind} · {holders} · {source}, last {when}', { ...values, source: sourceText(source) }),
    ...(mayChange && { action: button(say('Change'), 'customers.field', `${kind} ${key}`) }),
  };
}

function holders({ kind, customerCount, personCount }: ListedField): string {
  if (kind === 'event' || personCount === 0)
    return say('{count, plural, one {# customer} other {# customers}}', { count: customerCount });
  return customerCount === 0
    ? say('{count, plural, one {# person} other {# people}} there', { count: personCount })
    : say(
        '{customers, plural, one {# customer} other {# customers}} and {people, plural, one {# person} other {# people}} there',
        { customers: customerCount, people: personCount },
      );
}

/** Asks how a trait or an event is shown. */
export function fieldForm(field: Field): Form {
  const { kind, key, name, label } = field;
  return {
    form: 'customers.field',
    subject: `${kind} ${key}`,
    title: kind === 'trait' ? say('Change a trait') : say('Change an event'),
    intro: say('Systems send it as “{name}”.', { name: shown(name) }),
    fields: [
      formField('text', 'label', say('Shown as'), {
        value: label ?? name,
        optional: true,
        maxLength: limits.attributeName,
      }),
      formField('choice', 'usage', say('How it is used'), {
        options: usages.map((usage) => ({ ...usage, label: say(usage.label) })),
        value: usageOf(field),
      }),
    ],
    submit: say('Save'),
  };
}

const toButton = (label: string, { kind, key, ...state }: FieldState, style?: 'primary' | 'danger') => {
  const { label: shownAs, isHidden, isKeptOut } = state;
  const value = JSON.stringify({ kind, key, label: shownAs, isHidden, isKeptOut });
  return button(label, 'customers.setField', value, style);
};

/** Asked before what is kept is removed. */
export const keepOutCard = (field: ListedField, wanted: FieldState): Card =>
  titledCard(say('Keep “{name}” out?', { name: field.name }), [
    text(
      say(
        'What systems told of it is removed from {holders}, and can’t be brought back. What comes from now on is not kept. What people typed stays.',
        { holders: holders(field) },
      ),
    ),
    actions([toButton(say('Yes, remove it'), wanted, 'danger'), button(say('Show all'), 'customers.fields', 'all')]),
  ]);

/** How it is from now on, with the way back. */
export function fieldChangedCard(field: Field, before: FieldState): Card {
  const { name, label } = field;
  const words = {
    shown: [
      label === null
        ? say('“{name}” is shown by its name', { name })
        : say('“{name}” is shown as “{label}”', { name, label }),
      before.isKeptOut ? say('It is kept from the next message on. What was removed does not come back.') : null,
    ],
    hidden: [
      say('“{name}” is not shown any more', { name }),
      say('It is still kept, and conditions of segments may ask for it.'),
    ],
    out: [
      say('“{name}” is kept out', { name }),
      say('What systems told of it is removed, and what comes is not kept.'),
    ],
  } as const;
  const [title, more] = words[usageOf(field)];
  return titledCard(
    title,
    [
      ...(more === null ? [] : [text(more)]),
      actions([toButton(say('Take back'), before), button(say('Show all'), 'customers.fields', 'all')]),
    ],
    'good',
  );
}

/** What is refused, in words. */
export const fieldWords = {
  missing: () => say('The name of the trait or event is missing. `customer fields` lists them.'),
  unknown: (typed: string, guess: string | null) =>
    guess === null
      ? say('No system sent a trait or event called “{typed}”. `customer fields` lists them.', { typed: shown(typed) })
      : say('No system sent a trait or event called “{typed}”. Did you mean {guess}? `customer fields` lists them.', {
          typed: shown(typed),
          guess: shown(guess),
        }),
  both: (name: string) =>
    say(
      '“{name}” is the name of a trait and of an event. Press “Change” beside the one that is meant: `customer fields`.',
      { name: shown(name) },
    ),
  gone: () => say('This trait or event is not there any more. `customer fields` lists those that are.'),
  long: (length: number) =>
    say('A label has at most {limit, number} characters, this one has {length}.', {
      limit: limits.attributeName,
      length,
    }),
  notYours: () => say('Only the customer champion and admins can say how facts are shown. Ask them.'),
} as const;
