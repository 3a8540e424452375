/** A number that is kept by hand: the whole of it, as a post, and as a line of a list. */
import type { Card, Chart, Line } from '../../../chat/card.js';
import { bold, code } from '../../../chat/card.js';
import type { HandFigures } from '../figures.js';
import type { Verdict } from '../rules/news.js';
import { chartBlock, downloadBlocks, nowhere, toneOf, withEnd } from './number-parts.js';
import { type PostReason, reasonText } from './post-reason.js';
import { dateText, moveText, valueText } from './words.js';

/** A number that is typed in by hand. */
export function handCard(figures: HandFigures, charts: readonly Chart[]): Card {
  const { metric, current, previous } = figures;
  if (!current) {
    const title = `${metric.name}: nothing yet`;
    return {
      title,
      summary: title,
      blocks: [
        {
          kind: 'text',
          line: ['Nobody has typed a value in. ', code(`metric ${metric.name} 81.5`), ' keeps the first.'],
        },
      ],
    };
  }
  const move = previous ? `, ${moveText(metric, current.value, previous.value)}` : '';
  const title = `${metric.name}: ${valueText(metric, current.value)}${move}`;
  return {
    title,
    summary: `${title}. As of ${dateText(current.date)}.`,
    tone: toneOf(handVerdict(figures), metric),
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Value', value: [bold(valueText(metric, current.value)), ` on ${dateText(current.date)}`] },
          { label: 'Change', value: handChange(figures) },
          { label: 'Good', value: `${metric.better} is better` },
          { label: 'How sure', value: 'one number typed in by hand, so there is no interval' },
        ],
      },
      ...charts.map(chartBlock),
      ...downloadBlocks(charts),
      ...(figures.scoresPlace ? [] : [nowhere]),
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
  if (!current || !previous) return 'this is the first value';
  return `${moveText(metric, current.value, previous.value)} from ${valueText(metric, previous.value)} on ${dateText(previous.date)}`;
}

function handVerdict({ current, previous }: HandFigures): Verdict {
  if (!current || !previous || current.value === previous.value) return 'noise';
  return current.value > previous.value ? 'up' : 'down';
}

/** A number that is kept by hand, in one line of a list. */
export function handLine(figures: HandFigures): Line {
  const { metric, current } = figures;
  if (!current) return 'no value yet';
  return [bold(valueText(metric, current.value)), ` on ${dateText(current.date)}; ${handChange(figures)}`];
}
