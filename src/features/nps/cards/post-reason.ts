/** Why a number was posted, in words; and what stands in its place when it is gone. Shared by the posts of numbers. */
import type { Card } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { Occasion } from '../rules/news.js';
import type { ImportNote } from '../store/metrics.js';

/** Why it stands here. */
export interface PostReason {
  readonly occasion: Occasion;
  /** Answers or values taken in since the last post. */
  readonly newCount: number;
  /** As it was set: `mon 10:00`. */
  readonly schedule: string;
  /** The import that it tells of; null: it came without a number, or for another reason. */
  readonly imported: ImportNote | null;
}

/** A correction where nothing is left to show: the import had made the number. */
export function goneCard(name: string, importNumber: number | undefined): Card {
  const title = `Correction: ${name} has no answers`;
  const line = `${takenBack(importNumber)} What was posted here of ${name} since then no longer holds.`;
  return { title, summary: `${title}. ${line}`, blocks: [{ kind: 'text', line }] };
}

const takenBack = (importNumber: number | undefined): string =>
  `${importNumber === undefined ? 'What was recorded by hand' : `Import ${importNumber}`} was taken back.`;

/** @param what it is that is new */
export function reasonText({ occasion, newCount, schedule, imported }: PostReason, what: 'answer' | 'value'): string {
  const news = `${counted(newCount)} new ${newCount === 1 ? what : `${what}s`}`;
  if (occasion === 'import' && imported?.counts)
    return `Posted because import ${imported.number} has ended: imported ${counted(imported.counts.addedCount)} of ${counted(imported.counts.rowCount)} rows.`;
  if (occasion === 'import') return `Posted because an import brought ${news}.`;
  if (occasion === 'correction')
    return `${takenBack(imported?.number)} This number replaces what was posted here since.`;
  if (occasion === 'change')
    return `Posted at once because the change is more than noise. ${news} since the last post.`;
  return `Posted by schedule: ${schedule}. ${news} since the last post.`;
}
