/** Reads one early test with what its cards show of it, and whom it proposes. */

import type { InteractionContext } from '../../chat/interaction.js';
import { say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import { isUnwanted } from '../customers/index.js';
import { shownProposals, type TrialReader, type TrialView, trialCard } from './cards/trial-card.js';
import { refusals } from './cards/trial-words.js';
import type { TrialsDeps } from './deps.js';
import type { Proposal } from './rules/reason.js';
import { isOpen, mayChange, type Trial, trialNumbers } from './rules/trial.js';
import { findProposals } from './store/proposals.js';
import { type CountedTrial, findByNumber, lockByNumber } from './store/trials.js';

/** Throws NotFound, also for another organisation's. */
export async function find({ database }: TrialsDeps, organisationId: string, number: number): Promise<CountedTrial> {
  const trial = await findByNumber(database, organisationId, number);
  if (!trial) throw trialNumbers.notFound(number);
  return trial;
}

/** The same, locked until `tx` ends. */
export async function lock(tx: Transaction, organisationId: string, number: number): Promise<Trial> {
  const trial = await lockByNumber(tx, organisationId, number);
  if (!trial) throw trialNumbers.notFound(number);
  return trial;
}

/** Whether this person may change it. */
export const mayChangeIt = (trial: Trial, { actor }: Pick<InteractionContext, 'actor'>): boolean =>
  mayChange(trial, { id: actor.id, mayAdminister: canAdminister(actor.role) });

/** Only its owner, the champion and admins. Throws NotAllowed, which names the owner. */
export async function refuseOthers(
  { people }: Pick<TrialsDeps, 'people'>,
  trial: Trial,
  context: Pick<InteractionContext, 'actor'>,
): Promise<void> {
  if (mayChangeIt(trial, context)) return;
  throw refusals.notIts(
    trial,
    (await people.member(trial.organisationId, trial.ownerId))?.name ?? say('whoever runs it'),
  );
}

/** What its cards show. */
export async function viewOf({ people, ideas, clock }: TrialsDeps, trial: CountedTrial): Promise<TrialView> {
  const { organisationId, ideaId, ownerId } = trial;
  const [{ settings }, owner, [idea]] = await Promise.all([
    people.organisation(organisationId),
    people.member(organisationId, ownerId),
    ideas.byIds(organisationId, ideaId === null ? [] : [ideaId]),
  ]);
  const { timeZone } = settings;
  return {
    trial,
    owner,
    idea: idea ? { name: `I-${idea.number}`, title: idea.title } : null,
    now: clock.now(),
    timeZone,
  };
}

/** Its card as this person may see it. */
export async function cardFor(deps: TrialsDeps, trial: CountedTrial, context: Pick<InteractionContext, 'actor'>) {
  const may = mayChangeIt(trial, context);
  const all = may && isOpen(trial, deps.clock.now()) ? await proposals(deps, trial) : [];
  const reader: TrialReader = {
    mayChange: may,
    proposed: { items: all.slice(0, shownProposals), totalCount: all.length },
  };
  return trialCard(await viewOf(deps, trial), reader);
}

/** Who asked for it and is not invited, without those who want no early tests. */
export async function proposals({ database, customers }: TrialsDeps, trial: Trial): Promise<readonly Proposal[]> {
  if (trial.ideaId === null && trial.segment === null) return [];
  const found = await findProposals(database, trial);
  const known = await customers.byIds(
    trial.organisationId,
    found.map(({ customerId }) => customerId),
  );
  return found.filter(({ customerId }) => {
    const texts = known.get(customerId)?.preferenceTexts ?? [];
    return !isUnwanted(
      texts.map((text) => ({ text })),
      'earlyTests',
    );
  });
}
