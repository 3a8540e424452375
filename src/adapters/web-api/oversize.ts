/** Whether an item of a body is out of all proportion, found out without looking at all of it. Asked before a room checks it. */
import type { FieldErrors } from '../../kernel/errors.js';

/** Values of an item, in all depths. No room takes nearly as many. */
const maxValues = 2_000;
const maxDepth = 20;

/**
 * What is wrong with the item's size; null: nothing is. Stops counting where the item is known to be too large, and
 * needs no stack however deep it is.
 * @param maxBytes of its keys and texts in UTF-8, and eight for each number
 */
export function oversizeOf(item: unknown, maxBytes = Number.POSITIVE_INFINITY): FieldErrors | null {
  let bytes = 0;
  let values = 0;
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: item, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    if (depth > maxDepth) return { '': `An item is at most ${maxDepth} levels deep. Send it flatter.` };
    bytes += typeof value === 'string' ? Buffer.byteLength(value) : 8;
    if (typeof value === 'object' && value !== null) {
      for (const key in value) {
        values += 1;
        if (values > maxValues)
          return { '': `An item holds at most ${maxValues.toLocaleString('en-GB')} values. Send less of it.` };
        if (!Array.isArray(value)) bytes += Buffer.byteLength(key);
        waiting.push({ value: (value as Readonly<Record<string, unknown>>)[key], depth: depth + 1 });
      }
    }
    if (bytes > maxBytes) return { '': `A message has at most ${maxBytes / 1024} KB. Send less of it.` };
  }
  return null;
}
