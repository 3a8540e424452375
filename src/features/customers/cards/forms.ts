/** The forms of customers: whom to show, whom to add, what to change. */

import { type Form, field } from '../../../chat/form.js';
import { type CustomerProfile, limits } from '../rules/customer.js';

/** Asks for a customer's name. */
export const whoForm: Form = {
  form: 'customers.show',
  subject: '',
  title: 'Who is the customer?',
  fields: [field('text', 'customer', 'Name', { hint: 'As you would say it: Acme', maxLength: limits.name })],
  submit: 'Show',
};

/** @param customer null: a new one */
export function customerForm(customer: CustomerProfile | null): Form {
  const attributes = Object.entries(customer?.attributes ?? {}).map(([name, value]) => `${name}=${value}`);
  return {
    form: 'customers.change',
    subject: customer?.id ?? '',
    title: customer ? 'Change a customer' : 'New customer',
    fields: [
      field('text', 'name', 'Name', { value: customer?.name, maxLength: limits.name }),
      field('text', 'segment', 'Segment', {
        value: customer?.segment ?? undefined,
        hint: 'enterprise, small business, private …',
        optional: true,
        maxLength: limits.segment,
      }),
      field('person', 'owner', 'Who looks after them?', { value: customer?.ownerId ?? undefined, optional: true }),
      field('text', 'aliases', 'Other names', {
        value: customer?.aliases.join('\n'),
        hint: 'One a line. Ltd, GmbH and the like, case and accents are found without.',
        optional: true,
        multiline: true,
        maxLength: 2000,
      }),
      field('text', 'attributes', 'Attributes', {
        value: attributes.join('\n'),
        hint: 'One a line: plan=Gold',
        optional: true,
        multiline: true,
        maxLength: 3000,
      }),
    ],
    submit: customer ? 'Save' : 'Add',
  };
}
