/** What comes in for this room, from commands and forms, checked once and trusted inside. */

import { z } from 'zod';
import { optional, readInput, trimmed } from '../../chat/typed.js';
import { phrase, say } from '../../kernel/language/say.js';
import { limits } from './rules/idea.js';

/** Null: not given. */
const orNull = <T extends z.ZodType>(schema: T) => optional(schema).transform((value) => value ?? null);

/** On one line: it stands in titles. */
const title = trimmed(phrase('a title: the idea in a few words'), limits.title).transform((text) =>
  text.replace(/\s+/gu, ' '),
);

/** What `idea TITLE` opens the form with. */
export const titleSchema = z.object({ title });

/** The form, its words as written; what they cite and name is looked up by post.ts. */
export const postSchema = z.object({
  title,
  touches: trimmed(phrase('which customers this touches'), limits.touches),
  customers: orNull(trimmed(phrase('the names'), limits.touches)),
  delights: trimmed(phrase('why it would delight them'), limits.delights),
  problem: orNull(trimmed(phrase('the problem or opportunity'), limits.problem)),
  benefit: orNull(trimmed(phrase('the greatest benefit'), limits.benefit)),
  evidence: orNull(trimmed(phrase('how we know'), limits.evidence)),
  experience: orNull(trimmed(phrase('what they will experience'), limits.experience)),
  access: orNull(trimmed(phrase('how someone uses it who cannot see, hear, or use a mouse'), limits.access)),
});
/** The values of the form for a new idea, read. */
export type Draft = z.output<typeof postSchema>;

/** The form's fields, in their order. */
export const draftFields = Object.keys(postSchema.shape) as readonly (keyof Draft)[];

export const moveSchema = z.object({
  to: z.enum(['discussed', 'adopted', 'parked'], { error: () => say('Choose where it goes.') }),
  why: trimmed(phrase('why'), limits.why),
});

/** As typed or chosen. */
const date = z.string({ error: () => say('Choose the day, such as 2026-12-01.') });

/** A metric's value as people write it, with its unit: 40 %, 11 a week, 3,200 €. */
const measured = (what: string) =>
  trimmed(what, limits.value).refine((text) => /\p{N}/u.test(text), {
    error: () => say('There is no number in it. Write one with its unit, such as 40 %.'),
  });

export const trySchema = z.object({
  change: trimmed(phrase('what changes'), limits.change),
  metric: trimmed(phrase('which metric will tell'), limits.metric),
  valueBefore: measured(phrase('its value today, even if it is a guess')),
  better: orNull(z.enum(['higher', 'lower'], { error: () => say('Choose higher or lower, or leave it open.') })),
  endsOn: date,
  runner: orNull(z.string()),
});
export type Trial = z.output<typeof trySchema>;

export const resultSchema = z.object({
  valueAfter: measured(phrase('the value now')),
  learned: orNull(trimmed(phrase('what you learned'), limits.learned)),
});

export const endSchema = z.object({ endsOn: date, why: trimmed(phrase('why'), limits.why) });

/** Parses with a schema of this room; throws InvalidInput with each field's problem, whose message is the first. */
export const parse = <T extends z.ZodType>(schema: T, value: unknown): z.output<T> =>
  readInput('ideas.invalid', schema, value);
