/** Counts what a restored backup promises: nothing is sent again, and somebody is told what is missing. count.ts asks. */
import { cardToText } from '../../src/chat/plain-text.js';
import { idIn, type Line, line, type Row } from './account.js';
import type { Restored } from './acts.js';
import type { Post, Town } from './town.js';

/** Whether it fell due while nobody knows what happened. A meeting opens up to a day before it starts. */
export function isInGap(restored: Restored | null, at: Date): boolean {
  if (!restored) return false;
  const dayMs = 24 * 3_600_000;
  return at >= restored.backedUpAt && at.getTime() <= restored.restoredAt.getTime() + dayMs;
}

export async function afterRestore(
  rows: (sql: string) => Promise<readonly Row[]>,
  { town, restored }: { readonly town: Town; readonly restored: Restored },
): Promise<readonly Line[]> {
  const until = `'${restored.restoredAt.toISOString()}'::timestamptz`;
  const posts = town.posts();
  const after = posts.slice(restored.restoredAtPost);
  const before = posts.slice(restored.backedUpAtPost, restored.restoredAtPost);
  const due = await rows(
    `SELECT DISTINCT d.id::text, d.kind FROM deliveries d LEFT JOIN reminders r
       ON d.kind = 'reminders.message' AND r.batch_id::text = d.payload ->> 'batchId'
     WHERE d.at_most_once AND (d.created_at <= ${until} OR r.due_at <= ${until})`,
  );
  const lateIds = new Map(due.map(({ id, kind }) => [String(id), String(kind)]));
  const late = after.flatMap(({ mark, channel }) => {
    const kind = lateIds.get(idIn(mark ?? ''));
    return kind === undefined ? [] : [`${kind} ${mark} in ${channel}: due before the restore, and sent after it`];
  });
  const said = new Set(before.map(wordsOf));
  const again = after
    .filter((post) => said.has(wordsOf(post)))
    .map((post) => `said again: ${wordsOf(post).slice(0, 300)}`);
  const told = after.filter(({ card }) => card().title === 'I was restored from a backup').length;
  return [
    line('restore: nothing sent again', after.length, [...late, ...again]),
    line('restore: the champion is told', 1, told === 1 ? [] : [`told ${told} times`]),
  ];
}

const wordsOf = ({ channel, card }: Post): string => `${channel}: ${cardToText(card())}`;
