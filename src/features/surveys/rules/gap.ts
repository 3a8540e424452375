/** The four boxes: what was designed and what was done, what was expected and what was got. Pure. */

/** What customers answered, the last answer of each. */
export interface ExpectedCounts {
  readonly worse: number;
  readonly as: number;
  readonly better: number;
}

/** With fewer answers, one more of them would tell another story. */
export const leastAnswers = 10;

/** How many answers are missing before a box says anything; 0: none. */
export const missingOf = (count: number): number => Math.max(0, leastAnswers - count);

/** How many answered. */
export const answersOf = ({ worse, as, better }: ExpectedCounts): number => worse + as + better;
