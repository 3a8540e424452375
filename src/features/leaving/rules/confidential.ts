/** Confidential feedback in a file about a customer: that it is there, and none of its words, for who may not read them. Pure. */

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

/** A row of feedback as this viewer may have it. */
export function sealed(
  row: Readonly<Record<string, unknown>>,
  viewerId: string,
  championId: string | null,
): Readonly<Record<string, unknown>> {
  const { confidential, owner_id: ownerId, captured_by_id: capturedById } = row;
  if (confidential !== true || [ownerId, capturedById, championId].includes(viewerId)) return row;
  return { ...row, ...Object.fromEntries(words.map((name) => [name, '(confidential)'])) };
}
