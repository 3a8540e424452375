/** What somebody fills into a form, as Teams sends it back. */
import type { FormValues } from '../../../src/chat/form.js';
import { formData } from './read-card.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * What a client sends: strings, several choices with commas between, and what the button carries.
 * @param entraId of a member of ours
 */
export function fillIn(card: Json, values: FormValues, entraId: (memberId: string) => string): Json {
  const inputs = ((card.body ?? []) as Json[]).filter(({ type }) => String(type).startsWith('Input.'));
  const known = inputs.map(({ id }) => String(id));
  const strange = Object.keys(values).filter((name) => !known.includes(name));
  if (strange.length > 0) throw new Error(`The form has no ${strange.join(', ')}, only: ${known.join(', ')}.`);
  const typed = inputs.map((input): [string, string] => {
    const name = String(input.id);
    const value = name in values ? values[name] : (input.value as string | undefined);
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    return [name, 'choices.data' in input ? entraId(text) : text];
  });
  return { ...Object.fromEntries(typed), ...(formData(card) ?? {}) };
}
