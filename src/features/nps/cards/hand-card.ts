/** A number that is kept by hand: the whole of it, as a post, and as a line of a list. */

import type { Card, Chart, Line } from '../../../chat/card.js';
import { bold, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { HandFigures } from '../figures.js';
import type { Verdict } from '../rules/news.js';
import { chartBlock, downloadBlocks, nowhere, toneOf, withEnd } from './number-parts.js';
import { type PostReason, reasonText } from './post-reason.js';
import { betterText, dateText, moveText, valueText } from './words.js';

/** A number that is typed in by hand. */
export function handCard(figures: HandFigures, charts: readonly Chart[]): Card {
  const { metric, current, previous } = figures;
  if (!current) {
    const title = say('{name}: nothing yet', { name: metric.name });
    return {
      title,
      summary: title,
      blocks: [
        {
          kind: 'text',
          line: sayLine('Nobody has typed a value in. {command} keeps the first.', {
            command: code(`metric ${metric.name} 81.5`),
          }),
        },
      ],
    };
  }
  const move = previous ? `, ${moveText(metric, current.value, previous.value)}` : '';
  const title = `${metric.name}: ${valueText(metric, current.value)}${move}`;
  return {
    title,
    summary: say('{title}. As of {date}.', { title, date: dateText(current.date) }),
    tone: toneOf(handVerdict(figures), metric),
    blocks: [
      {
        kind: 'facts',
        facts: [
          {
            label: say('Value'),
            value: sayLine('{number} on {date}', {
              number: bold(valueText(metric, current.value)),
              date: dateText(current.date),
            }),
          },
          { label: say('Change // how a number moved'), value: handChange(figures) },
          { label: say('Good'), value: betterText(metric) },
          { label: say('How sure'), value: say('one number typed in by hand, so there is no interval') },
        ],
      },
      ...charts.map(chartBlock),
      ...downloadBlocks(charts),
      ...(figures.scoresPlace ? [] : [nowhere()]),
    ],
  };
}

/** A number that is kept by hand, as it is posted, with the reason of the post. */
export function handPostCard(
  figures: HandFigures,
  { charts, reason }: { readonly charts: readonly Chart[]; readonly reason: PostReason },
): Card {
  return withEnd(handCard(figures, charts), [{ kind: 'note', line: reasonText(reason, 'value') }]);
}

function handChange({ metric, current, previous }: HandFigures): string {
  if (!current || !previous) return say('this is the first value');
  return say('{move} from {before} on {date}', {
    move: moveText(metric, current.value, previous.value),
    before: valueText(metric, previous.value),
    date: dateText(previous.date),
  });
}

function handVerdict({ current, previous }: HandFigures): Verdict {
  if (!current || !previous || current.value === previous.value) return 'noise';
  return current.value > previous.value ? 'up' : 'down';
}

/** A number that is kept by hand, in one line of a list. */
export function handLine(figures: HandFigures): Line {
  const { metric, current } = figures;
  if (!current) return say('no value yet');
  return sayLine('{number} on {date}; {change}', {
    number: bold(valueText(metric, current.value)),
    date: dateText(current.date),
    change: handChange(figures),
  });
}
