/** “Was it worse than, as, or better than you expected?”, after a touchpoint; gap.ts counts the answers. */

import { invalid, trimmed } from '../../../chat/typed.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { expectedBlocks } from '../cards/gap-card.js';
import { surveyRefusals as refusals } from '../cards/survey-words.js';
import { countExpected } from '../store/gap.js';
import type { Kind } from './kind.js';

/** In characters. */
const longestTouchpoint = 60;

export const expected: Kind = {
  name: 'expected',
  label: phrase('Was it as they expected?'),
  title: ({ touchpoint = '' }, audience) => say('was {touchpoint} as {audience} expected?', { touchpoint, audience }),
  asks: ({ touchpoint = '' }, name) => ({
    question: {
      kind: 'choices',
      legend: say('{touchpoint}: was it worse than, as, or better than you expected?', { touchpoint }),
      choices: [
        { value: 'worse', label: say('Worse than I expected') },
        { value: 'as', label: say('As I expected') },
        { value: 'better', label: say('Better than I expected') },
      ],
    },
    commentLabel: say('What made it so?'),
    thanks: say('People at {name} read every answer.', { name }),
    mail: {
      title: say('{touchpoint}: was it as you expected?', { touchpoint }),
      how: say('Press an answer. On the page that opens you can say what made it so, and send it.'),
    },
  }),
  async readAbout(_, _organisationId, { touchpoint }) {
    const read = trimmed(say('the touchpoint'), longestTouchpoint).safeParse(touchpoint);
    if (read.success) return { touchpoint: read.data.replaceAll(/\s+/gu, ' ') };
    const fault =
      touchpoint === undefined ? refusals.noTouchpoint() : (read.error.issues[0]?.message ?? refusals.noTouchpoint());
    throw invalid('surveys.touchpoint', { touchpoint: fault });
  },
  async results({ database }, { organisationId, id }) {
    return expectedBlocks(await countExpected(database, organisationId, { surveyId: id }));
  },
};
