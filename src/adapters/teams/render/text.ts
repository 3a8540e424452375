/**
 * A line as Teams shows it: runs, which are literal, wherever they can be; a TextBlock, which is Markdown, for what
 * only works there (mentions, times in the reader's zone, headings). blocks.ts and render-form call it.
 */
import type { Inline, Line } from '../../../chat/card.js';
import { lineToText } from '../../../chat/plain-text.js';
import { dayAndTime } from '../../../chat/time-text.js';
import { isBlank, literal, literalParts } from '../../platform/render/literal-text.js';
import { webAddress } from '../../platform/render/web-address.js';
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
  // A mention in the same block has kept phones from reading the time, so only lines without one show the reader's zone
  // (github.com/MicrosoftDocs/msteams-docs/issues/5480).
  if (parts.some((part) => pings(part, context))) return markdownBlock(parts, { context, onDevice: false }, look);
  if (parts.some(isTime) && parts.every(isInertPart)) return markdownBlock(parts, { context, onDevice: true }, look);
  return runsBlock(parts, look);
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
  if (typeof part === 'string') return isInert(part);
  return isTime(part) || ('text' in part && part.kind !== 'code' && isInert(part.text));
}

/** An instant that exists; another is written out, so that one bad date does not take the card with it. */
function isTime(part: Inline): part is Time {
  return typeof part !== 'string' && part.kind === 'time' && !Number.isNaN(part.at.getTime());
}

/** Small and literal: what each part of a line is as a run. */
function runsBlock(parts: readonly Inline[], { spacing, separator, ...look }: Look): RichTextBlock {
  const inlines = parts.flatMap((part) => runs(part, look));
  return { type: 'RichTextBlock', inlines, ...(spacing && { spacing }), ...(separator && { separator }) };
}

function runs(part: Inline, look: Omit<TextRun, 'type' | 'text'>): TextRun[] {
  const style = runStyle(part);
  const text = typeof part === 'string' ? part : style && 'text' in part ? part.text : written(part);
  return harmlessPieces(text).map((piece) => ({ type: 'TextRun', text: piece, ...look, ...style }));
}

/** A part as plain words: a name, an address, a time in its own zone. */
function written(part: Inline): string {
  return literal(lineToText(part));
}

/** Undefined: nothing special, shown as plain text. */
function runStyle(part: Inline): Partial<TextRun> | undefined {
  if (typeof part === 'string' || part.kind === 'mention' || part.kind === 'time') return undefined;
  if (part.kind === 'bold') return { weight: 'Bolder' };
  if (part.kind === 'code') return { fontType: 'Monospace' };
  const url = webAddress(part.url);
  return url && !isBlank(part.text) ? { selectAction: { type: 'Action.OpenUrl', url } } : undefined;
}

/** The functions want whole seconds: with milliseconds they are shown raw. */
function deviceTime({ at, style }: Time): string {
  const instant = at.toISOString().replace(/\.\d+Z$/, 'Z');
  const [date, time] = [`{{DATE(${instant}, SHORT)}}`, `{{TIME(${instant})}}`];
  return { date, time, dateTime: dayAndTime(date, time) }[style];
}

interface MarkdownWay {
  readonly context: TeamsContext;
  /** Times in the zone of the reader's device; else written out. */
  readonly onDevice: boolean;
}

function markdownBlock(parts: readonly Inline[], way: MarkdownWay, look: Look): TextBlock {
  const text = parts.map((part, at) => markdown(part, isFree(parts[at - 1], parts[at + 1]), way)).join('');
  return { type: 'TextBlock', text, wrap: true, ...look };
}

function markdown(part: Inline, stylesHold: boolean, { context, onDevice }: MarkdownWay): string {
  if (typeof part === 'string') return escapeMarkdown(part);
  switch (part.kind) {
    case 'mention':
      return context.mentions.get(part.person.id)?.text ?? escapeMarkdown(written(part));
    case 'time':
      return onDevice && isTime(part) ? deviceTime(part) : escapeMarkdown(written(part));
    case 'bold': {
      const text = escapeMarkdown(part.text);
      return stylesHold && text && part.text === part.text.trim() ? `**${text}**` : text;
    }
    case 'code':
      return escapeMarkdown(part.text);
    case 'link': {
      const url = webAddress(part.url);
      return url && !isBlank(part.text)
        ? `[${escapeMarkdown(part.text)}](${markdownUrl(url)})`
        : escapeMarkdown(written(part));
    }
  }
}

/** Markdown reads `**` only where words end. */
function isFree(before: Inline = ' ', after: Inline = ' '): boolean {
  return (
    typeof before === 'string' && /[\s([]$/.test(before) && typeof after === 'string' && /^[\s)\].,;:!?]/.test(after)
  );
}

/** A bracket would end the link. */
function markdownUrl(url: string): string {
  return url.replaceAll('(', '%28').replaceAll(')', '%29');
}
