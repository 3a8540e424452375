/** How the picture of a chart looks: sizes, colours, marks. chart-option.ts and draw-chart.ts call it. */

import type { BarSeriesOption, LineSeriesOption } from 'echarts';

type Hatching = Exclude<NonNullable<BarSeriesOption['itemStyle']>['decal'], 'none' | undefined>;

/**
 * In pixels of the SVG: small, so that letters are still read where a telephone shows it 290 pixels wide. The PNG is
 * 1024 wide; Teams takes pictures of at most 1024 by 1024.
 */
export const size = { width: 400, height: 325 } as const;
export const pixelRatio = 2.56;

/** The first family covers Latin, Greek, Cyrillic, Armenian, Arabic and Hebrew, and comes with the bot; browsers may take another. */
export const fontFamily = 'DejaVu Sans, sans-serif';

export const ink = { text: '#1d2129', subtle: '#5a6270', line: '#d9dde3', zero: '#7b8492', paper: '#ffffff' } as const;

/**
 * Told apart by any eye (Okabe and Ito, "Color Universal Design", 2008): blue, vermilion, green, orange, purple, sky.
 * Each series has its own mark and dash besides.
 */
const seriesColours = ['#0072b2', '#d55e00', '#009e73', '#b07800', '#a3558b', '#2d86b8'] as const;

/**
 * Shares of a whole from the best to the worst, as in every look: promoters green, passives grey, detractors red-brown.
 * Green and brown differ in lightness too, and each share has a hatching of its own.
 */
const shareColours = ['#1b7f4b', '#c3c9d1', '#8c3b1f', '#009e73', '#cc79a7', '#56b4e9'] as const;

export const symbols = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'] as const;
type Dash = NonNullable<NonNullable<LineSeriesOption['lineStyle']>['type']>;
export const dashes: readonly Dash[] = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [2, 6], [10, 6]] as const;

/** So that bars differ in grey too: full, dotted, ruled. A lighter or a darker shade of the bar itself. */
const hatchings: readonly (Hatching | undefined)[] = [
  undefined,
  {
    symbol: 'circle',
    dashArrayX: [
      [7, 7],
      [0, 7, 7, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 0.4,
  },
  ...[-Math.PI / 4, Math.PI / 4, 0, Math.PI / 2].map(ruled),
];

function ruled(rotation: number): Hatching {
  return { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation };
}

export function lineColour(at: number): string {
  return seriesColours[at % seriesColours.length] ?? ink.text;
}

export function barColour(at: number, isStacked: boolean): string {
  const colours = isStacked ? shareColours : seriesColours;
  return colours[at % colours.length] ?? ink.text;
}

/** On quiet colours dark, on strong ones light; both read against a hatching by a halo. */
export function labelColours(at: number, isStacked: boolean): { readonly text: string; readonly halo: string } {
  const isQuiet = isStacked && at === 1;
  const colour = barColour(at, isStacked);
  return isQuiet ? { text: ink.text, halo: colour } : { text: ink.paper, halo: colour };
}

export function hatching(at: number): Hatching | undefined {
  const hatch = hatchings[at % hatchings.length];
  return hatch && { ...hatch, color: 'rgba(255, 255, 255, 0.3)' };
}
