/** The words of taking a customer's data out. */
import { actions, note, text, titledCard } from '../../../chat/blocks.js';
import type { Card } from '../../../chat/card.js';

/** What is said when there is nothing to export, and in the file itself. */
export const exportWords = {
  whom: 'The customer is missing. Write `export customer:NAME`.',
  noCustomer: (typed: string, near: string | null) =>
    `There is no customer ${typed}. ${near === null ? 'Write the name as the profile shows it.' : `Did you mean \`export customer:"${near}"\`?`}`,
  note: 'Everything that Empty Chair keeps about this customer, table by table. Instants are UTC. Rows with "confidential": true are confidential.',
};

/** The file is ready. */
export const exportedCard = (name: string, url: string): Card => ({
  ...titledCard(`Everything about ${name}`, [
    text(
      'The file holds all that is kept of them: what they said, scored and did, who they are, and what was done about it.',
    ),
    actions([{ kind: 'openLink', label: 'Download the file', url }]),
    note(
      'The address of the file is good for an hour, for whoever has it. What is confidential is in it only if you may read it.',
    ),
  ]),
  discreet: true,
});
