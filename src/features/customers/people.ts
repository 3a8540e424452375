/** The people at a customer: listed, added by a form, and removed. Everybody may. */
import type { InteractionContext } from '../../chat/interaction.js';
import { createList, type ListHandlers } from '../../chat/list.js';
import { openForm, type Reply } from '../../chat/reply.js';
import { NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import { personForm } from './cards/forms.js';
import { noPeople, personRow } from './cards/people-rows.js';
import { changeCustomer } from './change.js';
import type { CustomersDeps } from './deps.js';
import { readCustomerDraft } from './schema.js';
import { profileOf, showById } from './show.js';
import { deletePerson, type ListedPerson, listPeople } from './store/people.js';

/** Answers the button that shows everybody at a customer; its value names them: `{"customer":"ID"}`. */
export function peopleList(deps: CustomersDeps): ListHandlers {
  return createList<ListedPerson>({
    action: 'customers.people',
    lists: { people: () => noPeople() },
    everything: 'people',
    details: ['customer'],
    find: ({ details: { customer = '' } }, cut, { actor: { organisationId } }) =>
      isId(customer)
        ? listPeople(deps.database, { organisationId, customerId: customer }, cut)
        : Promise.resolve({ items: [], totalCount: 0 }),
    rows: async (people) => people.map(personRow),
  });
}

export async function openPersonForm(deps: CustomersDeps, id: string, context: InteractionContext): Promise<Reply> {
  return openForm(personForm(await profileOf(deps, id, context)));
}

/** @param values name, role and e-mail, as typed */
export async function addPersonByForm(
  deps: CustomersDeps,
  { id, values }: { readonly id: string; readonly values: Readonly<Record<string, unknown>> },
  context: InteractionContext,
): Promise<Reply> {
  const typed = [values.name, values.role, values.email].map((part) =>
    String(part ?? '')
      .replaceAll(',', ' ')
      .trim(),
  );
  const { people } = readCustomerDraft(
    { people: [typed.filter((part) => part !== '').join(', ')] },
    { people: 'email' },
  );
  return changeCustomer(deps, { id, changes: { people }, mode: 'add', context });
}

export async function removePerson(deps: CustomersDeps, id: string, context: InteractionContext): Promise<Reply> {
  const { organisationId, id: actorId } = context.actor;
  const customerId = await deps.database.transaction(async (tx) => {
    const of = isId(id) ? await deletePerson(tx, organisationId, id) : null;
    if (of === null) throw new NotFound('customers.personGone', say('This person is not listed any more.'));
    const details = { customerId: of, changed: ['people'] };
    const surface = context.platform;
    await deps.people.recordChange(tx, { organisationId, what: 'customers.change', actorId, surface, details });
    return of;
  });
  return showById(deps, { id: customerId, note: say('Removed just now.') }, context);
}
