/** The forms of customers: whom to show, whom to add, what to change. */

import { type Form, field } from '../../../chat/form.js';
import { type CustomerRef, limits } from '../rules/customer.js';
import type { CustomerProfile } from '../rules/profile.js';

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
  // What systems tell stays theirs: they would tell it again.
  const typed = Object.entries(customer?.attributes ?? {}).filter(([, { source }]) => source === null);
  const attributes = typed.map(([name, { value }]) => `${name}=${value}`);
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
        hint: 'One on each line. You need not add spellings with Ltd or GmbH, capitals or accents.',
        optional: true,
        multiline: true,
        maxLength: 2000,
      }),
      field('text', 'attributes', 'Attributes', {
        value: attributes.join('\n'),
        hint: 'One on each line: plan=Gold',
        optional: true,
        multiline: true,
        maxLength: 3000,
      }),
      field('text', 'preferences', 'What do they prefer?', {
        value: customer?.preferences.map(({ text }) => text).join('\n'),
        hint: 'One on each line: phone, before ten. “No surveys” and “no early tests” are obeyed.',
        optional: true,
        multiline: true,
        maxLength: 3000,
      }),
    ],
    submit: customer ? 'Save' : 'Add',
  };
}

/** Asks for one more preference. */
export function preferenceForm({ id, name }: CustomerRef): Form {
  return {
    form: 'customers.prefer',
    subject: id,
    title: 'What do they prefer?',
    intro: `Whoever speaks with ${name} next reads it first.`,
    fields: [
      field('text', 'preference', 'Preference', {
        hint: 'phone, before ten',
        optional: true,
        maxLength: limits.preference,
      }),
      field('choices', 'unwanted', 'They want none of these', {
        options: unwantedPreferences.map((value) => ({ value, label: value })),
        optional: true,
      }),
    ],
    submit: 'Remember',
  };
}

/** Each is understood by what would send it. */
const unwantedPreferences = ['No surveys', 'No early tests'];

/** Asks for somebody at a customer. */
export function personForm({ id, name }: CustomerRef): Form {
  return {
    form: 'customers.addPerson',
    subject: id,
    title: 'Add a person',
    intro: `Somebody at ${name}. Who writes from this address is recognised.`,
    fields: [
      field('text', 'name', 'Name', { maxLength: limits.personName }),
      field('text', 'role', 'Role', { hint: 'CFO, front desk …', optional: true, maxLength: limits.personRole }),
      field('text', 'email', 'E-mail', { optional: true, maxLength: 254 }),
    ],
    submit: 'Add',
  };
}
