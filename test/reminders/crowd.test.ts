/** Whom a batch of reminders is about. */
import { expect, test } from '@jest/globals';
import { type PeoplePort, readCrowd } from '../../src/reminders/index.js';
import type { Transaction } from '../../src/storage/database.js';

const household = (id: string) => ({ id }) as Awaited<ReturnType<PeoplePort['organisation']>>;

test('in a transaction settings are held, in one order; outside they are only read', async () => {
  const asked: string[] = [];
  const people: PeoplePort = {
    organisation: async (id) => {
      asked.push(`read ${id}`);
      return household(id);
    },
    holdOrganisation: async (_, id) => {
      asked.push(`hold ${id}`);
      return household(id);
    },
    members: async () => [],
  };
  const subjects = ['b', 'a', 'b'].map((organisationId) => ({ organisationId, memberIds: [] }));
  await readCrowd(people, subjects, {} as Transaction);
  await readCrowd(people, subjects.slice(0, 1));
  expect(asked).toEqual(['hold a', 'hold b', 'read b']);
});
