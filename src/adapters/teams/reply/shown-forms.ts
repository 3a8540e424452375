/**
 * Forms that were shown, so that one comes back with its errors and what was typed: Teams sends only the values. Kept for
 * a day, for every copy of the bot and over a restart; where it is not known, the errors are told in words and the form
 * stays open as it is.
 */
import { randomUUID } from 'node:crypto';
import type { Sweep } from '../../../chat/feature.js';
import type { Field, Form, FormValues } from '../../../chat/form.js';
import type { Clock } from '../../../kernel/clock.js';
import type { FieldErrors } from '../../../kernel/errors.js';
import type { Logger } from '../../../kernel/logger.js';
import type { Sql } from '../../../storage/database.js';
import { deleteFormsUntil, findForm, formsDue, insertForm, type ShownForm } from './forms-store.js';

const keptMs = 24 * 3_600_000;

export interface ShownForms {
  /**
   * Notes the form; answers the id of this showing.
   * @param about somebody's message that the form captures
   */
  note(form: Form, about?: string | null): Promise<string>;
  /** The message that the form captures; null: none, or not known (any more). */
  about(instance: string | null): Promise<string | null>;
  /** The form as it was filled in, with what is wrong; null: not known (any more). */
  again(instance: string | null, values: FormValues, errors: FieldErrors): Promise<Form | null>;
  /** Forgets by the clock. */
  readonly sweep: Sweep;
}

export interface ShownFormsDeps {
  readonly database: Sql;
  readonly clock: Clock;
  readonly log: Logger;
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Builds it. Without the database forms are shown all the same. */
export function createShownForms({ database, clock, log }: ShownFormsDeps): ShownForms {
  const gone = (error: unknown) => {
    log.warn({ err: error }, 'shown form not kept');
    return null;
  };
  // The id comes back from somebody's client.
  const find = async (instance: string | null): Promise<ShownForm | null> =>
    instance !== null && isId.test(instance) ? findForm(database, instance).catch(gone) : null;
  return {
    async note(form, about = null) {
      const instance = randomUUID();
      const forgetAt = new Date(clock.now().getTime() + keptMs);
      await insertForm(database, { id: instance, form, about }, forgetAt).catch(gone);
      return instance;
    },
    about: async (instance) => (await find(instance))?.about ?? null,
    async again(instance, values, errors) {
      const form = (await find(instance))?.form;
      return form ? { ...form, errors, fields: form.fields.map((field) => filled(field, values[field.name])) } : null;
    },
    sweep: { name: 'teams.forgetForms', due: formsDue, run: (now) => deleteFormsUntil(database, now) },
  };
}

function filled(field: Field, value: FormValues[string]): Field {
  return value === undefined ? field : ({ ...field, value } as Field);
}
