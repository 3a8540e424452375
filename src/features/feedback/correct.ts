/** The use cases that put right what went in: withdraw, bring back, edit, and join with another. */
import { InvalidInput } from '../../kernel/errors.js';
import type { Transaction } from '../../storage/database.js';
import type { CustomerRef } from '../customers/index.js';
import { amend, type Deed, type Frame, record } from './amend.js';
import * as refusals from './cards/refusals.js';
import { nameAt } from './compose-rows.js';
import type { FeedbackDeps } from './deps.js';
import { fileAnew } from './index-words.js';
import { promiseOf, receiverOfLeftOut } from './lifecycle.js';
import { cardEdits } from './orders.js';
import * as corrections from './rules/corrections.js';
import { type Feedback, feedbackNumbers, isLeftOut, type WithdrawalReason } from './rules/feedback.js';
import { withPromise } from './rules/transitions.js';
import { maySee } from './rules/visibility.js';
import { moveParts, openOf, saveEdited, wasByReaction } from './store/corrections.js';
import { appendEvents, findByIds, findByNumber, knownItems, lockByNumber } from './store/feedback.js';

/** Taken back: nothing is announced, and every count, list and agenda forgets it. */
export function withdraw(deps: FeedbackDeps, number: number, because: WithdrawalReason, deed: Deed): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'withdraw' }, ({ feedback, terms }) =>
    corrections.withdraw(feedback, because, terms),
  );
}

/** As if it had not been withdrawn, or joined with another. */
export function restore(deps: FeedbackDeps, number: number, deed: Deed): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'restore' }, async ({ feedback, profile, terms }, tx) => {
    if (isLeftOut(feedback)) return takeUp(deps, tx, { feedback, profile, terms }, deed);
    const outcome = corrections.restore(feedback, terms);
    const [whole] = feedback.sameAsId ? await findByIds(tx, [feedback.organisationId], [feedback.sameAsId]) : [];
    if (whole) await deps.outbox.enqueue(tx, cardEdits(whole));
    const { organisationId, customerId } = feedback;
    const isGone =
      customerId !== null && !(await deps.customers.byIds(organisationId, [customerId], tx)).has(customerId);
    if (!isGone) return outcome;
    const nobodys = { ...outcome.feedback, customerId: null };
    await saveEdited(tx, nobodys);
    return { ...outcome, feedback: nobodys };
  });
}

/** It is no noise: somebody gets it, as if it came now. */
async function takeUp(deps: FeedbackDeps, tx: Transaction, frame: Frame, deed: Deed) {
  const { feedback, terms } = frame;
  const { receiver, promise } = await receiverOfLeftOut(deps, frame, deed.actor, tx);
  const { id: feedbackId, organisationId } = feedback;
  const event = { feedbackId, organisationId, at: terms.now, actorId: null, surface: deed.surface };
  await appendEvents(tx, [{ ...event, what: 'routed', details: receiver }]);
  return corrections.takeUp(feedback, receiver, { ...terms, ...promise });
}

/** As typed: the customer by name, `null` for none. Absent: stays as it is. */
export type EditDraft = Omit<corrections.Edit, 'customerId'> & { readonly customer?: string | null };

