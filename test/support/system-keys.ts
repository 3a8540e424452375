/** The keys of systems on a database without people. */
import { createKeys } from '../../src/features/keys/index.js';
import type { People } from '../../src/features/people/index.js';
import type { Clock } from '../../src/kernel/clock.js';
import type { Database } from '../../src/storage/database.js';

export const systemKeys = (deps: { readonly database: Database; readonly clock: Clock }) =>
  createKeys({ ...deps, people: nobody as People });

const nobody: Pick<People, 'actorOf' | 'members'> = { actorOf: async () => null, members: async () => [] };
