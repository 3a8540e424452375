import { expect, test } from '@jest/globals';
import type { Directory } from '../../../src/chat/directory.js';
import { createPeople } from '../../../src/features/people/index.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';

const directory: Directory = {
  person: async () => null,
  placeMembers: async (place) => (place === 'Lantern-news' ? ['Lantern-tess', 'Lantern-ben', 'stranger'] : []),
};

describeOnDatabase('Who is in a place', (database) => {
  const start = async (directoryFor?: () => Promise<Directory | null>) => {
    const clock = stoppedClock('2026-11-23T09:00:00Z');
    const people = createPeople({ database: database(), clock, chapters: () => [], directoryFor });
    const company = await makeCompany(people);
    const names = async (placeId: string, organisationId = company.organisationId) =>
      (await people.placeMembers(organisationId, placeId)).map(({ handle }) => handle);
    return { people, company, names };
  };

  test('is what its platform says, in people whom we know', async () => {
    const { company, names } = await start(async () => directory);
    expect(await names(company.places.news.id)).toEqual(['ben', 'tess']);
    expect(await names(company.places.general.id)).toEqual([]);
  });

  test('is everybody where no platform can say', async () => {
    const { company, names } = await start();
    expect(await names(company.places.news.id)).toHaveLength(6);
  });

  test('is nobody’s business in another organisation', async () => {
    const { people, company, names } = await start();
    const other = await makeCompany(people, { name: 'Other' });
    expect(await names(company.places.news.id, other.organisationId)).toEqual([]);
  });

  test('destinations are known by their platform’s ids', async () => {
    const { people, company } = await start();
    const { organisationId } = company;
    const where = { organisationId, platform: 'playground', workspaceExternalId: 'Lantern' };
    expect(await people.address({ kind: 'member', memberId: company.memberIds.tess })).toEqual({
      ...where,
      externalId: 'Lantern-tess',
    });
    expect(await people.address({ kind: 'place', placeId: company.places.news.id })).toEqual({
      ...where,
      externalId: 'Lantern-news',
    });
    expect(await people.address({ kind: 'place', placeId: 'nowhere' })).toBeNull();
  });
});
