/** Messages with parts of cards in them: commands, people, instants, links. */
import { sayParts } from '../kernel/language/say.js';
import type { Inline, Line } from './card.js';

/** A line in the reader's language: `sayLine('{command} ends it.', { command: code('key revoke NAME') })`. */
export const sayLine = (pattern: string, values: Readonly<Record<string, Inline | number>>): Line =>
  sayParts<Exclude<Inline, string>>(pattern, values);
