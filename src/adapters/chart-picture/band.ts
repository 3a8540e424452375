/** The 95 % interval round the first line: an area where points follow each other, a whisker where one stands alone. chart-option.ts calls it. */

import type { CustomSeriesOption, CustomSeriesRenderItemAPI } from 'echarts';
import type { Chart } from '../../chat/card.js';
import { say } from '../../kernel/language/say.js';
import { ink, lineColour } from './look.js';

export const bandName = (): string => say('95 % interval');

/** Points that follow each other without a gap. */
export interface Stretch {
  /** The place of the first among the categories. */
  readonly from: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

type Band = NonNullable<Chart['band']>;

/** None where no point has an interval. */
export function bandSeries(band: Band | undefined): CustomSeriesOption[] {
  const stretches = band ? stretchesOf(band) : [];
  if (stretches.length === 0) return [];
  return [
    {
      type: 'custom',
      name: bandName(),
      color: bandColour,
      data: stretches.map(({ from, low, high }) => [from, Math.min(...low), Math.max(...high)]),
      encode: { x: 0, y: [1, 2] },
      silent: true,
      z: 2,
      renderItem: ({ dataIndex }, api) => {
        const stretch = stretches[dataIndex];
        return stretch && (stretch.low.length > 1 ? area(stretch, api) : whisker(stretch, api));
      },
    },
  ];
}

/** The line's blue on white, opaque: legends and areas then show the same. */
const bandColour = '#cfe2ef';

export function stretchesOf({ low, high }: Band): readonly Stretch[] {
  const stretches: { from: number; low: number[]; high: number[] }[] = [];
  let isOpen = false;
  for (const [at, least] of low.entries()) {
    const most = high[at] ?? null;
    if (least === null || most === null) {
      isOpen = false;
      continue;
    }
    if (!isOpen) stretches.push({ from: at, low: [], high: [] });
    isOpen = true;
    stretches.at(-1)?.low.push(least);
    stretches.at(-1)?.high.push(most);
  }
  return stretches;
}

function area({ from, low, high }: Stretch, api: CustomSeriesRenderItemAPI) {
  const there = high.map((value, step) => api.coord([from + step, value]));
  const back = low.map((value, step) => api.coord([from + step, value])).reverse();
  return { type: 'polygon' as const, shape: { points: [...there, ...back] }, style: { fill: bandColour } };
}

function whisker({ from, low, high }: Stretch, api: CustomSeriesRenderItemAPI) {
  const [x = 0, top = 0] = api.coord([from, high[0] ?? 0]);
  const [, bottom = 0] = api.coord([from, low[0] ?? 0]);
  const style = { stroke: lineColour(0), lineWidth: 1.5, fill: ink.paper };
  const stroke = (x1: number, y1: number, x2: number, y2: number) =>
    ({ type: 'line', shape: { x1, y1, x2, y2 }, style }) as const;
  const width = 14;
  const wide = {
    type: 'rect',
    shape: { x: x - width / 2, y: top, width, height: bottom - top },
    style: { fill: bandColour },
  } as const;
  return {
    type: 'group' as const,
    children: [
      wide,
      stroke(x, top, x, bottom),
      stroke(x - width / 2, top, x + width / 2, top),
      stroke(x - width / 2, bottom, x + width / 2, bottom),
    ],
  };
}
