/** “Was it worse than, as, or better than you expected?”, after a touchpoint; gap.ts counts the answers. */
import { invalid, trimmed } from '../../../chat/typed.js';
import { expectedBlocks } from '../cards/gap-card.js';
import { surveyRefusals as say } from '../cards/survey-words.js';
import { countExpected } from '../store/gap.js';
import type { Kind } from './kind.js';

/** In characters. */
const longestTouchpoint = 60;

export const expected: Kind = {
  name: 'expected',
  label: 'Was it as they expected?',
  title: ({ touchpoint = '' }, audience) => `was ${touchpoint} as ${audience} expected?`,
  asks: ({ touchpoint = '' }, name) => ({
    question: {
      kind: 'choices',
      legend: `${touchpoint}: was it worse than, as, or better than you expected?`,
      choices: [
        { value: 'worse', label: 'Worse than I expected' },
        { value: 'as', label: 'As I expected' },
        { value: 'better', label: 'Better than I expected' },
      ],
    },
    commentLabel: 'What made it so?',
    thanks: `People at ${name} read every answer.`,
    mail: {
      title: `${touchpoint}: was it as you expected?`,
      how: 'Press an answer. On the page that opens you can say what made it so, and send it.',
    },
  }),
  async readAbout(_, _organisationId, { touchpoint }) {
    const read = trimmed('the touchpoint', longestTouchpoint).safeParse(touchpoint);
    if (read.success) return { touchpoint: read.data.replaceAll(/\s+/gu, ' ') };
    const fault = touchpoint === undefined ? say.noTouchpoint : (read.error.issues[0]?.message ?? say.noTouchpoint);
    throw invalid('surveys.touchpoint', { touchpoint: fault });
  },
  async results({ database }, { organisationId, id }) {
    return expectedBlocks(await countExpected(database, organisationId, { surveyId: id }));
  },
};
