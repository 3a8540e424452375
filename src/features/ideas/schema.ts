/** What comes in for this room, from commands and forms, checked once and trusted inside. */

import { z } from 'zod';
import { isStorable, unstorable } from '../../chat/storable.js';
import { InvalidInput } from '../../kernel/errors.js';
import { limits } from './rules/idea.js';

const formatCount = (count: number): string => count.toLocaleString('en-GB');
const lengthOf = (text: string): number => [...text].length;

const words = (what: string, max: number) =>
  z
    .string({ error: `Please write ${what}.` })
    .refine((text) => text.trim() !== '', { error: `Please write ${what}.`, abort: true })
    .refine((text) => lengthOf(text) <= max, {
      error: ({ input }) =>
        `That is ${formatCount(lengthOf(String(input)))} characters; at most ${formatCount(max)} fit. Say it more briefly.`,
    })
    .refine(isStorable, { error: unstorable })
    .transform((text) => text.trim());

/** Left empty in a form means not given. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : (value ?? undefined)),
    schema.optional().transform((value) => value ?? null),
  );

/** On one line: it stands in titles. */
const title = words('a title: the idea in a few words', limits.title).transform((text) => text.replace(/\s+/gu, ' '));

/** What `idea TITLE` opens the form with. */
export const titleSchema = z.object({ title });

/** The form, its words as written; what they cite and name is looked up by post.ts. */
export const postSchema = z.object({
  title,
  touches: words('which customers this touches', limits.touches),
  customers: optional(words('the names', limits.touches)),
  delights: words('why it would delight them', limits.delights),
  problem: optional(words('the problem or opportunity', limits.problem)),
  benefit: optional(words('the greatest benefit', limits.benefit)),
  evidence: optional(words('how we know', limits.evidence)),
  experience: optional(words('what they will experience', limits.experience)),
});
/** The values of the form for a new idea, read. */
export type Draft = z.output<typeof postSchema>;

/** The form's fields, in their order. */
export const draftFields = Object.keys(postSchema.shape) as readonly (keyof Draft)[];

export const moveSchema = z.object({
  to: z.enum(['discussed', 'adopted', 'parked'], { error: 'Choose where it goes.' }),
  why: words('why', limits.why),
});

const date = z.iso.date({ error: 'Choose the day, such as 2026-12-01.' });

export const trySchema = z.object({
  change: words('what changes', limits.change),
  metric: words('which metric will tell', limits.metric),
  valueBefore: words('its value today, even if it is a guess', limits.value),
  better: optional(z.enum(['higher', 'lower'], { error: 'Choose higher or lower, or leave it open.' })),
  endsOn: date,
  runner: optional(z.string()),
});
export type Trial = z.output<typeof trySchema>;

export const resultSchema = z.object({
  valueAfter: words('the value now', limits.value),
  learned: optional(words('what you learned', limits.learned)),
});

export const endSchema = z.object({ endsOn: date, why: words('why', limits.why) });

/** Parses with a schema of this room; throws InvalidInput with each field's problem, whose message is the first. */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const { path, message } of result.error.issues) fields[String(path[0] ?? '')] ??= message;
  throw new InvalidInput('ideas.invalid', Object.values(fields)[0] ?? 'This can’t be taken as it is.', fields);
}
