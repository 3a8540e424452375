/** A row of a file as an item for the feedback room. kinds.ts names it. */
import type { Fields, Item } from './item.js';

const severityWords = new Map([
  ['lowest', 'low'],
  ['minor', 'low'],
  ['medium', 'normal'],
  ['standard', 'normal'],
  ['major', 'high'],
  ['urgent', 'high'],
  ['critical', 'high'],
  ['highest', 'high'],
]);

const confidentialWords = new Map([
  ['y', 'yes'],
  ['1', 'yes'],
  ['x', 'yes'],
  ['n', 'no'],
  ['0', 'no'],
]);

/** The ways in which other programs write what the room knows; anything else goes on as it is and is judged there. */
export function feedbackItem({ severity, confidential, capturedAt, ...fields }: Fields): Item {
  return {
    ...fields,
    ...(severity !== undefined && { severity: severityWords.get(severity.toLowerCase()) ?? severity }),
    ...(confidential !== undefined && {
      confidential: confidentialWords.get(confidential.toLowerCase()) ?? confidential,
    }),
    ...(capturedAt !== undefined && { capturedAt: instantOf(capturedAt) }),
  };
}

/** ISO 8601, or as typed. A time without a zone is UTC; a day without a time its noon there, which is that day almost everywhere. */
function instantOf(typed: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) return `${typed}T12:00:00Z`;
  const [, day, time, seconds = ':00', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i.exec(typed) ?? [];
  if (day === undefined) return typed;
  const offset = /^[zu]/i.test(zone) ? 'Z' : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2');
  return `${day}T${time}${seconds}${offset}`;
}
