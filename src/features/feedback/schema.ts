/** What comes in for this room, from commands, forms, the web API and files, checked once and trusted inside. */

import { z } from 'zod';
import { optional, words } from '../../chat/typed.js';
import type { FieldErrors } from '../../kernel/errors.js';
import { withCommas } from '../../kernel/language/list.js';
import { phrase, say } from '../../kernel/language/say.js';
import { causeWords, outcomeWords, withdrawalWords } from './cards/value-words.js';
import { type FieldName, fieldList, fields, label } from './fields.js';
import { outcomes, rootCauseCategories, withdrawalReasons } from './rules/feedback.js';

type Shape = { readonly [Name in FieldName]: (typeof fields)[Name]['schema'] };

/** Feedback before it has an owner and a number. `owner` is as typed. */
export const draftSchema = z.strictObject(
  Object.fromEntries(fieldList.map(({ name, schema }) => [name, schema])) as Shape,
);
export type Draft = z.output<typeof draftSchema>;

export const handOverSchema = z.object({
  to: z.string({ error: () => say('Choose who takes it.') }).min(1, { error: () => say('Choose who takes it.') }),
  why: words(phrase('why'), 1000),
});

export const waitSchema = z.object({
  /** As typed or chosen. */
  until: z.string({ error: () => say('Choose the day, such as 2026-12-01.') }),
  why: optional(words(phrase('what you are waiting for'), 1000)),
});

/** Why it is opened again. */
export const reopenSchema = z.object({ why: words(phrase('why it is opened again'), 1000) });

export const joinSchema = z.object({ likely: z.string().optional(), with: z.string().optional() });

const orNone = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : value);

/** What is left out stays as it is; what is empty is taken away. */
export const editSchema = z.object({
  text: fields.text.schema.optional(),
  addition: optional(words(phrase('what is to be added'), 3000)),
  customer: z.preprocess(orNone, label(phrase('the customer’s name')).nullable().optional()),
  topic: z.preprocess(orNone, label(phrase('the topic'), 80).nullable().optional()),
  severity: fields.severity.schema,
  confidential: fields.confidential.schema,
});

/** @param error in the reader's language, so it is made when it is asked for */
const choose = <T extends readonly [string, ...string[]]>(values: T, error: () => string) => z.enum(values, { error });

const yesOrNo = optional(
  choose(['yes', 'no'] as const, () =>
    say('Choose yes or no: {values}.', { values: withCommas([say('yes'), say('no')]) }),
  ).transform((typed) => typed === 'yes'),
);

/** What its owner says of the design behind it, where they say it. */
const ticks = { designedRight: yesOrNo, doneAsDesigned: yesOrNo };

export const resolveSchema = z.object({
  outcome: choose(outcomes, () =>
    say('Choose the outcome: {values}.', { values: withCommas(outcomes.map(outcomeWords)) }),
  ),
  customerTold: words(phrase('what the customer was told'), 3000),
  rootCauseCategory: choose(rootCauseCategories, () =>
    say('Choose the kind of root cause: {values}.', { values: withCommas(rootCauseCategories.map(causeWords)) }),
  ),
  rootCause: words(phrase('the root cause'), 3000),
  prevention: words(phrase('how it is prevented next time, or why it need not be'), 3000),
  ...ticks,
  /** The name of the earlier item. */
  cameBackFrom: optional(z.string()),
});

export const withdrawSchema = z.object({
  because: choose(withdrawalReasons, () =>
    say('Choose why: {values}.', { values: withCommas(withdrawalReasons.map(withdrawalWords)) }),
  ),
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
  return issue.keys.map((key) => [key, say('There is no field {key}. Known fields: {known}.', { key, known })]);
}
