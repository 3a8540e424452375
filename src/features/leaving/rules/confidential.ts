/** Confidential feedback in a file about a customer: that it is there, and none of its words, for who may not read them. Pure. */
import { codesOnly } from './scrub.js';

type Row = Readonly<Record<string, unknown>>;

const secret = '(confidential)';
const words = [
  'text',
  'author',
  'link',
  'customer_told',
  'root_cause',
  'prevention',
  'further_words',
  'topic',
] as const;

/**
 * Rows as this viewer may have them, table by table, feedback before what tells of it: what was written on the way about a
 * confidential item is as confidential.
 */
export function sealFor(viewerId: string, championId: string | null): (table: string, row: Row) => Row {
  const hidden = new Set<unknown>();
  return (table, row) => {
    const {
      id,
      confidential,
      owner_id: ownerId,
      captured_by_id: capturedById,
      subject,
      item,
      feedback_id: about,
    } = row;
    if (table === 'feedback') {
      if (confidential !== true || [ownerId, capturedById, championId].includes(viewerId)) return row;
      hidden.add(id).add(`feedback:${id}`);
      return { ...row, routing: codesOnly(row.routing), ...Object.fromEntries(words.map((name) => [name, secret])) };
    }
    if (table === 'history' && hidden.has(subject)) return { ...row, details: codesOnly(row.details) };
    if (table === 'import_changes' && hidden.has(item)) return { ...row, before: secret };
    return table === 'preventions' && hidden.has(about) ? { ...row, decision: secret } : row;
  };
}
