/** What the card of every number has: its tone, its charts with their files, and what stands at its end. Shared by the cards of numbers. */

import type { Action, Block, Card, Chart, Tone } from '../../../chat/card.js';
import { code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { Metric } from '../rules/metric.js';
import { moodOf, type Verdict } from '../rules/news.js';

const tones = { good: 'good', bad: 'warning', neutral: 'neutral' } as const satisfies Record<string, Tone>;

/** Good news for a number of which less is better is a fall. */
export const toneOf = (verdict: Verdict, { better }: Metric): Tone => tones[moodOf(verdict, better)];

/** The card with these below what it has. */
export const withEnd = (card: Card, end: readonly Block[]): Card => ({ ...card, blocks: [...card.blocks, ...end] });

/** Nobody has said where it is posted. */
export const nowhere = (): Block => ({
  kind: 'note',
  line: sayLine('It is posted nowhere yet. {command} says where the team sees it.', {
    command: code('settings scores:#place'),
  }),
});

/** The chart as a block. */
export const chartBlock = (chart: Chart): Block => ({ kind: 'chart', chart });

/** Where the bot has an address on the web, each chart can be kept as a file. */
export function downloads(charts: readonly Chart[]): Action[] {
  return charts.flatMap(({ form, pictureUrl }): Action[] => {
    if (!pictureUrl?.startsWith('https:')) return [];
    const label = form === 'stackedBars' ? say('Download the split') : say('Download the trend');
    return [{ kind: 'openLink', label, url: `${pictureUrl}&download` }];
  });
}

/** The same as a row of buttons; none, where there is no file. */
export function downloadBlocks(charts: readonly Chart[]): Block[] {
  const actions = downloads(charts);
  return actions.length === 0 ? [] : [{ kind: 'actions', actions }];
}
