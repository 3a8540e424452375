/** What somebody fills into a modal, as Slack sends it back: by block and element, untouched ones as they opened. */
import type { FormValues } from '../../../src/chat/form.js';
import type { Json } from './payloads.js';
import type { SlackView } from './world.js';

type Value = FormValues[string];

/** @param userIdOf the Slack id of a member of ours */
export function fillIn(view: SlackView, values: FormValues, userIdOf: (memberId: string) => string): Json {
  const inputs = view.blocks.filter(({ type }) => type === 'input');
  const known = new Set(inputs.map(({ block_id }) => String(block_id)));
  const strange = Object.keys(values).filter((name) => !known.has(name));
  if (strange.length > 0)
    throw new Error(`“${view.title.text}” has no ${strange.join(', ')}, only: ${[...known].join(', ')}.`);
  return Object.fromEntries(
    inputs.map(({ block_id, element }) => {
      const field = element as Json;
      const name = String(block_id);
      const filled = name in values ? stateOf(field, values[name], userIdOf) : untouched(field);
      return [name, { [String(field.action_id)]: { type: field.type, ...filled } }];
    }),
  );
}

function untouched(field: Json): Json {
  switch (field.type) {
    case 'plain_text_input':
      return { value: field.initial_value ?? null };
    case 'users_select':
      return { selected_user: field.initial_user ?? null };
    case 'datepicker':
      return { selected_date: field.initial_date ?? null };
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: field.initial_options ?? [] };
    default:
      return { selected_option: field.initial_option ?? null };
  }
}

function stateOf(field: Json, value: Value, userIdOf: (memberId: string) => string): Json {
  switch (field.type) {
    case 'plain_text_input':
      return { value: value === '' || value === undefined ? null : value };
    case 'users_select':
      return { selected_user: typeof value === 'string' ? userIdOf(value) : null };
    case 'datepicker':
      return { selected_date: value ?? null };
    case 'checkboxes':
    case 'multi_static_select': {
      const wanted = value === true ? ['yes'] : Array.isArray(value) ? (value as readonly string[]) : [];
      return { selected_options: wanted.map((each) => optionOf(field, each)) };
    }
    default:
      return { selected_option: value === undefined ? null : optionOf(field, wordOf(value)) };
  }
}

const wordOf = (value: Exclude<Value, undefined>): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);

/** Slack sends an option whole, and only one that is there. */
function optionOf(field: Json, value: string): Json {
  const groups = (field.option_groups as Json[] | undefined) ?? [field];
  const options = groups.flatMap((group) => group.options as Json[]);
  const found = options.find((option) => option.value === value);
  if (found) return found;
  throw new Error(`There is no choice “${value}”, only: ${options.map((option) => String(option.value)).join(', ')}.`);
}
