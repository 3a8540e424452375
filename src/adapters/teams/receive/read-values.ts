/** What somebody filled in, from the strings that Teams sends. `render-form` wrote the kinds into the button's data. */
import { z } from 'zod';
import type { FieldKind, FormValues } from '../../../chat/form.js';
import { isObject } from '../../platform/json.js';

const fieldKinds = ['text', 'choice', 'choices', 'person', 'date', 'yesNo'] as const satisfies readonly FieldKind[];

const submitted = z.looseObject({
  emptyChair: z.object({
    form: z.string(),
    subject: z.string(),
    fields: z.record(z.string(), z.enum(fieldKinds)),
    /** Of this showing of the form. */
    instance: z.string().nullish(),
  }),
});

/** A form that somebody sent in; `instance` names the showing that it came from; null: not known. */
export interface Submitted {
  readonly form: string;
  readonly subject: string;
  readonly instance: string | null;
  readonly values: FormValues;
}

/** @param memberOf our member by Entra's id. null: no form of ours */
export async function readSubmitted(
  data: unknown,
  memberOf: (personId: string) => Promise<string | null>,
): Promise<Submitted | null> {
  const read = submitted.safeParse(data);
  if (!read.success || !isObject(data)) return null;
  const { form, subject, fields, instance = null } = read.data.emptyChair;
  const values: [string, FormValues[string]][] = [];
  for (const [name, kind] of Object.entries(fields)) {
    const typed = data[name];
    const text = typeof typed === 'string' && typed.trim() !== '' ? typed : undefined;
    const asked = text === undefined ? undefined : await typedValue(kind, text);
    values.push([name, kind === 'yesNo' ? String(typed) === 'true' : asked]);
  }
  // Names come from the client; from entries none of them is anything but a name.
  return { form, subject, instance: instance ?? null, values: Object.fromEntries(values) };

  async function typedValue(kind: FieldKind, text: string): Promise<string | readonly string[] | undefined> {
    if (kind === 'choices') return text.split(',');
    // Somebody whom the organisation does not know stays as they are: the room says so.
    return kind === 'person' ? ((await memberOf(text.split(',')[0]?.toLowerCase() ?? '')) ?? text) : text;
  }
}
