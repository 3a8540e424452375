/** What tells an event from the others of its calendar: its UID, or where it has none, its name. Pure. */
import { createHash } from 'node:crypto';
import { fold } from '../../chat/nearest.js';
import type { Block } from './content-lines.js';
import { nameIn } from './event-words.js';
import { textIn } from './read-values.js';

/** Dates are known by it, in an index that takes no longer one. */
const uidLimit = 400;

/** As written; empty: it has none. */
export const uidInEvent = (block: Block): string => textIn(block, 'UID');

/** Storable, and never empty. */
export function uidFor(block: Block): string {
  const uid = uidInEvent(block) || `name:${fold(nameIn(block))}`;
  if (uid.length <= uidLimit && !/[\p{Cc}\p{Cs}]/u.test(uid)) return uid;
  return `sha256:${createHash('sha256').update(uid).digest('hex')}`;
}
