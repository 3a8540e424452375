/** A neutral form as the playground's API gives it, and the instance id that brings form, subject and place back. */

import type { Field, Form } from '../../../chat/form.js';
import { lineToText } from '../../../chat/plain-text.js';
import type { FieldErrors } from '../../../kernel/errors.js';
import { InvalidInput } from '../../../kernel/errors.js';

/** A form as the page reads it. */
export interface FormJson {
  /** Goes back as `form` in /submit: `feedback.resolve F-12`. */
  readonly id: string;
  readonly title: string;
  readonly intro?: string;
  readonly submit: string;
  readonly fields: readonly Field[];
  readonly errors?: FieldErrors;
}

/** Which form, about what, opened where. */
export interface FormInstance {
  readonly form: string;
  readonly subject: string;
  readonly placeId: string | null;
}

/** A form as JSON for the page. `placeId`: where it was opened. */
export function renderForm(form: Form, placeId: string | null): FormJson {
  return {
    id: formId({ form: form.form, subject: form.subject, placeId }),
    title: form.title,
    ...(form.intro !== undefined && { intro: lineToText(form.intro) }),
    submit: form.submit,
    fields: form.fields,
    ...(form.errors && { errors: form.errors }),
  };
}

const placeMark = ' @place:';

/** `ROOM.VERB SUBJECT`, and where it was opened when that was in a place. */
export function formId({ form, subject, placeId }: FormInstance): string {
  return `${form} ${subject}${placeId ? placeMark + placeId : ''}`;
}

/** @throws InvalidInput on `form` when it is not an id that formId() could have made. */
export function parseFormId(id: string): FormInstance {
  const [, form, rest = ''] = /^(\w+\.\w+)(?: ([\s\S]*))?$/.exec(id.trimStart()) ?? [];
  if (!form) {
    throw InvalidInput.field('playground.formId', 'form', 'Send the form’s id as it came in reply.form.id.');
  }
  const mark = rest.lastIndexOf(placeMark);
  if (mark < 0) return { form, subject: rest, placeId: null };
  return { form, subject: rest.slice(0, mark), placeId: rest.slice(mark + placeMark.length) };
}
