/** Which answers of a customer the number counts. */
import { phrase } from '../../../kernel/language/say.js';

/** The ways to count, as they are typed and kept. */
export const countings = ['latest', 'every'] as const;
/** Which answers the number counts: the `latest` of each customer in the period, or `every` one. */
export type Counting = (typeof countings)[number];

/** Which answers were counted, as posts and settings say it. */
export const countingWords = {
  latest: phrase('each customer’s latest answer'),
  every: phrase('every answer'),
} as const satisfies Record<Counting, string>;
