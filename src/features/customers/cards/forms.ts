/** The forms of customers: whom to show, whom to add, what to change. */

import { type Form, field } from '../../../chat/form.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { type CustomerRef, limits } from '../rules/customer.js';
import type { CustomerProfile } from '../rules/profile.js';

/** Asks for a customer's name. */
export const whoForm = (): Form => ({
  form: 'customers.show',
  subject: '',
  title: say('Who is the customer?'),
  fields: [field('text', 'customer', say('Name'), { hint: say('As you would say it: Acme'), maxLength: limits.name })],
  submit: say('Show'),
});

/** @param customer null: a new one */
export function customerForm(customer: CustomerProfile | null): Form {
  // What systems tell stays theirs: they would tell it again.
  const typed = Object.entries(customer?.attributes ?? {}).filter(([, { source }]) => source === null);
  const attributes = typed.map(([name, { value }]) => `${name}=${value}`);
  return {
    form: 'customers.change',
    subject: customer?.id ?? '',
    title: customer ? say('Change a customer') : say('New customer'),
    fields: [
      field('text', 'name', say('Name'), { value: customer?.name, maxLength: limits.name }),
      field('text', 'segment', say('Segment'), {
        value: customer?.segment ?? undefined,
        hint: say('enterprise, small business, private …'),
        optional: true,
        maxLength: limits.segment,
      }),
      field('person', 'owner', say('Who looks after them?'), { value: customer?.ownerId ?? undefined, optional: true }),
      field('text', 'aliases', say('Other names'), {
        value: customer?.aliases.join('\n'),
        hint: say('One on each line. You need not add spellings with Ltd or GmbH, capitals or accents.'),
        optional: true,
        multiline: true,
        maxLength: 2000,
      }),
      field('text', 'attributes', say('Attributes'), {
        value: attributes.join('\n'),
        hint: say('One on each line: plan=Gold'),
        optional: true,
        multiline: true,
        maxLength: 3000,
      }),
      field('text', 'preferences', say('What do they prefer?'), {
        value: customer?.preferences.map(({ text }) => text).join('\n'),
        hint: say('One on each line: phone, before ten. “No surveys” and “no early tests” are obeyed.'),
        optional: true,
        multiline: true,
        maxLength: 3000,
      }),
    ],
    submit: customer ? say('Save') : say('Add'),
  };
}

/** Asks for one more preference. */
export function preferenceForm({ id, name }: CustomerRef): Form {
  return {
    form: 'customers.prefer',
    subject: id,
    title: say('What do they prefer?'),
    intro: say('Whoever speaks with {name} next reads it first.', { name }),
    fields: [
      field('text', 'preference', say('Preference'), {
        hint: say('phone, before ten'),
        optional: true,
        maxLength: limits.preference,
      }),
      field('choices', 'unwanted', say('They want none of these'), {
        options: unwantedPreferences.map((value) => ({ value, label: say(value) })),
        optional: true,
      }),
    ],
    submit: say('Remember'),
  };
}

/** Each is kept in English, as it is understood by what would send it. */
const unwantedPreferences: readonly string[] = [phrase('No surveys'), phrase('No early tests')];

/** A preference as it was typed; one of these in the reader's language. */
export const preferenceText = (kept: string): string => (unwantedPreferences.includes(kept) ? say(kept) : kept);

/** Asks for somebody at a customer. */
export function personForm({ id, name }: CustomerRef): Form {
  return {
    form: 'customers.addPerson',
    subject: id,
    title: say('Add a person'),
    intro: say('Somebody at {name}. Who writes from this address is recognised.', { name }),
    fields: [
      field('text', 'name', say('Name'), { maxLength: limits.personName }),
      field('text', 'role', say('Role'), {
        hint: say('CFO, front desk …'),
        optional: true,
        maxLength: limits.personRole,
      }),
      field('text', 'email', say('E-mail'), { optional: true, maxLength: 254 }),
    ],
    submit: say('Add'),
  };
}
