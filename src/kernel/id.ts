/** Ids that the rooms give to what they store. */
import { randomFillSync } from 'node:crypto';

/** Random bytes for this many ids are read at once: reading them takes longer than making an id. */
const chance = Buffer.alloc(16 * 128);
let drawnUpTo = chance.length;

let lastMs = Number.NaN;
/** How many ids the last millisecond has had, of 2^18. */
let count = 0;

/**
 * A new UUID version 7 (RFC 9562): made by the bot so that rows can name each other before they are
 * stored, and sorted by time so that indexes grow at their end. Ids of one millisecond are sorted as they were made.
 */
export function newId(now: Date): string {
  if (drawnUpTo === chance.length) {
    randomFillSync(chance);
    drawnUpTo = 0;
  }
  const bytes = chance.subarray(drawnUpTo, drawnUpTo + 16);
  drawnUpTo += 16;
  const ms = now.getTime();
  count = ms === lastMs ? (count + 1) % 2 ** 18 : 0;
  lastMs = ms;
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | (count >> 6), 6);
  bytes.writeUInt8(0x80 | (count & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Whether the text is a UUID that the database can be asked for. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
