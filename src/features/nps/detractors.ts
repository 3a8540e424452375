/**
 * A detractor's words become feedback, once: the answer says when that is due, in the transaction that took it in, and
 * feedback knows a score that it has captured already. So a crash in between, or two copies of the bot, do no harm.
 */

import type { Sweep } from '../../chat/feature.js';
import { InvalidInput } from '../../kernel/errors.js';
import { groupBy } from '../../kernel/group-by.js';
import type { NpsDeps } from './deps.js';
import { type DueWords, dueWords, postponeWords, settleWords, wordsDue } from './store/detractors.js';

const batchSize = 200;
/** What can't be captured at present (its customer's name has come to fit two) is tried again after this. */
const againAfterMs = 3_600_000;

export function detractorSweep(deps: NpsDeps): Sweep {
  return {
    name: 'nps.detractors',
    due: wordsDue,
    run: (now) => captureBatch(deps, now),
  };
}

async function captureBatch(deps: NpsDeps, now: Date): Promise<number> {
  const due = await dueWords(deps.database, now, batchSize);
  for (const group of groupBy(due, wayOf).values()) await captureGroup(deps, group, now);
  return due.length;
}

/** Those that came the same way can be captured in one go. */
const wayOf = ({ organisationId, source, surface, takenById, placeId }: DueWords): string =>
  JSON.stringify([organisationId, source, surface, takenById, placeId]);

async function captureGroup(deps: NpsDeps, group: readonly DueWords[], now: Date): Promise<void> {
  try {
    await capture(deps, group);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const [first] = group;
    if (group.length > 1) for (const words of group) await captureGroup(deps, [words], now);
    else if (first) await postponeWords(deps.database, first, new Date(now.getTime() + againAfterMs));
  }
}

async function capture(deps: NpsDeps, group: readonly DueWords[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  const { organisationId, source, surface, takenById, placeId } = first;
  const items = group.map((words) => ({
    text: words.comment,
    score: words.value,
    sourceId: `score:${words.id}`,
    capturedAt: words.givenAt.toISOString(),
    ...(words.customer !== null && { customer: words.customer }),
    ...(words.link !== null && { link: words.link }),
  }));
  const place = placeId === null ? null : await deps.people.place(organisationId, placeId);
  const captured = await deps.feedback.intake(items, { organisationId, source, surface, actorId: takenById, place });
  const numbers = group.map(({ id }, index) => ({ organisationId, id, number: captured[index]?.number ?? 0 }));
  await settleWords(deps.database, numbers);
}
