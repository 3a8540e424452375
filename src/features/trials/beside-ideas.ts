/** What the card of an idea shows of its early tests: the latest, and how it goes. */
import type { Block } from '../../chat/card.js';
import { trialRow } from './cards/trial-card.js';
import type { TrialsDeps } from './deps.js';
import { trialsOfIdeas } from './store/trials.js';

/** @see Feature.besideIdeas */
export async function besideIdeas(
  { database, clock }: TrialsDeps,
  organisationId: string,
  ideaIds: readonly string[],
): Promise<ReadonlyMap<string, Block>> {
  const trials = await trialsOfIdeas(database, organisationId, ideaIds);
  const now = clock.now();
  // The newest come first, and the last one that is put under a key stays.
  return new Map(
    trials.toReversed().flatMap((trial) => (trial.ideaId === null ? [] : [[trial.ideaId, trialRow(trial, now)]])),
  );
}
