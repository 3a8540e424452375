/** What customers answers to: each id and the use case behind it, a line each. Read by the door. */
import type { Feature } from '../../chat/feature.js';
import { openForm } from '../../chat/reply.js';
import { addByButton } from './add.js';
import { preferenceForm, whoForm } from './cards/forms.js';
import type { CustomersDeps, OtherRooms } from './deps.js';
import { mergeByButton, mergeByCommand, renameByCommand } from './join.js';
import { askRightName, correctName } from './new-customer.js';
import { addPersonByForm, openPersonForm, peopleList, removePerson } from './people.js';
import { openCustomerForm, preferByForm, settleByCommand, settleByForm } from './settle.js';
import { profileOf, showById, showByName, showHistory } from './show.js';

export function customersFeature(deps: CustomersDeps & OtherRooms): Feature {
  const people = peopleList(deps);
  return {
    title: 'Customers',
    topic: { name: 'customers', about: 'who a customer is, and what they told us' },
    commands: [
      {
        name: 'who',
        usage: 'who NAME',
        does: 'the customer, as one should know them before a conversation',
        examples: ['who Acme'],
        handle: async ({ text }, context) => (text === '' ? openForm(whoForm) : showByName(deps, text, context)),
      },
      {
        name: 'customer',
        usage: 'customer NAME [segment: owner:@x prefers: contact: alias: attribute:plan=Gold]',
        does: 'adds or changes a customer',
        examples: ['customer "Acme Ltd" segment:Retail owner:@ben'],
        details: [
          { key: 'segment' },
          { key: 'owner', names: 'member' },
          { key: 'prefers' },
          { key: 'contact', many: true },
          { key: 'alias', many: true },
          { key: 'attribute', many: true },
        ],
        handle: (line, context) =>
          line.text === '' ? openCustomerForm(deps, '', context) : settleByCommand(deps, line, context),
      },
      {
        name: 'customer rename',
        usage: 'customer rename OLD to NEW',
        does: 'renames a customer; the old name still finds it',
        handle: (line, context) => renameByCommand(deps, line, context),
      },
      {
        name: 'customer merge',
        usage: 'customer merge OTHER into NAME',
        does: 'makes one of two customers',
        allowed: 'champion',
        handle: (line, context) => mergeByCommand(deps, line, context),
      },
    ],
    actions: {
      'customers.merge': (value, context) => mergeByButton(deps, value, context),
      // Cards of before the profile carry a page behind the id.
      'customers.show': (value, context) => showById(deps, { id: value.split(' ')[0] ?? '' }, context),
      'customers.history': (value, context) => showHistory(deps, value, context),
      'customers.people': people.pressed,
      'customers.person': (id, context) => openPersonForm(deps, id, context),
      'customers.removePerson': (id, context) => removePerson(deps, id, context),
      'customers.prefer': async (id, context) => openForm(preferenceForm(await profileOf(deps, id, context))),
      'customers.addOwn': (typed, context) => addByButton(deps, typed, context),
      'customers.change': (id, context) => openCustomerForm(deps, id, context),
      'customers.wrongName': (id, context) => askRightName(deps, id, context),
    },
    forms: {
      'customers.wrongName': (id, values, context) => correctName(deps, { id, values }, context),
      'customers.show': (_, { customer }, context) => showByName(deps, String(customer ?? ''), context),
      'customers.change': (id, values, context) => settleByForm(deps, { id, values }, context),
      'customers.addPerson': (id, values, context) => addPersonByForm(deps, { id, values }, context),
      'customers.prefer': (id, values, context) => preferByForm(deps, { id, values }, context),
    },
  };
}
