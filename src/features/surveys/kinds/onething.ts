/** “If you could choose one thing”: customers choose the touchpoint to improve first; the team guesses beforehand. */
import { results } from '../one-thing/results.js';
import { readTouchpoints, usualTouchpoints } from '../rules/touchpoints.js';
import type { Kind } from './kind.js';

export const onething: Kind = {
  name: 'onething',
  label: 'What should we improve first?',
  title: (_, audience) => `what should we improve first for ${audience}?`,
  asks: ({ touchpoints = [] }, name) => ({
    question: {
      kind: 'choices',
      legend: `If you could choose one thing for ${name} to improve, what would it be?`,
      choices: touchpoints.map((touchpoint) => ({ value: touchpoint, label: touchpoint })),
    },
    commentLabel: 'What about it is broken?',
    thanks: `People at ${name} read every answer, and improve first what is chosen most.`,
    mail: {
      title: `What should ${name} improve first?`,
      how: 'Press one. On the page that opens you can say what about it is broken, and send it.',
    },
  }),
  readAbout: async (_deps, _organisationId, { touchpoints }) => ({
    touchpoints: touchpoints === undefined ? usualTouchpoints : readTouchpoints(touchpoints),
  }),
  results,
};
