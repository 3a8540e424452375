/** A line as Slack's rich text: literal text, and elements for what is deliberate. render-card and render-form call it. */
import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import { needsMark, rightToLeftMark } from '../../../chat/bidi.js';
import type { Inline, Line } from '../../../chat/card.js';
import type { NameLookup } from '../../../chat/messenger.js';
import { lineToText } from '../../../chat/plain-text.js';
import { split } from '../../../chat/shorten.js';
import { dayAndTime } from '../../../chat/time-text.js';
import { isBlank, literal, literalParts } from '../../platform/render/literal-text.js';
import { webAddress } from '../../platform/render/web-address.js';
import { limits } from '../limits.js';

export interface SlackContext {
  readonly lookup: NameLookup;
  /** No text longer than this, in UTF-16 units. */
  readonly textMax: number;
}

type Style = { readonly bold?: boolean; readonly code?: boolean; readonly italic?: boolean };

/** Deliberate mentions only of ids that look like a person's; anything else could be markup. */
const USER_ID = /^[UW][A-Z0-9]+$/;

/** Tokens of Slack's date formats, shown in the reader's zone: of its dates, only the long one names the weekday. */
const [date, time] = ['{date_long}', '{time}'];
const dateFormats = { date: () => date, time: () => time, dateTime: () => dayAndTime(date, time) } as const;

/** Never empty, as Slack refuses empty elements: a blank line becomes "–". */
export function richElements(line: Line, { lookup, textMax }: SlackContext): RichTextElement[] {
  return literalParts(line, textMax).flatMap((inline) => richElement(inline, lookup));
}

function richElement(inline: Inline, lookup: NameLookup): RichTextElement[] {
  if (typeof inline === 'string') return textElements(inline);
  switch (inline.kind) {
    case 'bold':
      return textElements(inline.text, { bold: true });
    case 'code':
      return textElements(inline.text, { code: true });
    case 'mention': {
      const id = lookup.externalId(inline.person.id);
      return id && USER_ID.test(id) ? [{ type: 'user', user_id: id }] : textElements(`@${inline.person.name}`);
    }
    case 'link': {
      const url = webAddress(inline.url);
      const text = literal(inline.text, limits.text);
      return url ? [{ type: 'link', url, ...(!isBlank(text) && { text }) }] : textElements(lineToText(inline));
    }
    case 'time':
      return Number.isNaN(inline.at.getTime()) ? textElements(lineToText(inline)) : [dateElement(inline)];
  }
}

function dateElement(inline: Extract<Inline, { kind: 'time' }>): RichTextElement {
  return {
    type: 'date',
    timestamp: Math.floor(inline.at.getTime() / 1000),
    format: dateFormats[inline.style](),
    fallback: lineToText(inline),
  };
}

/** One element per 3,000 characters; none for an empty text. */
export function textElements(text: string, style?: Style): RichTextElement[] {
  return split(literal(text), limits.text).map((piece) => ({ type: 'text', text: piece, ...(style && { style }) }));
}

export function richSection(elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements: asItsReaderReads(elements) };
}

/** The same line; one that begins with a name, a mention or a time runs from right to left where its reader does. */
export function asItsReaderReads(elements: readonly RichTextElement[]): RichTextElement[] {
  const [first, ...others] = elements;
  const isText = first?.type === 'text';
  // People and times are shown in letters that are not here: they count as Latin ones.
  const words = elements.map((element) => ('text' in element ? element.text : '')).join('');
  if (first === undefined || !needsMark(isText ? words : `A${words}`)) return [...elements];
  return isText
    ? [{ ...first, text: rightToLeftMark + first.text }, ...others]
    : [{ type: 'text', text: rightToLeftMark }, ...elements];
}

export function richBlock(...elements: RichTextBlock['elements']): RichTextBlock {
  return { type: 'rich_text', elements };
}
