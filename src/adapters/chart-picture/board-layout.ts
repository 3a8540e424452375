/** Where each line of a sheet for the wall stands, and the SVG of it. Pure; draw-chart.ts makes it a picture. */

import { beginsFromTheRight } from '../../chat/bidi.js';
import type { Board, BoardRow } from '../../chat/board.js';
import { shorten } from '../../chat/shorten.js';
import { say } from '../../kernel/language/say.js';
import { type Html, html } from '../platform/html.js';
import { literalLine } from '../platform/render/literal-text.js';
import { fontFamily, ink, lineColour } from './look.js';
import { textWidth } from './text-width.js';

/** Of the picture, in pixels: as high to as wide as A4, so that it fills one printed sheet. */
const picture = { width: 1_440, height: 2_036 } as const;
const ratio = picture.height / picture.width;
/** In pixels: as wide as a telephone, where its letters are read. What has more to say gets more room and smaller letters. */
const leastWidth = 360;
const edge = 18;

/** A style of letters: size and the height of a line, in pixels. */
interface Letters {
  readonly size: number;
  readonly line: number;
  readonly isBold?: true;
  readonly colour?: string;
}

const letters = {
  owner: { size: 10.5, line: 15, colour: ink.subtle },
  title: { size: 17, line: 22, isBold: true },
  finding: { size: 12, line: 16.5, isBold: true },
  label: { size: 11.5, line: 15 },
  axis: { size: 10, line: 13, colour: ink.subtle },
  quote: { size: 11.5, line: 15.5 },
  by: { size: 10, line: 13, colour: ink.subtle },
  note: { size: 10, line: 12.5, colour: ink.subtle },
} as const satisfies Record<string, Letters>;

const barHeight = 10;
const [barColour, teamColour] = [lineColour(0), lineColour(1)];

/** A part of the sheet, drawn from the height at which it begins. */
interface Part {
  readonly height: number;
  readonly draw: (top: number) => Html;
}

