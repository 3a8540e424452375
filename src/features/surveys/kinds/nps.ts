/** “How likely are you to recommend us?”: its answers are counted by nps, and a detractor's words become feedback. */
import { phrase, say } from '../../../kernel/language/say.js';
import type { Kind } from './kind.js';

export const nps: Kind = {
  name: 'nps',
  label: phrase('Would they recommend us?'),
  title: (_, audience) => say('would {audience} recommend us?', { audience }),
  asks: (_, name) => ({
    question: {
      kind: 'scale',
      legend: say('How likely are you to recommend {name} to a friend or colleague?', { name }),
      lowest: 0,
      highest: 10,
      ends: [say('not at all likely'), say('extremely likely')],
    },
    commentLabel: say('What is the main reason?'),
    thanks: say('People at {name} read every answer.', { name }),
    mail: {
      title: say('How likely are you to recommend {name}?', { name }),
      how: say('Press a number. On the page that opens you can say why, and send it.'),
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
