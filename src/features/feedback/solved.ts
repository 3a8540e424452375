/** What a customer answers when asked whether it is solved, and what is asked about. */
import type { Transaction } from '../../storage/database.js';
import { record, termsOf } from './amend.js';
import type { FeedbackDeps } from './deps.js';
import { receiverAgain } from './lifecycle.js';
import { cardEdits } from './orders.js';
import { itemOf, type ResolvedItem } from './resolved-item.js';
import type { Feedback } from './rules/feedback.js';
import * as transitions from './rules/transitions.js';
import { saveEdited } from './store/corrections.js';
import { findByIds, lockByNumber } from './store/feedback.js';

/** What a customer answered. */
export interface SaidSolved {
  readonly organisationId: string;
  readonly feedbackId: string;
  readonly isSolved: boolean;
  /** null: none. */
  readonly words: string | null;
  /** Their name; null: it is not known. */
  readonly by: string | null;
}

/** As it stands now; null: it is gone. */
export async function resolvedItem(
  { database }: FeedbackDeps,
  organisationId: string,
  id: string,
): Promise<ResolvedItem | null> {
  const found = await findWithWhole(database, organisationId, id);
  return found && itemOf(found.item, found.whole);
}

async function findWithWhole(db: Parameters<typeof findByIds>[0], organisationId: string, id: string) {
  const [item] = await findByIds(db, [organisationId], [id]);
  if (item?.organisationId !== organisationId) return null;
  const [whole = item] = item.sameAsId ? await findByIds(db, [organisationId], [item.sameAsId]) : [];
  return { item, whole };
}

/** Shows anew what stands beside it on the cards that are there. */
export async function editCards(
  { outbox }: FeedbackDeps,
  tx: Transaction,
  organisationId: string,
  id: string,
): Promise<void> {
  await outbox.enqueue(tx, (await findByIds(tx, [organisationId], [id])).flatMap(cardEdits));
}

/** The same was said, by the same person, and nothing has happened since. */
function isSaid({ saidSolved, furtherWords }: Feedback, { isSolved, words, by }: SaidSolved): boolean {
  const last = furtherWords.findLast(({ answers }) => answers !== undefined);
  return saidSolved === isSolved && last?.text === (words ?? '') && last.answers?.by === by;
}

/**
 * The customer says whether it is solved, in the caller's transaction. A no opens what is resolved again; anything else
 * is noted and shown. What was withdrawn meanwhile stays as it is.
 */
export async function takeSaidSolved(deps: FeedbackDeps, tx: Transaction, said: SaidSolved): Promise<void> {
  const { organisationId } = said;
  const profile = await deps.people.holdOrganisation(tx, organisationId);
  const terms = termsOf(profile, deps.clock.now());
  const found = await findWithWhole(tx, organisationId, said.feedbackId);
  const before = found && (await lockByNumber(tx, organisationId, found.whole.number));
  if (!before || before.state === 'withdrawn' || isSaid(before, said)) return;
  const { feedback, words } = transitions.noteSaidSolved(before, said, terms.now);
  await saveEdited(tx, feedback);
  const turn = {
    before,
    profile,
    origin: { organisationId, actor: null, surface: 'survey', place: null },
    now: terms.now,
  } as const;
  if (said.isSolved || feedback.state !== 'resolved') {
    if (said.isSolved && feedback.state === 'resolved') for (const hook of deps.onSaidSolved) await hook(tx, feedback);
    const happened = { what: 'saidSolved', details: { isSolved: said.isSolved, words } } as const;
    return record(deps, { ...turn, outcome: { feedback, happened } }, tx);
  }
  const again = await receiverAgain(deps, { feedback, profile, terms }, tx);
  const outcome = transitions.reopen(feedback, { ...again.receiver, words }, { ...terms, ...again.promise });
  return record(deps, { ...turn, outcome }, tx);
}
