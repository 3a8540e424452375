/** What was filled into a modal, as the rooms take it; receive.ts calls it. The way back of inputs.ts and render-form.ts. */
import type { FieldKind, FormValues } from '../../../chat/form.js';
import { fieldOf } from '../render/render-form.js';
import type { ElementValue, ViewValues } from './payloads.js';

type Value = FormValues[string];

const readers = {
  text: ({ value }) => value ?? undefined,
  choice: ({ selected_option }) => selected_option?.value,
  choices: ({ selected_options }) => selected_options?.map(({ value }) => value) ?? [],
  person: ({ selected_user }) => selected_user ?? undefined,
  date: ({ selected_date }) => selected_date ?? undefined,
  // A box to tick, or two radio buttons.
  yesNo: ({ selected_option, selected_options }) =>
    selected_options ? selected_options.length > 0 : selected_option ? selected_option.value === 'yes' : undefined,
} satisfies { readonly [Kind in FieldKind]: (value: ElementValue) => Value };

/** @param memberOf our id of a Slack user; null: none of ours, which no room finds */
export async function readValues(
  values: ViewValues,
  memberOf: (userId: string) => Promise<string | null>,
): Promise<FormValues> {
  const read: Record<string, Value> = {};
  for (const [blockId, elements] of Object.entries(values)) {
    const name = fieldOf(blockId);
    for (const [kind, element] of Object.entries(elements)) {
      if (!isKind(kind)) continue;
      const value = readers[kind](element);
      if (kind === 'person' && typeof value === 'string') read[name] = (await memberOf(value)) ?? value;
      else if (kind === 'text') read[name] = joined(read[name], value);
      else read[name] = value;
    }
  }
  return read;
}

function isKind(actionId: string): actionId is FieldKind {
  return Object.hasOwn(readers, actionId);
}

/** A long text stands in several inputs, in order. */
function joined(before: Value, part: Value): Value {
  return typeof before === 'string' && typeof part === 'string' ? before + part : (part ?? before);
}
