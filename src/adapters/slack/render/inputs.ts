/** The element of each kind of field; a new kind without one does not compile. render-form calls it. */

import type { InputBlock, PlainTextOption, StaticSelect } from '@slack/types';
import type { Field, FieldKind, Option } from '../../../chat/form.js';
import type { NameLookup } from '../../../chat/messenger.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
import { isBlank, literalLine, sendable } from '../../platform/render/literal-text.js';
import { limits } from '../limits.js';
import { within } from './buttons.js';
import { plainLine } from './text-object.js';

type Element = InputBlock['element'];
type FieldOf<Kind extends FieldKind> = Extract<Field, { kind: Kind }>;

/** Up to this many options are all shown at once; more are a menu. */
const radioOptions = 5;

const elements = {
  text: (field) => textInput(field),
  choice: (field) => choice(field),
  choices: (field) => choices(field),
  person: ({ kind, value }, lookup) => {
    const user = value && lookup.externalId(value);
    return { type: 'users_select', action_id: kind, ...(user && { initial_user: user }) };
  },
  date: ({ kind, value }) => ({ type: 'datepicker', action_id: kind, ...(isDate(value) && { initial_date: value }) }),
  yesNo: (field) => yesNo(field),
} satisfies { readonly [Kind in FieldKind]: (field: FieldOf<Kind>, lookup: NameLookup) => Element | null };

/** Null when there is nothing to choose from: Slack refuses a menu without options. */
export function inputElement(field: Field, lookup: NameLookup): Element | null {
  // As in block-renderers.ts: the entry found by a field's kind takes that very field.
  const render = elements[field.kind] as (field: Field, lookup: NameLookup) => Element | null;
  return render(field, lookup);
}

function textInput({ kind, multiline, maxLength = limits.inputText, value, placeholder }: FieldOf<'text'>): Element {
  return {
    type: 'plain_text_input',
    action_id: kind,
    multiline: multiline ?? false,
    max_length: Math.min(Math.max(maxLength, 1), limits.inputText),
    ...(value && { initial_value: sendable(value) }),
    ...(placeholder && !isBlank(placeholder) && { placeholder: plainLine(placeholder, limits.placeholder) }),
  };
}

/** What may stay empty is a box to tick; what must be answered, a choice that nothing answers in advance. */
function yesNo({ kind, value, optional }: FieldOf<'yesNo'>): Element {
  const [yes, no] = [option({ value: 'yes', label: say('Yes') }), option({ value: 'no', label: say('No') })];
  if (optional)
    return { type: 'checkboxes', action_id: kind, options: [yes], ...(value && { initial_options: [yes] }) };
  const initial = value === undefined ? {} : { initial_option: value ? yes : no };
  return { type: 'radio_buttons', action_id: kind, options: [yes, no], ...initial };
}

function choice(field: FieldOf<'choice'>): Element | null {
  const { kind, options, value } = field;
  if (options.length === 0) return null;
  const chosen = options.find((each) => each.value === value);
  const initial = chosen ? { initial_option: option(chosen) } : {};
  // A radio button once pressed can't be taken back, so what may stay empty is a menu.
  const isShort = options.length <= radioOptions && !field.optional;
  if (isShort) return { type: 'radio_buttons', action_id: kind, options: options.map(option), ...initial };
  return { type: 'static_select', action_id: kind, ...menu(field), ...initial };
}

function choices(field: FieldOf<'choices'>): Element | null {
  const { kind, options, value = [] } = field;
  if (options.length === 0) return null;
  const chosen = options.filter((each) => value.includes(each.value)).map(option);
  const initial = chosen.length > 0 ? { initial_options: chosen } : {};
  if (options.length <= limits.choiceOptions) {
    return { type: 'checkboxes', action_id: kind, options: options.map(option), ...initial };
  }
  return { type: 'multi_static_select', action_id: kind, ...menu(field), ...initial };
}

/** Up to 100 options as they are; more in groups of 100, named by their first and last. */
function menu({
  name,
  label,
  options,
}: FieldOf<'choice' | 'choices'>): Pick<StaticSelect, 'options' | 'option_groups'> {
  const size = limits.selectOptions;
  if (options.length <= size) return { options: options.map(option) };
  if (options.length > size * limits.selectGroups) {
    const message = say(
      '"{field}" has {count, number} choices, and Slack shows {limit, number}: type it in the command.',
      { field: literalLine(label), count: options.length, limit: size * limits.selectGroups },
    );
    throw InvalidInput.field('form.tooManyOptions', name, message);
  }
  const starts = Array.from({ length: Math.ceil(options.length / size) }, (_, at) => at * size);
  return { option_groups: starts.map((start) => group(options.slice(start, start + size), start)) };
}

function group(
  options: readonly Option[],
  start: number,
): { label: PlainTextOption['text']; options: PlainTextOption[] } {
  const label = say('{from} to {to}', { from: start + 1, to: start + options.length });
  return { label: plainLine(label, limits.optionText), options: options.map(option) };
}

function option({ value, label }: Option): PlainTextOption {
  return {
    text: plainLine(label, limits.optionText),
    value: within(value, limits.optionValue, `The value of the option "${label}"`),
  };
}

/** `YYYY-MM-DD`, and a day that exists: Slack refuses the whole form otherwise. */
function isDate(value: string | undefined): boolean {
  if (!value || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