/** Answers with the customer, where the edit made one. Throws InvalidInput on `text` and `customer`. */
export async function edit(
  deps: FeedbackDeps,
  number: number,
  draft: EditDraft,
  deed: Deed,
): Promise<{
  readonly feedback: Feedback;
  /** Its customer before. */
  readonly before: string | null;
  readonly newCustomer: CustomerRef | null;
}> {
  const { customer, ...rest } = draft;
  let customerId: string | null | undefined;
  let before: string | null = null;
  let newCustomer: CustomerRef | null = null;
  const first: Parameters<typeof amend>[1]['first'] = async (tx) => {
    if (customer === undefined) return;
    customerId = null;
    if (customer === null) return;
    const { name: ourselves } = await deps.people.organisation(deed.organisationId, tx);
    if (deps.customers.isNobody(customer, ourselves))
      throw InvalidInput.field('feedback.nobody', 'customer', refusals.nobody(customer));
    const found = (await deps.customers.findOrCreateMany(tx, deed.organisationId, [customer])).get(customer);
    customerId = found?.id ?? null;
    newCustomer = found?.isNew ? found : null;
  };
  const feedback = await amend(
    deps,
    { number, deed, verb: 'edit', first },
    async ({ feedback, profile, terms }, tx) => {
      before = feedback.customerId;
      const changesWords = rest.text !== undefined && rest.text !== feedback.text;
      if (changesWords && !corrections.mayChangeWords(feedback, deed.actor.id, terms.now)) {
        throw InvalidInput.field('feedback.wordsStay', 'text', refusals.wordsStay(feedback));
      }
      const edited = corrections.edit(feedback, { ...rest, customerId }, deed.actor.id, terms.now);
      if (!edited) return null;
      const outcome = { ...edited, feedback: await inTrialOf(deps, tx, edited.feedback, before) };
      await saveEdited(tx, outcome.feedback);
      if (changesWords) await fileAnew(tx, outcome.feedback);
      // Of another customer, or of another severity, another promise may hold.
      const promise = await promiseOf(deps, tx, outcome.feedback, profile.settings);
      return { ...outcome, feedback: withPromise(outcome.feedback, promise, terms) };
    },
  );
  return { feedback, before, newCustomer };
}

/** Of another customer, the early test is that customer's. @param before its customer as it was */
async function inTrialOf({ customers }: FeedbackDeps, tx: Transaction, feedback: Feedback, before: string | null) {
  const { organisationId, customerId, capturedAt, saidAt } = feedback;
  if (customerId === before) return feedback;
  const taking = await customers.takingPart(tx, organisationId);
  return { ...feedback, trial: nameAt(taking.get(customerId ?? ''), saidAt ?? capturedAt) };
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
      const [wholeOfNamed] = named?.sameAsId ? await findByIds(tx, [named.organisationId], [named.sameAsId]) : [];
      const whole = wholeOfNamed ?? named;
      if (!whole || !maySee(whole, deed.actor.id, profile.champion?.id ?? null)) {
        throw feedbackNumbers.notFound(other);
      }
      if (whole.id === feedback.id) throw InvalidInput.field('feedback.sameItem', 'with', refusals.sameItem(feedback));
      if (whole.state === 'resolved' || whole.state === 'withdrawn') {
        throw InvalidInput.field('feedback.cannotJoin', 'with', refusals.cannotJoin(feedback, whole));
      }
      const joined = corrections.join(feedback, whole, terms);
      await moveParts(tx, feedback.organisationId, feedback.id, whole.id);
      const turn = { profile, origin: deed, now: terms.now };
      await record(deps, { before: whole, outcome: joined.whole, ...turn }, tx);
      return joined.part;
    },
  );
}

/** The customer is called otherwise now: the cards that stand somewhere say so. */
export async function showAnew(
  { outbox }: FeedbackDeps,
  tx: Transaction,
  customerId: string,
  organisationId: string,
): Promise<void> {
  await outbox.enqueue(tx, (await openOf(tx, organisationId, customerId)).flatMap(cardEdits));
}

/**
 * A reaction was removed: what this person's reaction captured lately is taken back, unless somebody has answered it.
 * What was captured by the menu stays, whoever reacted since. null: nothing to take back.
 */
export async function takeBackCaptured(deps: FeedbackDeps, sourceId: string, deed: Deed): Promise<Feedback | null> {
  const { organisationId } = deed;
  const known = await knownItems(deps.database, organisationId, deed.surface, [sourceId]);
  const number = known.get(sourceId);
  const found = number === undefined ? null : await findByNumber(deps.database, organisationId, number);
  if (!found || found.capturedById !== deed.actor.id || found.state !== 'open') return null;
  if (deps.clock.now().getTime() - found.capturedAt.getTime() > corrections.reactionOpenMs) return null;
  if (!(await wasByReaction(deps.database, found.organisationId, found.id))) return null;
  return withdraw(deps, found.number, 'mistake', deed);
}
