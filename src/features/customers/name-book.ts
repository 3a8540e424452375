/** The names of customers as typed lines may hold them; the router asks before a command runs. */
import type { NameBook } from '../../chat/feature.js';
import { changeIn } from './change.js';
import type { CustomersDeps } from './deps.js';
import { alikeNames, find, longestKnown } from './find.js';
import { nameKey } from './rules/name-key.js';
import { offeredNames } from './store/customers.js';

export function nameBook(deps: CustomersDeps): NameBook {
  const { database } = deps;
  return {
    longest: (organisationId, words) => longestKnown(database, organisationId, words),
    alike: (organisationId, typed) => alikeNames(database, organisationId, typed),
    known: (organisationId) => offeredNames(database, organisationId),
    /** A legal form or accents left out make another name for the same one; a slip of the finger does not. */
    async agree(typed, name, context) {
      if (nameKey(typed) !== nameKey(name)) return;
      const customer = await find(database, context.actor.organisationId, name);
      if (!customer) return;
      const changes = { aliases: [typed] };
      await deps.database.transaction((tx) => changeIn(deps, tx, { id: customer.id, changes, mode: 'add', context }));
    },
  };
}
