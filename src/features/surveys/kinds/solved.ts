/** “Is it solved for you?”: asked once after a resolution. No survey asks it, but solved.ts. */
import { phrase, say } from '../../../kernel/language/say.js';
import type { Asked } from './kind.js';

/** What a customer chooses. */
export const solvedChoices = { yes: phrase('Yes, it is solved'), no: phrase('No, not yet') } as const;

/** @param name the organisation's */
export const solvedAsks = (name: string): Asked => ({
  question: {
    kind: 'choices',
    legend: say('Is it solved for you?'),
    choices: Object.entries(solvedChoices).map(([value, label]) => ({ value, label: say(label) })),
  },
  commentLabel: say('If not: what is still missing?'),
  thanks: say('Whoever looked into it at {name} hears of it. If it is not solved, they look into it again.', { name }),
  mail: {
    title: say('Is it solved for you?'),
    how: say('Press yes or no. On the page that opens you can say what is missing, and send it.'),
  },
});
