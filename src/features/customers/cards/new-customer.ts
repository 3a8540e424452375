/** What is said of a customer who was made because nobody had the name, and the form that corrects a slip of the finger. */
import { button, note, titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import type { CustomerRef } from '../rules/customer.js';
import { limits } from '../rules/customer.js';
import { saysNobody } from '../rules/nobody.js';
import { shown } from './refusals.js';

/** Says that nobody was called so before, with the way back where it was a typo. */
export const newCustomerRow = ({ id, name }: CustomerRef): Block => ({
  kind: 'row',
  line: `New customer: ${name}`,
  action: button('Wrong name?', 'customers.wrongName', id),
});

/** What made the customer was taken back, and it may have been a slip of the finger too. */
export const unusedRow = ({ id, name }: CustomerRef): Block => ({
  kind: 'row',
  line: `Nothing else names ${name}, who was new.`,
  action: button('Remove the customer', 'customers.removeUnused', id),
});

/** Why nobody is meant by a name: the company itself, or "Anonymous". */
export const nobodyWords = (typed: string): string =>
  `“${shown(typed)}” ${saysNobody(typed) ? 'names nobody' : 'is this company itself'}`;

/** Such a name was given for the customer. */
export const nobodyNote = (typed: string): Block => note(`${nobodyWords(typed)}, so it is kept without a customer.`);

/** @param known whom it may be, by name */
export function rightNameForm({ id, name }: CustomerRef, known: readonly string[]): Form {
  const options = known.map((each) => ({ value: each, label: each }));
  return {
    form: 'customers.wrongName',
    subject: id,
    title: 'Whose name is it?',
    intro: `“${shown(name)}” is new. What was kept for it goes to the right name, and the old one still finds it.`,
    submit: 'Save',
    fields: [
      ...(options.length > 0 ? [field('choice', 'known', 'One of those we know', { options, optional: true })] : []),
      field('text', 'name', options.length > 0 ? 'Or the right name' : 'The right name', {
        value: name,
        maxLength: limits.name,
      }),
    ],
  };
}

/** A fault and its remedy. */
export const stillUsed = (name: string): string =>
  `Something names ${shown(name)} by now, so it stays. Look at it with \`who ${shown(name)}\`.`;

/** Answers whoever removed it. */
export const removedCard = (name: string): Card => titledCard(`${name} is removed.`, [], 'good');
