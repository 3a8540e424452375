/** “Is it solved for you?”: asked once after a resolution. No survey asks it, but solved.ts. */
import type { Asked } from './kind.js';

/** What a customer chooses. */
export const solvedChoices = { yes: 'Yes, it is solved', no: 'No, not yet' } as const;

/** @param name the organisation's */
export const solvedAsks = (name: string): Asked => ({
  question: {
    kind: 'choices',
    legend: 'Is it solved for you?',
    choices: Object.entries(solvedChoices).map(([value, label]) => ({ value, label })),
  },
  commentLabel: 'If not: what is still missing?',
  thanks: `Whoever looked into it at ${name} hears of it. If it is not solved, they look into it again.`,
  mail: {
    title: 'Is it solved for you?',
    how: 'Press yes or no. On the page that opens you can say what is missing, and send it.',
  },
});
