/** Invites customers to an early test: by mail where that is set up, else by whoever looks after them. */

import { note } from '../../chat/blocks.js';
import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { isId, newId } from '../../kernel/id.js';
import { type AskablePerson, isUnwanted, type KnownCustomer } from '../customers/index.js';
import { invitedLine } from './cards/invite-cards.js';
import { refusals } from './cards/trial-words.js';
import type { TrialsDeps } from './deps.js';
import { handOrders } from './hand-on.js';
import { record } from './record.js';
import { isOpen, limits, type Trial, trialName, trialNumbers } from './rules/trial.js';
import { insertInvitations, invitedAmong, type NewInvitation } from './store/invitations.js';
import { saveSending } from './store/trials.js';
import { cardFor, find, lock, proposals, refuseOthers } from './view.js';

/** `trial invite T-1 all`, `trial invite T-1 customer:"Acme; Globex"`; without either whom it proposes. */
export async function inviteByCommand(
  deps: TrialsDeps,
  { text, details }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const [typed = '', ...rest] = text.trim().split(/\s+/u);
  if (typed === '') throw refusals.nameToInvite();
  const trial = await find(deps, context.actor.organisationId, trialNumbers.read(typed));
  const word = rest.join(' ').toLowerCase();
  if (details.customer !== undefined) return invite(deps, trial, await named(deps, trial, details.customer), context);
  if (word === 'all') return invite(deps, trial, 'all', context);
  throw refusals.noWhom(trial);
}

/** @param value `T-1 all`, or `T-1` with a customer's id */
export async function inviteByButton(deps: TrialsDeps, value: string, context: InteractionContext): Promise<Reply> {
  const [typed = '', whom = ''] = value.split(' ');
  const trial = await find(deps, context.actor.organisationId, trialNumbers.read(typed));
  return invite(deps, trial, isId(whom) ? [whom] : 'all', context);
}

