/** What comes in for this room, from commands, forms, the web API and files, checked once and trusted inside. */

import { z } from 'zod';
import { isStorable, unstorable } from '../../chat/storable.js';
import type { FieldErrors } from '../../kernel/errors.js';
import { maxTextLength, outcomes, rootCauseCategories, severities } from './rules/feedback.js';

const words = (what: string, max: number) =>
  z
    .string({ error: ({ input }) => (input === undefined ? `Please write ${what}.` : `Please give ${what} as text.`) })
    .refine((text) => text.trim() !== '', { error: `Please write ${what}.` })
    .refine((text) => [...text].length <= max, {
      error: (issue) =>
        `That is ${formatCount([...String(issue.input)].length)} characters; at most ${formatCount(max)} can be taken. Shorten it or split it in two.`,
    })
    .refine(isStorable, { error: unstorable });

const formatCount = (count: number): string => count.toLocaleString('en-GB');

const label = (what: string, max = 200) => words(what, max).transform((text) => text.trim());

/** Left empty in a form or file means not given. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : (value ?? undefined)),
    schema.optional(),
  );

const score = z
  .union([z.number(), z.string().trim().regex(/^\d+$/).transform(Number)], {
    error: 'A score is a whole number from 0 to 10.',
  })
  .refine((value) => Number.isInteger(value) && value >= 0 && value <= 10, {
    error: 'A score is a whole number from 0 to 10.',
  });

const yes = z
  .union(
    [
      z.boolean(),
      z
        .string()
        .toLowerCase()
        .pipe(z.enum(['yes', 'no', 'true', 'false'])),
    ],
    { error: 'Say yes or no.' },
  )
  .transform((value) => value === true || value === 'yes' || value === 'true');

/** Feedback before it has an owner and a number. `owner` is as typed. */
export const draftSchema = z.strictObject({
  text: words('what the customer said', maxTextLength),
  customer: optional(label('the customer’s name')),
  topic: optional(label('the topic', 80)),
  severity: optional(
    z
      .string()
      .trim()
      .toLowerCase()
      .pipe(z.enum(severities, { error: 'Severity is low, normal or high.' })),
  ),
  score: optional(score),
  author: optional(label('who said it')),
  link: optional(
    z
      .url({ protocol: /^https?$/, error: 'A link starts with https:// or http://.' })
      .max(2000, 'A link has at most 2,000 characters.'),
  ),
  confidential: optional(yes),
  owner: optional(label('the owner')),
  sourceId: optional(label('the source’s own id', 500)),
  capturedAt: optional(
    z.iso
      .datetime({ offset: true, error: 'A time looks like 2026-11-20T09:30:00Z.' })
      .transform((text) => new Date(text)),
  ),
});
export type Draft = z.output<typeof draftSchema>;

export const handOverSchema = z.object({
  to: z.string({ error: 'Choose who takes it.' }).min(1, 'Choose who takes it.'),
  why: words('why', 1000),
});

export const waitSchema = z.object({
  until: z.iso.date({ error: 'Choose the day, such as 2026-12-01.' }),
  why: optional(words('what you are waiting for', 1000)),
});

const choose = <T extends readonly [string, ...string[]]>(values: T, what: string) =>
  z.enum(values, { error: `Choose ${what}: ${values.join(', ')}.` });

export const resolveSchema = z.object({
  outcome: choose(outcomes, 'the outcome'),
  customerTold: words('what the customer was told', 3000),
  rootCauseCategory: choose(rootCauseCategories, 'the kind of root cause'),
  rootCause: words('the root cause', 3000),
  prevention: words('how it is prevented next time, or why it need not be', 3000),
});

/** Problems by field name, one sentence each; null when there are none. */
export function fieldErrorsOf(error: z.ZodError): FieldErrors {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    for (const [field, message] of problemsOf(issue)) fields[field] ??= message;
  }
  return fields;
}

function problemsOf(issue: z.core.$ZodIssue): [string, string][] {
  if (issue.code !== 'unrecognized_keys') return [[String(issue.path[0] ?? ''), issue.message]];
  const known = Object.keys(draftSchema.shape).join(', ');
  return issue.keys.map((key) => [key, `There is no field ${key}. Known fields: ${known}.`]);
}
