/** The words of taking a customer's data out. */
import { actions, note, text, titledCard } from '../../../chat/blocks.js';
import type { Card } from '../../../chat/card.js';
import { say } from '../../../kernel/language/say.js';

/** What is said when there is nothing to export, and in the file itself. */
export const exportWords = {
  whom: () => say('The customer is missing. Write `export customer:NAME`.'),
  noCustomer: (typed: string, near: string | null) =>
    near === null
      ? say('There is no customer {typed}. Write the name as the profile shows it.', { typed })
      : say('There is no customer {typed}. Did you mean `export customer:"{near}"`?', { typed, near }),
  /** In the file, which programs read: English. */
  note: 'Everything that Empty Chair keeps about this customer, table by table. Instants are UTC. Rows with "confidential": true are confidential.',
};

/** The file is ready. */
export const exportedCard = (name: string, url: string): Card => ({
  ...titledCard(say('Everything about {name}', { name }), [
    text(
      say(
        'The file holds all that is kept of them: what they said, scored and did, who they are, and what was done about it.',
      ),
    ),
    actions([{ kind: 'openLink', label: say('Download the file'), url }]),
    note(
      say(
        'The address of the file is good for an hour, for whoever has it. What is confidential is in it only if you may read it.',
      ),
    ),
  ]),
  discreet: true,
});
