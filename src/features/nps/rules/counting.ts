/** Which answers of a customer the number counts. */
export const countings = ['latest', 'every'] as const;
export type Counting = (typeof countings)[number];

export const countingWords = {
  latest: 'each customer’s latest answer',
  every: 'every answer',
} as const satisfies Record<Counting, string>;
