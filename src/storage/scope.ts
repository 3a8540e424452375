/**
 * For whom the work under way reads and writes: one organisation, all of them, or (where nobody said) none. On a server
 * PostgreSQL's row-level security lets it see no more than that (walls.ts), whatever a statement forgets to ask for.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Rows of organisations whose ids are between these two, inclusive; `none` has no id between. */
export interface Scope {
  readonly first: string;
  readonly last: string;
}

const lowest = '00000000-0000-0000-0000-000000000000';
const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export const none: Scope = { first: highest, last: lowest };
const all: Scope = { first: lowest, last: highest };

const scopes = new AsyncLocalStorage<Scope>();

/** Why work is for all organisations; everything else is for one. */
export type AcrossReason =
  /** The operator's command or check, or what runs once when the bot starts. */
  | 'operator'
  /** Who wrote to the bot and where, before it is known of which organisation they are. */
  | 'whoIsIt'
  /** A platform's own bookkeeping by its ids: installations, conversations, people of a workspace. */
  | 'platform'
  /** What falls due by the clock, of all organisations in one statement. */
  | 'dueWork'
  /** The queue of messages: claims, and how they ended. */
  | 'delivery'
  /** An id from an address or a key that this bot gave out and signed: whose it is. */
  | 'signedAddress'
  /** Whether there is any other organisation here. */
  | 'counting'
  /** Two organisations become one. */
  | 'joining';

/** Runs `work` for one organisation: it sees and changes nothing of another. @param organisationId a UUID */
export function inOrganisation<T>(organisationId: string, work: () => T): T {
  return scopes.run({ first: organisationId, last: organisationId }, work);
}

/** Runs `work` for all organisations. A transaction that is under way keeps the scope in which it began. */
export function acrossOrganisations<T>(_reason: AcrossReason, work: () => T): T {
  return scopes.run(all, work);
}

/** That of the work under way; `none` where nobody said. */
export function currentScope(): Scope {
  return scopes.getStore() ?? none;
}

/** The same object, each of whose functions runs for all organisations. */
export function callsAcross<T extends object>(reason: AcrossReason, of: T): T {
  return new Proxy(of, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof found !== 'function') return found;
      return (...args: unknown[]) => acrossOrganisations(reason, () => Reflect.apply(found, target, args) as unknown);
    },
  });
}
