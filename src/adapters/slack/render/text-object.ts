/** Text where Slack takes no rich text (sections, fields, small print): literal if possible, markup only if it is safe. */
import type { MrkdwnElement, PlainTextElement, RichTextElement } from '@slack/types';
import { literal, literalLine, NOTHING } from '../../platform/render/literal-text.js';
import { escapeControl, isInert } from './escape.js';
import { asItsReaderReads } from './rich-text.js';

/** Literal: Slack formats nothing in it, `emoji: false` leaves `:smile:` alone. Never empty. */
export function plainText(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: literal(text, max).trim() ? literal(text, max) : NOTHING, emoji: false };
}

/** The same on one line, for titles, labels and buttons. */
export function plainLine(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: literalLine(text, max), emoji: false };
}

/** `verbatim` keeps Slack from reading @names, #channels and addresses into it. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/**
 * Elements as one text object that shows exactly them, or null when none can: then use rich text.
 * All-literal lines become plain_text; mentions, links, times and styles need mrkdwn, and then everything
 * typed beside them must be inert.
 */
export function textObject(elements: readonly RichTextElement[], max: number): PlainTextElement | MrkdwnElement | null {
  const line = asItsReaderReads(elements);
  const plain = line.map(plainPiece);
  if (plain.every((piece) => piece !== null)) {
    return plain.join('').length <= max ? plainText(plain.join(''), max) : null;
  }
  const marked = markup(line);
  return marked !== null && marked.length <= max ? mrkdwn(marked) : null;
}

function plainPiece(element: RichTextElement): string | null {
  return element.type === 'text' && !element.style ? element.text : null;
}

/** Elements as mrkdwn, or null when Slack would show them otherwise. */
export function markup(elements: readonly RichTextElement[]): string | null {
  const pieces = elements.map(markupPiece);
  if (!pieces.every((piece) => piece !== null)) return null;
  const hold = elements.every((element, at) => !isStyled(element) || stylesHold(pieces[at - 1], pieces[at + 1]));
  return hold ? pieces.join('') : null;
}

function isStyled(element: RichTextElement): boolean {
  return element.type === 'text' && element.style !== undefined;
}

/** Slack reads `*bold*` only when it stands free. */
function stylesHold(before = ' ', after = ' '): boolean {
  return /[\s([“"'–—-]$/.test(before) && /^[\s)\].,;:!?”"'…–—-]/.test(after);
}

function markupPiece(element: RichTextElement): string | null {
  switch (element.type) {
    case 'text':
      return textMarkup(element.text, element.style);
    case 'user':
      return `<@${element.user_id}>`;
    case 'link':
      return linkMarkup(element.url, element.text);
    case 'date':
      return `<!date^${element.timestamp}^${element.format}|${escapeControl(element.fallback ?? '').replaceAll('|', '/')}>`;
    default:
      return null;
  }
}

function textMarkup(text: string, style?: { bold?: boolean; code?: boolean; italic?: boolean }): string | null {
  if (!isInert(text)) return null;
  if (!style) return escapeControl(text);
  if (text !== text.trim() || text.includes('\n')) return null;
  if (style.code) return `\`${escapeControl(text)}\``;
  return style.bold ? `*${escapeControl(text)}*` : `_${escapeControl(text)}_`;
}

function linkMarkup(url: string, text = url): string | null {
  if (text === url) return /[|\n]/.test(url) ? null : `<${escapeControl(url)}>`;
  return isInert(text) && !/[|\n]/.test(text) ? `<${escapeControl(url)}|${escapeControl(text)}>` : null;
}
