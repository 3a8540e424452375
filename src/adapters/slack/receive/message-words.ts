/**
 * The words of a message that somebody captures, in Slack's own notation. What apps post, and what people forward,
 * stands in blocks and attachments, and `text` is empty or a summary for notifications. Pure; captured.ts asks.
 */

import { isObject, type Json } from '../../platform/json.js';
import { escapeControl } from '../render/escape.js';

export interface ToldMessage {
  readonly text: string;
  /** An app wrote it. */
  readonly bot_id: string | null;
  readonly blocks: readonly unknown[];
  readonly attachments: readonly unknown[];
}

/** Blocks nest in each other only so deep. */
const deepest = 8;

export function messageWords({ text, bot_id, blocks, attachments }: ToldMessage): string {
  const shown = paragraphs(blocks.map((block) => blockWords(block)));
  if (bot_id === null) {
    // People's own words are whole in the text, but those that they forward are not; previews of links are nobody's.
    const forwarded = attachments.filter((each) => isObject(each) && (each.is_share === true || text.trim() === ''));
    return paragraphs([text.trim() === '' ? shown : text, ...forwarded.map(attachmentWords)]);
  }
  const all = paragraphs([shown, ...attachments.map(attachmentWords)]);
  return all.length > text.trim().length ? all : text;
}

/** Blocks in the old way. Their texts are in Slack's notation; `fallback` stands for what is not there otherwise. */
function attachmentWords(given: unknown): string {
  if (!isObject(given)) return '';
  const blocks = [...list(given.blocks), ...list(given.message_blocks).flatMap(blocksOfMessage)];
  const fields = list(given.fields).map((each) => (isObject(each) ? lines([raw(each.title), raw(each.value)]) : ''));
  const words = paragraphs([raw(given.pretext), raw(given.title), raw(given.text), ...fields]);
  return words || paragraphs(blocks.map((block) => blockWords(block))) || raw(given.fallback);
}

function blocksOfMessage(each: unknown): readonly unknown[] {
  return isObject(each) && isObject(each.message) ? list(each.message.blocks) : [];
}

function blockWords(block: unknown, depth = 0): string {
  if (!isObject(block) || depth > deepest) return '';
  const inside = (key: string) => list(block[key]).map((each) => blockWords(each, depth + 1));
  switch (block.type) {
    case 'rich_text':
      return lines(list(block.elements).map((each) => richWords(each)));
    case 'context':
      return list(block.elements).map(textWords).filter(Boolean).join(' ');
    case 'markdown':
      return escapeControl(raw(block.text));
    case 'table':
      return lines(list(block.rows).map((row) => list(row).map(cellWords).join(' | ')));
    case 'actions':
    case 'input':
      return '';
    default: {
      const texts = ['title', 'subtitle', 'text', 'body', 'description'].map((key) => textWords(block[key]));
      const nested = [...inside('blocks'), ...inside('elements'), ...inside('child_blocks')];
      return lines([...texts, ...list(block.fields).map(textWords), ...nested]);
    }
  }
}

const cellWords = (cell: unknown) => blockWords(cell, 1) || textWords(cell);

/** A text object; an element with a text; a plain string is literal. */
function textWords(given: unknown): string {
  if (typeof given === 'string') return escapeControl(given);
  if (!isObject(given) || typeof given.text !== 'string') return '';
  return given.type === 'mrkdwn' ? given.text : escapeControl(given.text);
}

/** Parts of rich text, down to its pieces. */
function richWords(element: unknown, depth = 0): string {
  if (!isObject(element) || depth > deepest) return '';
  const inside = () => list(element.elements).map((each) => richWords(each, depth + 1));
  switch (element.type) {
    case 'rich_text_section':
    case 'rich_text_preformatted':
    case 'rich_text_quote':
      return inside().join('');
    case 'rich_text_list': {
      const mark = (nth: number) => (element.style === 'ordered' ? `${nth + 1}.` : '•');
      return lines(inside().map((item, nth) => `${mark(nth)} ${item}`));
    }
    default:
      return pieceWords(element);
  }
}

function pieceWords(piece: Json): string {
  switch (piece.type) {
    case 'text':
      return escapeControl(raw(piece.text));
    case 'link':
      return piece.url ? marked(escapeControl(raw(piece.url)), escapeControl(raw(piece.text))) : textWords(piece);
    case 'user':
      return marked(`@${id(piece.user_id)}`);
    case 'channel':
      return marked(`#${id(piece.channel_id)}`);
    case 'broadcast':
      return marked(`!${id(piece.range)}`);
    case 'emoji':
      return emoji(raw(piece.unicode)) ?? `:${escapeControl(raw(piece.name))}:`;
    case 'date':
      return escapeControl(raw(piece.fallback));
    case 'color':
      return escapeControl(raw(piece.value));
    default:
      return '';
  }
}

function marked(head: string, label = ''): string {
  return label === '' ? `<${head}>` : `<${head}|${label}>`;
}

/** `1f642-200d-1f4a8`; null: none that is known. */
function emoji(unicode: string): string | null {
  const codes = unicode.split('-').map((code) => Number.parseInt(code, 16));
  return codes.every((code) => code > 0 && code <= 0x10ffff) ? String.fromCodePoint(...codes) : null;
}

const id = (value: unknown) => raw(value).replaceAll(/[^\w]/g, '');
const raw = (value: unknown) => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const lines = (all: readonly string[]) => all.filter((each) => each.trim() !== '').join('\n');
const paragraphs = (all: readonly string[]) => all.filter((each) => each.trim() !== '').join('\n\n');
