/** What is said of a customer who was made because nobody had the name, and the form that corrects a slip of the finger. */
import { button, note, titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import { say } from '../../../kernel/language/say.js';
import type { CustomerRef } from '../rules/customer.js';
import { limits } from '../rules/customer.js';
import { saysNobody } from '../rules/nobody.js';
import { shown } from './refusals.js';

/** Says that nobody was called so before, with the way back where it was a typo. */
export const newCustomerRow = ({ id, name }: CustomerRef): Block => ({
  kind: 'row',
  line: say('New customer: {name}', { name }),
  action: button(say('Wrong name?'), 'customers.wrongName', id),
});

/** What made the customer was taken back, and it may have been a slip of the finger too. */
export const unusedRow = ({ id, name }: CustomerRef): Block => ({
  kind: 'row',
  line: say('Nothing else names {name}, who was new.', { name }),
  action: button(say('Remove the customer'), 'customers.removeUnused', id),
});

/** Why nobody is meant by a name: the company itself, or "Anonymous". */
export const nobodyWords = (typed: string): string =>
  saysNobody(typed)
    ? say('“{name}” names nobody', { name: shown(typed) })
    : say('“{name}” is this company itself', { name: shown(typed) });

/** Such a name was given for the customer. */
export const nobodyNote = (typed: string): Block =>
  note(
    saysNobody(typed)
      ? say('“{name}” names nobody, so it is kept without a customer.', { name: shown(typed) })
      : say('“{name}” is this company itself, so it is kept without a customer.', { name: shown(typed) }),
  );

/** @param known whom it may be, by name */
export function rightNameForm({ id, name }: CustomerRef, known: readonly string[]): Form {
  const options = known.map((each) => ({ value: each, label: each }));
  return {
    form: 'customers.wrongName',
    subject: id,
    title: say('Whose name is it?'),
    intro: say('“{name}” is new. What was kept for it goes to the right name, and the old one still finds it.', {
      name: shown(name),
    }),
    submit: say('Save'),
    fields: [
      ...(options.length > 0
        ? [field('choice', 'known', say('One of those we know'), { options, optional: true })]
        : []),
      field('text', 'name', options.length > 0 ? say('Or the right name') : say('The right name'), {
        value: name,
        maxLength: limits.name,
      }),
    ],
  };
}

/** A fault and its remedy. */
export const stillUsed = (name: string): string =>
  say('Something names {name} by now, so it stays. Look at it with `who {name}`.', { name: shown(name) });

/** Answers whoever removed it. */
export const removedCard = (name: string): Card => titledCard(say('{name} is removed.', { name }), [], 'good');
