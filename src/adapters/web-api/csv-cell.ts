/** One cell of a CSV file (RFC 4180) that we write. */
import { defuse } from '../../kernel/defuse.js';

/**
 * Nothing and empty words are told apart: nothing has no quotes. A formula gets an apostrophe before it, an instant is
 * ISO 8601 in UTC.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${defuse(text).replaceAll('"', '""')}"`;
}
