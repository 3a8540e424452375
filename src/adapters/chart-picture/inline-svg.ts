/** A chart as SVG that stands in a page of ours: it takes the page's colours, light or dark, and breaks none of its rules. */
import type { Chart } from '../../chat/card.js';
import { drawSvg } from './draw-chart.js';
import { ink } from './look.js';

/** Drawing takes some 20 ms, and a page is asked for every half minute by each screen that shows it. */
const keptCount = 200;
const kept = new Map<string, string>();

/** The page's own names of what the picture draws in fixed colours. */
const colours: Readonly<Record<string, string>> = {
  [ink.text]: 'var(--text)',
  [ink.subtle]: 'var(--soft)',
  [ink.line]: 'var(--grid)',
  [ink.zero]: 'var(--line)',
  '#0072b2': 'var(--series)',
  '#cfe2ef': 'var(--band)',
};

/** @param name begins the ids in it: two charts of one page have different ones */
export async function inlineSvg(chart: Chart, name: string): Promise<string> {
  const { pictureUrl: _elsewhere, ...shown } = chart;
  const key = `${name} ${JSON.stringify(shown)}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const drawn = adapt(await drawSvg(shown), name);
  if (kept.size >= keptCount) kept.clear();
  kept.set(key, drawn);
  return drawn;
}

/**
 * Pages allow no styles on elements, so that they become attributes; what a mouse does in ECharts is left out. On a page
 * from right to left, figures would turn round: −20 to 20−.
 */
function adapt(svg: string, name: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<rect [^>]*fill="#ffffff"[^>]*><\/rect>\n?/, '')
    .replace(/ (?:class|ecmeta_\w+|xmlns(?::\w+)?|version|baseProfile)="[^"]*"/g, '')
    .replace(/^<svg width="\d+" height="\d+"/, '<svg aria-hidden="true" direction="ltr"')
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replaceAll(/\bzr\d+-c/g, `${name}-c`)
    .replaceAll(/#[0-9a-f]{6}/g, (colour) => colours[colour] ?? colour);
}

/** `font-size:12px;font-weight:bold;` as attributes; the font is the page's. */
const attributesOf = (style: string): string =>
  style
    .split(';')
    .map((each) => each.split(':'))
    .filter(([key, value]) => value !== undefined && key !== 'font-family')
    .map(([key, value]) => ` ${key}="${value}"`)
    .join('');
