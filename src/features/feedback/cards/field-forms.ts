/** The fields of feedback as forms ask for them, in the reader's language. */
import type { Field } from '../../../chat/form.js';
import { say } from '../../../kernel/language/say.js';
import { type FieldName, fields } from '../fields.js';

/** @param value what stands in it; absent: what the field begins with. null: no form asks for it */
export function fieldOfForm(name: FieldName, value?: unknown): Field | null {
  const { form, label } = fields[name];
  if (!form) return null;
  return {
    ...form,
    name,
    label: say(label),
    ...(form.hint !== undefined && { hint: say(form.hint) }),
    ...('placeholder' in form && form.placeholder !== undefined && { placeholder: say(form.placeholder) }),
    ...('options' in form && { options: form.options.map((each) => ({ ...each, label: say(each.label) })) }),
    ...(value !== undefined && { value }),
  } as Field;
}
