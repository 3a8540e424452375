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
  /** Notes the form; answers the id of this showing. */
  note(form: Form): string;
  /** The form as it was filled in, with what is wrong; null: not known (any more). */
  again(instance: string | null, values: FormValues, errors: FieldErrors): Form | null;
}

/** Keeps the latest 2,000 forms in memory. */
export function createShownForms(): ShownForms {
  const shown = createCache<Form>(kept);
  return {
    note(form) {
      const instance = randomUUID();
      shown.set(instance, form);
      return instance;
    },
    again(instance, values, errors) {
      const form = instance === null ? undefined : shown.get(instance);
      return form ? { ...form, errors, fields: form.fields.map((field) => filled(field, values[field.name])) } : null;
    },
  };
}

function filled(field: Field, value: FormValues[string]): Field {
  return value === undefined ? field : ({ ...field, value } as Field);
}
