/** Lines as plain sentences; cards and forms in plain text are made of them. */
import { isolate, isSentence, keepOrder } from '../bidi.js';
import { type Inline, inlines, type Line } from '../card.js';
import { timeToText } from '../time-text.js';

/** A line as a sentence: mentions as `@name`, links with their address, times in their own zone. */
export function lineToText(line: Line): string {
  const parts = inlines(line);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return keepOrder(inlineToText(only));
  return parts.map((part) => (isSentence(part) ? inlineToText(part) : isolate(keepOrder(inlineToText(part))))).join('');
}

/** A line that stands within other words; one that has parts has them kept apart already. */
export function embedded(line: Line): string {
  const [only, ...others] = inlines(line);
  return others.length === 0 && !isSentence(only) ? isolate(lineToText(line)) : lineToText(line);
}

function inlineToText(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  switch (inline.kind) {
    case 'bold':
    case 'code':
      return inline.text;
    case 'mention':
      return `@${inline.person.name}`;
    case 'link':
      return inline.text === inline.url ? inline.url : `${isolate(inline.text)} (${inline.url})`;
    case 'time':
      return timeToText(inline);
  }
}
