/** The use cases that put right what went in: withdraw, bring back, edit, and join with another. */
import { InvalidInput } from '../../kernel/errors.js';
import { amend, type Deed, record } from './amend.js';
import * as say from './cards/refusals.js';
import type { FeedbackDeps } from './deps.js';
import { cardEdits } from './orders.js';
import * as corrections from './rules/corrections.js';
import { type Feedback, feedbackNumbers, type WithdrawnBecause } from './rules/feedback.js';
import { maySee } from './rules/visibility.js';
import { moveParts, saveEdited } from './store/corrections.js';
import { findByIds, findByNumber, knownItems, lockByNumber } from './store/feedback.js';

/** Taken back: nothing is announced, and every count, list and agenda forgets it. */
export function withdraw(
  deps: FeedbackDeps,
  number: number,
  because: Exclude<WithdrawnBecause, 'same'>,
  deed: Deed,
): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'withdraw' }, ({ feedback, terms }) =>
    corrections.withdraw(feedback, because, terms),
  );
}

/** As if it had not been withdrawn, or joined with another. */
export function restore(deps: FeedbackDeps, number: number, deed: Deed): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'restore' }, async ({ feedback, terms }, tx) => {
    const outcome = corrections.restore(feedback, terms);
    const [whole] = feedback.sameAsId ? await findByIds(tx, [feedback.sameAsId]) : [];
    if (whole) await deps.outbox.enqueue(tx, cardEdits(whole));
    return outcome;
  });
}

/** As typed: the customer by name, `null` for none. Absent: stays as it is. */
export type EditDraft = Omit<corrections.Edit, 'customerId'> & { readonly customer?: string | null };

export async function edit(deps: FeedbackDeps, number: number, draft: EditDraft, deed: Deed): Promise<Feedback> {
  const { customer, ...rest } = draft;
  let customerId: string | null | undefined;
  const first: Parameters<typeof amend>[1]['first'] = async (tx) => {
    if (customer === undefined) return;
    const found = customer === null ? null : await deps.customers.findOrCreateMany(tx, deed.organisationId, [customer]);
    customerId = found?.get(customer ?? '')?.id ?? null;
  };
  return amend(deps, { number, deed, verb: 'edit', first }, async ({ feedback, terms }, tx) => {
    const changesWords = rest.text !== undefined && rest.text !== feedback.text;
    if (changesWords && !corrections.mayChangeWords(feedback, deed.actor.id, terms.now)) {
      throw InvalidInput.field('feedback.wordsStay', 'text', say.wordsStay(feedback));
    }
    const outcome = corrections.edit(feedback, { ...rest, customerId }, deed.actor.id, terms.now);
    if (outcome) await saveEdited(tx, outcome.feedback);
    return outcome;
  });
}

/** @param other the number of the one that it becomes a part of; a part itself, then that which it is a part of */
export async function join(deps: FeedbackDeps, number: number, other: number, deed: Deed): Promise<Feedback> {
  const { organisationId } = deed;
  return amend(
    deps,
    {
      number,
      deed,
      verb: 'join',
      // In one order, so that two people who join the same two do not wait for each other.
      async first(tx) {
        for (const each of [number, other].sort((a, b) => a - b)) await lockByNumber(tx, organisationId, each);
      },
    },
    async ({ feedback, profile, terms }, tx) => {
      const named = await lockByNumber(tx, organisationId, other);
      const [wholeOfNamed] = named?.sameAsId ? await findByIds(tx, [named.sameAsId]) : [];
      const whole = wholeOfNamed ?? named;
      if (!whole || !maySee(whole, deed.actor.id, profile.champion?.id ?? null)) {
        throw feedbackNumbers.notFound(other);
      }
      if (whole.id === feedback.id) throw InvalidInput.field('feedback.sameItem', 'with', say.sameItem(feedback));
      if (whole.state === 'resolved' || whole.state === 'withdrawn') {
        throw InvalidInput.field('feedback.cannotJoin', 'with', say.cannotJoin(feedback, whole));
      }
      const joined = corrections.join(feedback, whole, terms);
      await moveParts(tx, feedback.id, whole.id);
      const turn = { profile, origin: deed, now: terms.now };
      await record(deps, { before: whole, outcome: joined.whole, ...turn }, tx);
      return joined.part;
    },
  );
}

/**
 * The reaction by which a message was captured was removed: what it captured is taken back, if this person captured it
 * lately and nobody has answered it. null: nothing to take back.
 */
export async function takeBackCaptured(deps: FeedbackDeps, sourceId: string, deed: Deed): Promise<Feedback | null> {
  const { organisationId } = deed;
  const known = await knownItems(deps.database, organisationId, deed.surface, [sourceId]);
  const number = known.get(sourceId);
  const found = number === undefined ? null : await findByNumber(deps.database, organisationId, number);
  if (!found || found.capturedById !== deed.actor.id || found.state !== 'open') return null;
  if (deps.clock.now().getTime() - found.capturedAt.getTime() > corrections.reactionOpenMs) return null;
  return withdraw(deps, found.number, 'mistake', deed);
}
