/** The people at a customer, as a list shows them. */
import { button } from '../../../chat/blocks.js';
import type { Block } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import type { ListHeading } from '../../../chat/list.js';
import { say } from '../../../kernel/language/say.js';
import { factsAsShown, furtherFacts } from '../rules/known.js';
import type { ListedPerson } from '../store/people.js';
import { valueWords } from './profile-card.js';

/** How the list is headed. */
export const noPeople = (): ListHeading => ({
  title: say('People there'),
  none: say('Nobody is listed there yet. Press “Add a person” on the customer’s card.'),
});

/** One of them, with the way to take them off. */
export function personRow({ id, name, role, email, attributes, shownAs }: ListedPerson): Block {
  const facts = furtherFacts(factsAsShown(attributes, shownAs)).map(
    ([label, { value }]) => `${label}: ${valueWords(value)}`,
  );
  const told = facts.length === 0 ? null : firstFew(facts, 3);
  const detail = [role, email, told].filter((part) => part !== null && part !== name).join(' · ');
  return {
    kind: 'row',
    line: name,
    ...(detail !== '' && { detail }),
    action: {
      ...button(say('Remove'), 'customers.removePerson', id),
      confirm: {
        title: say('Remove {name}?', { name }),
        text: say('They are no longer listed or recognised here.'),
        yes: say('Remove'),
      },
    },
  };
}
