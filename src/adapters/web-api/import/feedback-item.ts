/** A row of a file as an item for the feedback room. kinds.ts names it. */
import type { FileColumns } from '../../../chat/column-names.js';
import type { Fields, Item } from './item.js';

/**
 * The ways in which other programs write what the room knows; anything else goes on as it is and is judged there.
 * @param synonyms by field and by what is written, in small letters
 */
export const feedbackItem =
  (synonyms: FileColumns['synonyms']) =>
  ({ capturedAt, ...fields }: Fields): Item => {
    const known = Object.entries(fields).map(([field, value]) => {
      return [field, synonyms[field]?.get(value?.toLowerCase() ?? '') ?? value] as const;
    });
    return { ...Object.fromEntries(known), ...(capturedAt !== undefined && { capturedAt: instantOf(capturedAt) }) };
  };

/** ISO 8601, or as typed. A time without a zone is UTC; a day without a time its noon there, which is that day almost everywhere. */
function instantOf(typed: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) return `${typed}T12:00:00Z`;
  const [, day, time, seconds = ':00', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i.exec(typed) ?? [];
  if (day === undefined) return typed;
  const offset = /^[zu]/i.test(zone) ? 'Z' : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2');
  return `${day}T${time}${seconds}${offset}`;
}
