/** “How likely are you to recommend us?”: its answers are counted by nps, and a detractor's words become feedback. */
import type { Kind } from './kind.js';

export const nps: Kind = {
  name: 'nps',
  label: 'Would they recommend us?',
  title: (_, audience) => `would ${audience} recommend us?`,
  asks: (_, name) => ({
    question: {
      kind: 'scale',
      legend: `How likely are you to recommend ${name} to a friend or colleague?`,
      lowest: 0,
      highest: 10,
      ends: ['not at all likely', 'extremely likely'],
    },
    commentLabel: 'What is the main reason?',
    thanks: `People at ${name} read every answer.`,
    mail: {
      title: `How likely are you to recommend ${name}?`,
      how: 'Press a number. On the page that opens you can say why, and send it.',
    },
  }),
  take: ({ nps: counting }, tx, organisationId, answers) =>
    counting.takeAnswers(
      tx,
      organisationId,
      answers.map(({ formId, value, comment, customer }) => ({
        formId,
        score: Number(value),
        comment: comment ?? undefined,
        customer,
      })),
    ),
};
