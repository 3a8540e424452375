/** Why a number was posted, in words; and what stands in its place when it is gone. Shared by the posts of numbers. */

import type { Card } from '../../../chat/card.js';
import { asSentence } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
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
  const title = say('Correction: {name} has no answers', { name });
  const line = `${takenBack(importNumber)} ${say('What was posted here of {name} since then no longer holds.', { name })}`;
  return { title, summary: `${asSentence(title)} ${line}`, blocks: [{ kind: 'text', line }] };
}

const takenBack = (importNumber: number | undefined): string =>
  importNumber === undefined
    ? say('What was recorded by hand was taken back.')
    : say('Import {number} was taken back.', { number: importNumber });

/** @param what it is that is new */
export function reasonText({ occasion, newCount, schedule, imported }: PostReason, what: 'answer' | 'value'): string {
  const news =
    what === 'answer'
      ? say('{count, plural, one {# new answer} other {# new answers}}', { count: newCount })
      : say('{count, plural, one {# new value} other {# new values}}', { count: newCount });
  if (occasion === 'import' && imported?.counts)
    return say('Posted because import {number} has ended: imported {addedCount, number} of {rowCount, number} rows.', {
      number: imported.number,
      addedCount: imported.counts.addedCount,
      rowCount: imported.counts.rowCount,
    });
  if (occasion === 'import') return say('Posted because an import brought {news}.', { news });
  if (occasion === 'correction')
    return `${takenBack(imported?.number)} ${say('This number replaces what was posted here since.')}`;
  if (occasion === 'change')
    return say('Posted at once because the change is more than noise. {news} since the last post.', { news });
  return say('Posted by schedule: {schedule}. {news} since the last post.', { schedule, news });
}
