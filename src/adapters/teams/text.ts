/**
 * A line as Teams shows it: runs, which are literal, wherever they can be; a TextBlock, which is Markdown, for what
 * only works there (mentions, times in the reader's zone, headings). blocks.ts and render-form call it.
 */
import type { Inline, Line } from '../../chat/card.js';
import { lineToText } from '../../chat/plain-text.js';
import { isBlank, literalParts } from '../literal-text.js';
import { webAddress } from '../web-address.js';
import type { RichTextBlock, TextBlock, TextRun } from './adaptive-card.js';
import { escapeMarkdown, harmlessPieces, isInert } from './markdown.js';
import type { Mentions } from './mentions.js';

export interface TeamsContext {
  readonly mentions: Mentions;
  /** No text longer than this, in UTF-16 units. */
  readonly textMax: number;
}

export type Look = Pick<TextBlock, 'size' | 'weight' | 'isSubtle' | 'color' | 'spacing' | 'separator'>;

type Time = Extract<Inline, { kind: 'time' }>;

/** Never empty: a blank line becomes "–". */
export function textElement(line: Line, context: TeamsContext, look: Look = {}): TextBlock | RichTextBlock {
  const parts = literalParts(line, context.textMax);
  if (parts.some((part) => pings(part, context))) return markdownBlock(parts, context, look);
  // A mention in the same block has kept phones from reading the time, so only lines without one show the reader's zone
  // (github.com/MicrosoftDocs/msteams-docs/issues/5480).
  const isTimed = parts.some((part) => typeof part !== 'string' && part.kind === 'time');
  return isTimed && parts.every(isInertPart) ? timedBlock(parts, look) : runsBlock(parts, look);
}

/** A heading that screen readers announce as one, when the text needs no escaping. */
export function headingElement(text: string, context: TeamsContext, look: Look): TextBlock | RichTextBlock {
  const block = textElement(text, context, look);
  const [run, ...more] = block.type === 'RichTextBlock' ? block.inlines : [];
  if (!run || more.length > 0 || !isInert(run.text)) return block;
  return { type: 'TextBlock', text: run.text, wrap: true, style: 'heading', ...look };
}

function pings(part: Inline, { mentions }: TeamsContext): boolean {
  return typeof part !== 'string' && part.kind === 'mention' && mentions.has(part.person.id);
}

function isInertPart(part: Inline): boolean {
  return typeof part !== 'string' && part.kind === 'time' ? true : typeof part === 'string' && isInert(part);
}

/** Small and literal: what each part of a line is as a run. */
function runsBlock(parts: readonly Inline[], { spacing, separator, ...look }: Look): RichTextBlock {
  const inlines = parts.flatMap((part) => runs(part, look));
  return { type: 'RichTextBlock', inlines, ...(spacing && { spacing }), ...(separator && { separator }) };
}

function runs(part: Inline, look: Omit<TextRun, 'type' | 'text'>): TextRun[] {
  const style = runStyle(part);
  const text = typeof part === 'string' ? part : style && 'text' in part ? part.text : lineToText(part);
  return harmlessPieces(text).map((piece) => ({ type: 'TextRun', text: piece, ...look, ...style }));
}

/** Undefined: nothing special, shown as plain text. */
function runStyle(part: Inline): Partial<TextRun> | undefined {
  if (typeof part === 'string' || part.kind === 'mention' || part.kind === 'time') return undefined;
  if (part.kind === 'bold') return { weight: 'Bolder' };
  if (part.kind === 'code') return { fontType: 'Monospace' };
  const url = webAddress(part.url);
  return url && !isBlank(part.text) ? { selectAction: { type: 'Action.OpenUrl', url } } : undefined;
}

/** Times in the zone of the reader's device. */
function timedBlock(parts: readonly Inline[], look: Look): TextBlock {
  const text = parts
    .map((part) => (typeof part === 'string' ? part : part.kind === 'time' ? deviceTime(part) : ''))
    .join('');
  return { type: 'TextBlock', text, wrap: true, ...look };
}

/** The functions want whole seconds: with milliseconds they are shown raw. */
function deviceTime({ at, style }: Time): string {
  const instant = at.toISOString().replace(/\.\d+Z$/, 'Z');
  const [date, time] = [`{{DATE(${instant}, SHORT)}}`, `{{TIME(${instant})}}`];
  return { date, time, dateTime: `${date} at ${time}` }[style];
}

function markdownBlock(parts: readonly Inline[], context: TeamsContext, look: Look): TextBlock {
  const text = parts.map((part, at) => markdown(part, isFree(parts[at - 1], parts[at + 1]), context)).join('');
  return { type: 'TextBlock', text, wrap: true, ...look };
}

function markdown(part: Inline, stylesHold: boolean, { mentions }: TeamsContext): string {
  if (typeof part === 'string') return escapeMarkdown(part);
  if (part.kind === 'mention') return mentions.get(part.person.id)?.text ?? escapeMarkdown(lineToText(part));
  if (part.kind === 'bold' && stylesHold && part.text === part.text.trim()) return `**${escapeMarkdown(part.text)}**`;
  const url = part.kind === 'link' ? webAddress(part.url) : null;
  if (part.kind === 'link' && url && !isBlank(part.text)) return `[${escapeMarkdown(part.text)}](${markdownUrl(url)})`;
  return escapeMarkdown(part.kind === 'code' ? part.text : lineToText(part));
}

/** Markdown reads `**` only where words end. */
function isFree(before: Inline = ' ', after: Inline = ' '): boolean {
  return (
    typeof before === 'string' && /[\s([]$/.test(before) && typeof after === 'string' && /^[\s)\].,;:!?]/.test(after)
  );
}

const urlSigns = { '(': '%28', ')': '%29', '{': '%7B', '}': '%7D', '<': '%3C', '>': '%3E', '\\': '%5C' } as const;

function markdownUrl(url: string): string {
  return url.replace(/[(){}<>\\]/g, (sign) => urlSigns[sign as keyof typeof urlSigns]);
}