/** One name, or several between semicolons, as ids. */
async function named({ customers }: TrialsDeps, { organisationId }: Trial, typed: string): Promise<readonly string[]> {
  const names = [...new Set(typed.split(';').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length > limits.atOnce) throw refusals.manyCustomers(names.length);
  const ids = new Set<string>();
  for (const name of names) {
    const customer = await customers.find(organisationId, name);
    if (!customer) throw refusals.customer(name, await customers.nearest(organisationId, name));
    ids.add(customer.id);
  }
  return [...ids];
}

async function invite(
  deps: TrialsDeps,
  trial: Trial,
  whom: readonly string[] | 'all',
  context: InteractionContext,
): Promise<Reply> {
  await refuseOthers(deps, trial, context);
  const now = deps.clock.now();
  if (!isOpen(trial, now)) throw refusals.over(trial);
  const { organisationId, number } = trial;
  const ids =
    whom === 'all' ? (await proposals(deps, trial)).slice(0, limits.atOnce).map(({ customerId }) => customerId) : whom;
  if (ids.length === 0) throw whom === 'all' ? refusals.nobody(trial) : refusals.noWhom(trial);
  const known = await deps.customers.byIds(organisationId, ids);
  const guests = await guestsOf(deps, [...known.values()], organisationId);
  const willing = guests.filter(({ isUnwilling }) => !isUnwilling);
  const unwillingNames = guests.flatMap(({ customer, isUnwilling }) => (isUnwilling ? customer.name : []));
  if (willing.length === 0) throw refusals.noneWants(unwillingNames);
  const done = await deps.outbox.commit(async (tx) => {
    const locked = await lock(tx, organisationId, number);
    if (!isOpen(locked, now)) throw refusals.over(locked);
    const of = { organisationId, trialId: trial.id };
    const before = await invitedAmong(
      tx,
      of,
      willing.map(({ customer }) => customer.id),
    );
    const fresh = willing.filter(({ customer }) => !before.has(customer.id));
    if (fresh.length === 0) return null;
    const rows = fresh.flatMap((guest) => guest.people.map((personId) => rowOf(guest, personId, now)));
    await insertInvitations(tx, { ...of, byId: context.actor.id, at: now }, rows);
    const mailCount = rows.filter(({ way }) => way === 'mail').length;
    if (mailCount > 0) await saveSending(tx, trial, now);
    const handed = rows.filter(({ way }) => way === 'owner');
    await deps.outbox.enqueue(tx, await handOrders(deps, tx, { trial, kind: 'trials.hand', invitations: handed }));
    const names = fresh.map(({ customer }) => customer.name);
    const origin = { organisationId, actor: context.actor, surface: context.platform };
    // As many as its line names.
    const customerIds = fresh.slice(0, 5).map(({ customer }) => customer.id);
    await record(deps, tx, {
      trial,
      happened: { what: 'invited', details: { customerIds, count: fresh.length } },
      origin,
    });
    const change = { organisationId, actorId: context.actor.id, surface: context.platform };
    await deps.people.audit(tx, {
      ...change,
      what: 'trials.invite',
      subject: trialName(number),
      after: { count: fresh.length },
    });
    const handedNames = fresh.flatMap(({ customer, way }) => (way === 'owner' ? customer.name : []));
    return { names, mailCount, handedNames, unwillingNames };
  });
  if (!done) throw refusals.allInvited(willing.map(({ customer }) => customer.name));
  const card = await cardFor(deps, await find(deps, organisationId, number), context);
  return showCard({ ...card, tone: 'good', blocks: [note(invitedLine(done)), ...card.blocks] });
}

/** A customer with whom there may be asked. */
interface Guest {
  readonly customer: KnownCustomer;
  /** Nobody there wants early tests. */
  readonly isUnwilling: boolean;
  readonly way: NewInvitation['way'];
  /** null: whoever their owner gives the link to. */
  readonly people: readonly (string | null)[];
}

async function guestsOf(
  { customers, sendsMail }: TrialsDeps,
  known: readonly KnownCustomer[],
  organisationId: string,
): Promise<readonly Guest[]> {
  const ids = known.map(({ id }) => id);
  const people = new Map<string, AskablePerson[]>(ids.map((id) => [id, []]));
  for (let after: string | null = null; ; ) {
    const asked: { after: string | null; limit: number } = { after, limit: pieceLength };
    const piece: readonly AskablePerson[] = await customers.askable({
      organisationId,
      of: { kind: 'customers', ids },
      ...asked,
    });
    for (const person of piece) people.get(person.customerId)?.push(person);
    if (piece.length < pieceLength) break;
    after = piece.at(-1)?.id ?? null;
  }
  return known.map((customer) => guestOf(customer, people.get(customer.id) ?? [], sendsMail));
}

/** People in one look. */
const pieceLength = 1_000;

function guestOf(customer: KnownCustomer, people: readonly AskablePerson[], sendsMail: boolean): Guest {
  const texts = customer.preferenceTexts.map((text) => ({ text }));
  const willing = people.filter(({ leftOutOf }) => !leftOutOf.includes('earlyTests'));
  const isUnwilling = isUnwanted(texts, 'earlyTests') || (people.length > 0 && willing.length === 0);
  const reachable = sendsMail ? willing.filter(({ mailFailsSince }) => mailFailsSince === null) : [];
  const [way, chosen] = reachable.length > 0 ? (['mail', reachable] as const) : (['owner', willing] as const);
  const ids = chosen.slice(0, limits.peopleOfOne).map(({ id }) => id);
  return { customer, isUnwilling, way, people: ids.length > 0 ? ids : [null] };
}

const rowOf = ({ customer, way }: Guest, personId: string | null, now: Date): NewInvitation => ({
  id: newId(now),
  customerId: customer.id,
  personId,
  way,
  givenAt: way === 'owner' ? now : null,
});
