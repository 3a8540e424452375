/** Reads what people typed or filled in into this room's input types; says what is wrong field by field. */

import type { z } from 'zod';
import type { CommandLine } from '../../chat/command-line.js';
import type { FormValues } from '../../chat/form.js';
import { readInput } from '../../chat/typed.js';
import { detailFields, valuesOf } from './fields.js';
import { feedbackNumbers } from './rules/feedback.js';
import { type Draft, draftSchema, fieldErrorsOf } from './schema.js';

/** What `feedback TEXT …` says. Throws InvalidInput with the fields. */
export function draftOf({ text, details }: CommandLine): Draft {
  return parse(draftSchema, { text, ...valuesOf(detailFields, details) });
}

/** Parses with a schema of this room; throws InvalidInput whose message is the first problem. */
export const parse = <T extends z.ZodType>(schema: T, value: unknown): z.output<T> =>
  readInput('feedback.invalid', schema, value, fieldErrorsOf);

/** `F-12` as a button's value or a form's subject. Throws InvalidInput. */
export const numberOf = feedbackNumbers.read;

/** Empty optional fields come as empty text on some platforms: leave them out. */
export function filledIn(values: FormValues): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined));
}
