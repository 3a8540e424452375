/** Whom at customers one may ask or tell something, and what they themselves want to be left out of. */
import { isId } from '../../kernel/id.js';
import type { Sql } from '../../storage/database.js';
import { isUnwanted, type Unwanted, unwantedKinds } from './rules/preference.js';
import { type AskableRow, findAskable, type OfCustomers, pagePeople, saveUnwanted } from './store/askable.js';

/** Somebody at a customer who can be written to. */
export interface AskablePerson extends Omit<AskableRow, 'preferences' | 'unwanted'> {
  /** What they want to be left out of. */
  readonly unwanted: readonly Unwanted[];
  /** The same with what is written of their customer: nobody there is asked. */
  readonly leftOutOf: readonly Unwanted[];
}

/** Pages through those with an address. @see Customers.askable */
export async function pageAskable(
  db: Sql,
  asked: { readonly organisationId: string; readonly of: OfCustomers; readonly after: string | null },
  limit: number,
): Promise<readonly AskablePerson[]> {
  return (await pagePeople(db, asked, limit)).map(toPerson);
}

/** null: they are gone, or another organisation's. */
export async function askablePerson(db: Sql, organisationId: string, id: string): Promise<AskablePerson | null> {
  const row = isId(id) ? await findAskable(db, organisationId, id) : null;
  return row && toPerson(row);
}

/** Keeps what they want to be left out of, all of it; false: they are gone. */
export const leaveOutOf = saveUnwanted;

function toPerson({ preferences, unwanted, ...row }: AskableRow): AskablePerson {
  const own = unwantedKinds.filter((what) => unwanted.includes(what));
  return {
    ...row,
    unwanted: own,
    leftOutOf: unwantedKinds.filter((what) => own.includes(what) || isUnwanted(preferences, what)),
  };
}