/** The sheet as SVG, with the height to width of A4. */
export function boardSvg(board: Board): string {
  let width = leastWidth;
  let parts = partsOf(board, width);
  while (2 * edge + heightOf(parts.body) + heightOf(parts.foot) > width * ratio) {
    width += 10;
    parts = partsOf(board, width);
  }
  const height = round(width * ratio);
  const [upper, foot] = [drawn(parts.body, edge), drawn(parts.foot, height - edge - heightOf(parts.foot))];
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${picture.width}" height="${picture.height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}">
<rect width="${width}" height="${height}" fill="${ink.paper}"/>
<rect width="${width}" height="6" fill="${barColour}"/>
${upper}${foot}</svg>`.text;
}

const heightOf = (parts: readonly Part[]): number => parts.reduce((sum, { height }) => sum + height, 0);

/** One below the other. */
function drawn(parts: readonly Part[], from: number): readonly Html[] {
  let top = from;
  return parts.map(({ height, draw }) => {
    const at = round(top);
    top += height;
    return draw(at);
  });
}

interface Parts {
  readonly body: readonly Part[];
  /** Stands at the lower end of the sheet. */
  readonly foot: readonly Part[];
}

function partsOf(board: Board, width: number): Parts {
  const inner = width - 2 * edge;
  const { rows, quotes } = board;
  const shownTo = scaleEnd(rows);
  // Many bars leave less room for words.
  const most = rows.length > 6 ? 2 : 3;
  const body = [
    ...paragraph(board.owner, letters.owner, { width: inner, most: 1 }),
    ...paragraph(board.title, letters.title, { width: inner, most: 3 }),
    gap(4),
    ...board.findings.flatMap((finding) => paragraph(finding, letters.finding, { width: inner, most: 4 })),
    gap(8),
    legend(rows),
    ...rows.map((row) => rowPart(row, inner, shownTo)),
    axis(inner, shownTo),
    gap(8),
    ...quotes.flatMap(({ text, by }) => [
      ...quoted(paragraph(`“${text}”`, letters.quote, { width: inner - 10, most, left: edge + 10, isWords: true })),
      ...paragraph(by, letters.by, { width: inner - 10, most: 1, left: edge + 10 }),
      gap(5),
    ]),
  ];
  return { body, foot: board.notes.flatMap((note) => paragraph(note, letters.note, { width: inner, most: 3 })) };
}

const gap = (height: number): Part => ({ height, draw: () => html`` });

interface Bounds {
  readonly width: number;
  /** Lines at most. */
  readonly most: number;
  readonly left?: number;
  /** Somebody's own words, which have a direction of their own. */
  readonly isWords?: true;
}

/** Lines of a text, each a part. */
function paragraph(text: string, style: Letters, { width, most, left = edge, isWords }: Bounds): readonly Part[] {
  const isTurned = isWords && beginsFromTheRight(text);
  return wrap(text, style, { width, most }).map((line) => ({
    height: style.line,
    draw: (top) =>
      isTurned
        ? textAt(`\u2067${line}\u2069`, style, { x: left + width, top, anchor: 'end' })
        : textAt(line, style, { x: left, top }),
  }));
}

/** A rule before each line of somebody's words. */
const quoted = (lines: readonly Part[]): readonly Part[] =>
  lines.map(({ height, draw }) => ({
    height,
    draw: (top) => html`<rect x="${edge}" y="${top}" width="3" height="${height}" fill="${barColour}"/>${draw(top)}`,
  }));

function textAt(
  text: string,
  { size, line, isBold, colour = ink.text }: Letters,
  {
    x,
    top,
    anchor = 'start',
  }: { readonly x: number; readonly top: number; readonly anchor?: 'start' | 'middle' | 'end' },
): Html {
  const baseline = round(top + line / 2 + size * 0.36);
  return html`<text x="${round(x)}" y="${baseline}" font-size="${size}" fill="${colour}" text-anchor="${anchor}"${isBold === true && html` font-weight="bold"`}>${text}</text>
`;
}

const round = (pixels: number): number => Math.round(pixels * 100) / 100;

const widthOf = (text: string, { size, isBold }: Letters): number => textWidth(text, size) * (isBold ? 1.1 : 1);

/** Lines no wider than that; what has no room ends in "…". */
function wrap(typed: string, style: Letters, { width, most }: Pick<Bounds, 'width' | 'most'>): readonly string[] {
  const lines: string[] = [];
  let rest = literalLine(typed, 1_000);
  while (rest !== '') {
    if (widthOf(rest, style) <= width) return [...lines, rest];
    if (lines.length === most - 1) return [...lines, fitted(rest, style, width)];
    const cut = lineBreak(rest, style, width);
    lines.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return lines;
}

/** As many words as fit; of one that is longer than a line, as many letters. */
function lineBreak(text: string, style: Letters, width: number): number {
  let [fits, atWord, sum] = [0, 0, 0];
  for (const sign of text) {
    sum += widthOf(sign, style);
    if (sum > width) break;
    fits += sign.length;
    if (/[\s-]/u.test(sign)) atWord = fits;
  }
  return atWord > 0 ? atWord : Math.max(fits, [...text][0]?.length ?? 1);
}

function fitted(text: string, style: Letters, width: number): string {
  let short = text;
  while (short.length > 1 && widthOf(short, style) > width) short = shorten(text, short.length - 1);
  return short;
}

/** The end of the scale: a whole ten per cent that nothing passes. */
const scaleEnd = (rows: readonly BoardRow[]): number =>
  Math.min(1, Math.ceil(10 * Math.max(0.2, ...rows.flatMap(({ high, teamShare }) => [high, teamShare ?? 0]))) / 10);

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function rowPart(row: BoardRow, inner: number, shownTo: number): Part {
  const { size, line } = letters.label;
  const value = percent(row.share);
  const places = widthOf('10 to 10 ', letters.axis);
  const label = fitted(
    literalLine(row.label),
    { size, line, isBold: true },
    inner - places - widthOf('100 % ', { size, line, isBold: true }),
  );
  const x = (share: number) => round(edge + (share / shownTo) * inner);
  return {
    height: line + barHeight + 5,
    draw(top) {
      const [barTop, middle] = [round(top + line), round(top + line + barHeight / 2)];
      return html`${textAt(row.place, { ...letters.axis, line, ...(row.isSure && { isBold: true, colour: ink.text }) }, { x: edge, top })}${textAt(label, { size, line, ...(row.isSure && { isBold: true }) }, { x: edge + places, top })}${textAt(value, { size, line, isBold: true }, { x: edge + inner, top, anchor: 'end' })}<rect x="${edge}" y="${barTop}" width="${inner}" height="${barHeight}" fill="#eef1f4"/>
<rect x="${edge}" y="${barTop}" width="${round(x(row.share) - edge)}" height="${barHeight}" fill="${barColour}"/>
${whisker([x(row.low), x(row.high)], [barTop, middle])}${row.teamShare !== null && diamond(x(row.teamShare), middle)}`;
    },
  };
}

/** The interval: a line with ends, on a light edge so that it is seen on the bar too. */
function whisker([low, high]: readonly [number, number], [top, middle]: readonly [number, number]): Html {
  const path = `M${low} ${top + 1.5}V${top + barHeight - 1.5}M${low} ${middle}H${high}M${high} ${top + 1.5}V${top + barHeight - 1.5}`;
  return html`<path d="${path}" stroke="${ink.paper}" stroke-width="3.6" fill="none"/><path d="${path}" stroke="${ink.text}" stroke-width="1.4" fill="none"/>
`;
}

const diamond = (x: number, y: number): Html =>
  html`<path d="M${x} ${y - 7}L${x + 6} ${y}L${x} ${y + 7}L${x - 6} ${y}Z" fill="${teamColour}" stroke="${ink.paper}" stroke-width="1.4"/>
`;

/** What bars, lines and diamonds mean. */
function legend(rows: readonly BoardRow[]): Part {
  const style = letters.axis;
  const hasTeam = rows.some(({ teamShare }) => teamShare !== null);
  const second = edge + 26 + widthOf(say('customers, with 95 % interval'), style) + 8;
  return {
    height: style.line + 6,
    draw(top) {
      const middle = round(top + style.line / 2);
      return html`<rect x="${edge}" y="${middle - barHeight / 2}" width="14" height="${barHeight}" fill="${barColour}"/>${whisker([edge + 8, edge + 20], [middle - barHeight / 2, middle])}${textAt(say('customers, with 95 % interval'), style, { x: edge + 26, top })}${hasTeam && html`${diamond(second, middle)}${textAt(say('the team’s guess'), style, { x: second + 11, top })}`}`;
    },
  };
}

function axis(inner: number, shownTo: number): Part {
  const style = letters.axis;
  const step = shownTo > 0.5 ? 0.2 : 0.1;
  const marks = Array.from({ length: Math.floor(shownTo / step + 0.001) + 1 }, (_, at) => at * step);
  return {
    height: style.line,
    draw: (top) =>
      html`${marks.map((share) => {
        const x = edge + (share / shownTo) * inner;
        const anchor = share === 0 ? 'start' : x > edge + inner - 8 ? 'end' : 'middle';
        return textAt(percent(share), style, { x, top, anchor });
      })}`,
  };
}
