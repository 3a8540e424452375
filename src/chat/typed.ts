/** Reads what people type and fill in, in every room alike: required words, values that may be left out, and all problems at once. */

import { z } from 'zod';
import { type FieldErrors, InvalidInput, noProblems } from '../kernel/errors.js';
import { say } from '../kernel/language/say.js';

/** PostgreSQL holds neither NUL nor half a surrogate pair: refused, because leaving them out would change the words. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Cs}/u.test(text);
}

/** The refusal of text that the database cannot keep. */
export const unstorable = (): string =>
  say('This contains characters that can’t be kept (NUL or half a symbol). Copy the text again without them.');

/** The refusal of text with more characters than its limit. */
export const tooLong = (length: number, max: number): string =>
  say('{count, number} characters is too long. The limit is {limit, number}.', { count: length, limit: max });

const write = (what: string): string => say('Please write {what}.', { what: say(what) });

/** Of a thousand long texts at once: nothing is made of each letter. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/**
 * Text that has to be given, as it was written.
 * @param what of which people are asked to write it: `what the customer said`
 * @param max in characters
 */
export const words = (what: string, max: number) =>
  z
    .string({
      error: ({ input }) =>
        input === undefined ? write(what) : say('Please give {what} as text.', { what: say(what) }),
    })
    .refine((text) => text.trim() !== '', { error: () => write(what), abort: true })
    .refine((text) => lengthOf(text) <= max, { error: ({ input }) => tooLong(lengthOf(String(input)), max) })
    .refine(isStorable, { error: unstorable });

/** The same without spaces around it. */
export const trimmed = (what: string, max: number) => words(what, max).transform((text) => text.trim());

/** Left empty in a form or file means not given. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : (value ?? undefined)),
    schema.optional(),
  );

/** The first problem of each field; of what has no field under the empty name. */
export function firstProblems({ issues }: z.ZodError): FieldErrors {
  const problems = noProblems();
  for (const { path, message } of issues) problems[String(path[0] ?? '')] ??= message;
  return problems;
}

/** What is wrong, by field; the message is the first of them. */
export const invalid = (code: string, problems: FieldErrors): InvalidInput =>
  new InvalidInput(code, Object.values(problems)[0] ?? say('This can’t be taken as it is.'), problems);

/** Throws InvalidInput with each field's problem. @param code of the error: `ideas.invalid` */
export function readInput<T extends z.ZodType>(
  code: string,
  schema: T,
  value: unknown,
  problemsOf: (error: z.ZodError) => FieldErrors = firstProblems,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(code, problemsOf(result.error));
}
