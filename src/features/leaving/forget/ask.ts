/** Asks once before somebody is forgotten, with what goes and what stays; then does it. Commands, form and button. */
import { forgottenPerson } from '../../../chat/forgotten.js';
import type { FormValues } from '../../../chat/form.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../../chat/reply.js';
import { InvalidInput, NotAllowed, NotFound } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import { canAdminister } from '../../../kernel/person.js';
import {
  askCustomerCard,
  askPersonCard,
  askSubscriberCard,
  forgetForm,
  forgetWords,
  forgottenCard,
  whichContactCard,
} from '../cards/forget-card.js';
import type { LeavingDeps } from '../deps.js';
import { findContacts } from '../store/erase-contact.js';
import { countCustomer, gatherCustomer } from '../store/erase-customer.js';
import { countMember, gatherMember } from '../store/erase-member.js';
import { findSubscriber, gatherSubscriber } from '../store/erase-subscriber.js';
import { type Subject, type SubjectKind, subjectKinds } from '../store/forgettings.js';
import { countMentions } from '../store/scrub-tables.js';
import { distinctive } from './distinctive.js';
import { forget } from './forget.js';

/** `forget customer NAME`. */
export async function askCustomer(deps: LeavingDeps, typed: string, { actor }: InteractionContext): Promise<Reply> {
  refuseOthers(actor);
  const { organisationId } = actor;
  if (typed === '') return openForm(forgetForm('customer'));
  const customer = await deps.customers.find(organisationId, typed);
  if (!customer) {
    const near = await deps.customers.nearest(organisationId, typed);
    throw InvalidInput.field('leaving.noCustomer', 'who', forgetWords.noCustomer(typed, near));
  }
  const { id: customerId, name } = customer;
  const { counts, mentionCount } = await deps.database.transaction(async (tx) => {
    const who = { organisationId, customerId };
    const found = await distinctive(
      tx,
      organisationId,
      { kind: 'customer', id: customerId },
      await gatherCustomer(tx, who),
    );
    return { counts: await countCustomer(tx, who), mentionCount: await countMentions(tx, organisationId, found) };
  });
  return showCard(askCustomerCard({ id: customerId, name }, counts, mentionCount));
}

/** `forget person @x`, or somebody at a customer by address or name. */
export async function askPerson(deps: LeavingDeps, typed: string, { actor }: InteractionContext): Promise<Reply> {
  refuseOthers(actor);
  const { organisationId } = actor;
  if (typed === '') return openForm(forgetForm('person'));
  const contacts =
    typed.startsWith('@') || typed.startsWith('<') ? [] : await findContacts(deps.database, organisationId, typed);
  const [contact] = contacts;
  if (contact) return showCard(whichContactCard(contacts));
  const subscriber = await findSubscriber(deps.database, organisationId, typed);
  if (subscriber) return showCard(askSubscriberCard(subscriber));
  const { id: memberId, name, hasLeft } = await deps.people.findMember(organisationId, typed, 'who');
  const { counts, mentionCount } = await deps.database.transaction(async (tx) => {
    const who = { organisationId, memberId };
    const found = await distinctive(tx, organisationId, { kind: 'member', id: memberId }, await gatherMember(tx, who));
    return { counts: await countMember(tx, who), mentionCount: await countMentions(tx, organisationId, found) };
  });
  return showCard(askPersonCard({ id: memberId, name, hasLeft }, counts, mentionCount));
}

/** The submitted form. @param kind customer or person */
export function forgetFilledIn(
  deps: LeavingDeps,
  { kind, values }: { readonly kind: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  const typed = String(values.who ?? '').trim();
  if (typed === '') throw InvalidInput.field('leaving.nobody', 'who', forgetWords.nobody());
  return kind === 'customer' ? askCustomer(deps, typed, context) : askPerson(deps, typed, context);
}

/** The yes. @param value `customer ID` */
export async function forgetByButton(deps: LeavingDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { actor, platform: surface } = context;
  refuseOthers(actor);
  const subject = await known(deps, value, actor.organisationId);
  if (subject.kind === 'member' && subject.id === actor.id)
    throw new NotAllowed('leaving.oneself', forgetWords.oneself());
  const done = await forget(deps, actor.organisationId, subject, { actorId: actor.id, surface });
  return showCard(forgottenCard(subject.kind, done));
}

/** What a button carries may be of another organisation, or gone. */
async function known(deps: LeavingDeps, value: string, organisationId: string): Promise<Subject> {
  const [typed = '', id = ''] = value.split(' ');
  const kind = subjectKinds.find((each) => each === typed);
  if (!kind || !isId(id) || !(await isHere(deps, organisationId, { kind, id })))
    throw new NotFound('leaving.gone', forgetWords.gone());
  return { kind, id };
}

async function isHere({ customers, people, database }: LeavingDeps, organisationId: string, { kind, id }: Subject) {
  const tables: Readonly<Record<SubjectKind, () => Promise<boolean>>> = {
    customer: async () => (await customers.byIds(organisationId, [id])).has(id),
    member: async () => {
      const member = await people.member(organisationId, id);
      return member !== null && member.name !== forgottenPerson;
    },
    contact: async () => (await customers.person(organisationId, id)) !== null,
    subscriber: async () => (await gatherSubscriber(database, { organisationId, subscriberId: id })).terms.length > 0,
  };
  return tables[kind]();
}

function refuseOthers({ role }: InteractionContext['actor']): void {
  if (!canAdminister(role)) throw new NotAllowed('leaving.forget', forgetWords.notYours());
}
