/** What the playground's API takes, checked once at its edge; routes.ts parses with these. */
import { z } from 'zod';
import type { FormValues } from '../../../chat/form.js';
import { type FieldErrors, InvalidInput } from '../../../kernel/errors.js';
import { maxIdCharacters, maxMessageLimit, maxSayCharacters, maxValueCharacters } from '../limits.js';

/** PostgreSQL stores no NUL; everything else that people type is kept. */
const noNul = (text: string) => !text.includes('\0');
/** Half a surrogate pair can't be stored as UTF-8: it becomes U+FFFD, as browsers do it. */
const wellFormed = (text: string) => Buffer.from(text, 'utf8').toString('utf8');

const asText = (name: string) => z.string({ error: `Send ${name} as text.` });
const id = (name: string) =>
  asText(name)
    .min(1, `Send ${name}; it is empty.`)
    .max(maxIdCharacters, `${name} is too long to be an id.`)
    .refine(noNul);
const optionalId = (name: string) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), id(name).nullable());

const tooLong = `A line has at most ${maxSayCharacters.toLocaleString('en')} characters; this one is longer.`;
const line = asText('the line')
  .refine((text) => text.trim() !== '', 'There is nothing to say: the line is empty.')
  .refine((text) => text.length <= maxSayCharacters, tooLong)
  .refine(noNul, 'The line holds a NUL character, which can’t be stored: leave it out.')
  .transform(wellFormed);

const value = z.union(
  [
    z.string().max(maxValueCharacters).refine(noNul).transform(wellFormed),
    z.array(z.string().max(maxValueCharacters).refine(noNul)).max(100),
    z.boolean(),
    z.number().transform(String),
    z.null().transform(() => undefined),
  ],
  {
    error: `Send text of at most ${maxValueCharacters.toLocaleString('en')} characters, a list of texts, or true or false.`,
  },
);

export const sayRequest = z.object({
  as: id('as'),
  place: optionalId('place'),
  text: line,
  thread: optionalId('thread'),
});
export const clickRequest = z.object({
  as: id('as'),
  message: id('message'),
  action: id('action'),
  value: z.preprocess((typed) => typed ?? '', asText('value').max(maxIdCharacters).refine(noNul)),
});
export const submitRequest = z.object({
  as: id('as'),
  form: id('form'),
  values: z.record(z.string(), value, { error: 'Send values as an object, by field name.' }).transform(dropEmpty),
});
export const clockRequest = z.object({
  advance: z.string({ error: 'Send advance as an ISO 8601 duration, e.g. PT6H.' }).max(100).optional(),
  to: z.string({ error: 'Send to as an ISO 8601 instant, e.g. 2026-12-01T09:00:00Z.' }).max(100).optional(),
  nextMorning: id('nextMorning').optional(),
});

const limit = z.coerce
  .number({ error: 'Send limit as a number.' })
  .int()
  .min(1)
  .max(maxMessageLimit, `limit is at most ${maxMessageLimit}.`);
export const messagesQuery = z.object({
  place: id('place').optional(),
  inbox: id('inbox').optional(),
  reply: id('reply').optional(),
  limit: limit.optional(),
  before: z
    .string()
    .regex(/^\d{1,18}$/, 'before is the id of a message.')
    .optional(),
  view: z.enum(['page'], 'view is page, or left out.').optional(),
});

/**
 * @throws InvalidInput with a sentence for each field that is wrong; '' when there is nothing to read.
 */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw InvalidInput.field('playground.body', '', 'Send a JSON object.');
  }
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: FieldErrors = Object.fromEntries(
    result.error.issues.map((issue) => [issue.path.join('.'), sentence(issue.message)]).reverse(),
  );
  throw new InvalidInput('playground.request', Object.values(fields).join(' '), fields);
}

/** Refinements without a sentence of their own are about NUL characters. */
function sentence(message: string): string {
  return message === 'Invalid input' ? 'It holds a character that can’t be stored: leave it out.' : message;
}

/** What was left empty is absent, as on the platforms. */
function dropEmpty(values: Readonly<Record<string, z.infer<typeof value>>>): FormValues {
  const isLeftEmpty = (one: unknown) => one === undefined || one === '' || (Array.isArray(one) && one.length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, one]) => !isLeftEmpty(one)));
}
