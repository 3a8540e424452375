/**
 * A detractor's words become feedback, once: the answer says when that is due, in the transaction that took it in, and
 * feedback knows a score that it has captured already. So a crash in between, or two copies of the bot, do no harm.
 * What can't be captured at present (its customer's name has come to fit two) is put aside and tried again.
 */

import type { Sweep } from '../../chat/feature.js';
import { groupBy } from '../../kernel/group-by.js';
import type { NpsDeps } from './deps.js';
import { type DueWords, dueWords, settleWords, wordsDue, wordsWork } from './store/detractors.js';

const batchSize = 200;

export function detractorSweep(deps: NpsDeps): Sweep {
  return {
    name: wordsWork,
    due: wordsDue,
    async run(now) {
      const due = await dueWords(deps.database, now, batchSize);
      return deps.batches.inGroups(wordsWork, now, [...groupBy(due, wayOf).values()], (group) => capture(deps, group));
    },
  };
}

/** Those that came the same way can be captured in one go. */
const wayOf = ({ organisationId, source, surface, takenById, placeId, importNumber, wordsAsNew }: DueWords): string =>
  JSON.stringify([organisationId, source, surface, takenById, placeId, importNumber, wordsAsNew]);

async function capture(deps: NpsDeps, group: readonly DueWords[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  const { organisationId, source, surface, takenById, placeId, importNumber, wordsAsNew } = first;
  const items = group.map((words) => ({
    text: words.comment,
    score: words.value,
    sourceId: `score:${words.id}`,
    capturedAt: words.givenAt.toISOString(),
    ...(words.customer !== null && { customer: words.customer }),
    ...(words.link !== null && { link: words.link }),
  }));
  const place = placeId === null ? null : await deps.people.place(organisationId, placeId);
  const captured = await deps.feedback.intake(items, {
    ...{ organisationId, source, surface, actorId: takenById, place },
    ...(importNumber !== null && { importNumber }),
    ...(wordsAsNew && { olderAs: 'open' as const }),
  });
  const numbers = group.map(({ id }, index) => ({ organisationId, id, number: captured[index]?.number ?? 0 }));
  await settleWords(deps.database, numbers);
}
