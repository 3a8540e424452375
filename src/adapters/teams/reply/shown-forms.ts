/**
 * Forms that were shown, so that one comes back with its errors and what was typed: Teams sends only the values. Known to
 * this copy of the bot for a while; where it is not known, the errors are told in words and the form stays open as it is.
 */
import { randomUUID } from 'node:crypto';
import type { Field, Form, FormValues } from '../../../chat/form.js';
import type { FieldErrors } from '../../../kernel/errors.js';
import { createCache } from '../../platform/cache.js';

const kept = 2_000;

export interface ShownForms {
  /**
   * Notes the form; answers the id of this showing.
   * @param about somebody's message that the form captures
   */
  note(form: Form, about?: string | null): string;
  /** The message that the form captures; null: none, or not known (any more). */
  about(instance: string | null): string | null;
  /** The form as it was filled in, with what is wrong; null: not known (any more). */
  again(instance: string | null, values: FormValues, errors: FieldErrors): Form | null;
}

/** Keeps the latest 2,000 forms in memory. */
export function createShownForms(): ShownForms {
  const shown = createCache<{ readonly form: Form; readonly about: string | null }>(kept);
  const find = (instance: string | null) => (instance === null ? undefined : shown.get(instance));
  return {
    note(form, about = null) {
      const instance = randomUUID();
      shown.set(instance, { form, about });
      return instance;
    },
    about: (instance) => find(instance)?.about ?? null,
    again(instance, values, errors) {
      const form = find(instance)?.form;
      return form ? { ...form, errors, fields: form.fields.map((field) => filled(field, values[field.name])) } : null;
    },
  };
}

function filled(field: Field, value: FormValues[string]): Field {
  return value === undefined ? field : ({ ...field, value } as Field);
}
