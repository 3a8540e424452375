/** “If you could choose one thing”: customers choose the touchpoint to improve first; the team guesses beforehand. */
import { phrase, say } from '../../../kernel/language/say.js';
import { results } from '../one-thing/results.js';
import { readTouchpoints, usualTouchpoints } from '../rules/touchpoints.js';
import type { Kind } from './kind.js';

export const onething: Kind = {
  name: 'onething',
  label: phrase('What should we improve first?'),
  title: (_, audience) => say('what should we improve first for {audience}?', { audience }),
  asks: ({ touchpoints = [] }, name) => ({
    question: {
      kind: 'choices',
      legend: say('If you could choose one thing for {name} to improve, what would it be?', { name }),
      choices: touchpoints.map((touchpoint) => ({ value: touchpoint, label: touchpoint })),
    },
    commentLabel: say('What about it is broken?'),
    thanks: say('People at {name} read every answer, and improve first what is chosen most.', { name }),
    mail: {
      title: say('What should {name} improve first?', { name }),
      how: say('Press one. On the page that opens you can say what about it is broken, and send it.'),
    },
  }),
  readAbout: async (_deps, _organisationId, { touchpoints }) => ({
    touchpoints: touchpoints === undefined ? usualTouchpoints() : readTouchpoints(touchpoints),
  }),
  results,
};
