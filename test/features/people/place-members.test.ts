import { expect, test } from '@jest/globals';
import type { Directory } from '../../../src/chat/directory.js';
import { createPeople } from '../../../src/features/people/index.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';
import { recordingOutbox } from '../../support/recording-outbox.js';

const directory: Directory = {
  person: async () => null,
  placeMembers: async (place) => (place === 'Lantern-news' ? ['Lantern-tess', 'Lantern-ben', 'stranger'] : []),
};

describeOnDatabase('Who is in a place', (database) => {
  const refuses = () => Promise.reject(new Error('channel_not_found'));
  const neverAnswers = () => new Promise<never>(() => {});

  /** A directory whose answers the test sets, and that counts the questions. */
  const start = async (connected: Directory | null | 'nothing' = directory) => {
    const clock = stoppedClock('2026-11-23T09:00:00Z');
    const at = { answers: connected as Directory | null, askCount: 0 };
    const directoryFor = async () =>
      at.answers && {
        ...at.answers,
        placeMembers: (place: string) => {
          at.askCount += 1;
          return at.answers?.placeMembers(place) ?? Promise.resolve([]);
        },
      };
    const deps = {
      database: database(),
      outbox: recordingOutbox(database()),
      clock,
      chapters: () => [],
      directoryPatienceMs: 60_000,
    };
    const people = createPeople(Object.assign(deps, connected !== 'nothing' && { directoryFor }));
    const company = await makeCompany(people);
    const { news, general } = company.places;
    const names = async (placeId = news.id, organisationId = company.organisationId) =>
      (await people.placeMembers(organisationId, placeId))?.map(({ handle }) => handle) ?? null;
    const whoIsIn = async (asks?: number) => {
      const { tess, ben, noor } = company.memberIds;
      const of = { placeIds: [news.id, general.id], memberIds: [tess, ben, noor] };
      return people.whoIsIn(company.organisationId, of, asks);
    };
    const later = (minutes: number) => clock.moveTo(new Date(clock.now().getTime() + minutes * 60_000));
    const fails = (placeMembers: Directory['placeMembers'], patienceMs = 1) => {
      at.answers = { ...directory, placeMembers };
      deps.directoryPatienceMs = placeMembers === refuses ? 60_000 : patienceMs;
    };
    return { people, company, names, whoIsIn, later, fails, at };
  };
  test('is what its platform says, in people whom we know', async () => {
    const { company, names } = await start();
    expect(await names()).toEqual(['ben', 'tess']);
    expect(await names(company.places.general.id)).toEqual([]);
  });

  test('is everybody where no platform can say', async () => {
    for (const connected of ['nothing', null] as const) {
      const { company, names, whoIsIn } = await start(connected);
      expect(await names()).toHaveLength(6);
      expect((await whoIsIn(1)).get(company.places.general.id)?.size).toBe(3);
    }
  });

  test('is nobody’s business in another organisation', async () => {
    const { people, company, names } = await start();
    const other = await makeCompany(people, { name: 'Other' });
    expect(await names(company.places.news.id, other.organisationId)).toEqual([]);
    const of = { placeIds: [company.places.news.id], memberIds: [company.memberIds.tess] };
    expect(await people.whoIsIn(other.organisationId, of)).toEqual(new Map());
    expect(await names('nowhere')).toEqual([]);
  });

  test('is asked once an hour, also by several at once', async () => {
    const { names, later, at } = await start();
    await Promise.all(Array.from({ length: 40 }, () => names()));
    later(59);
    expect(await names()).toEqual(['ben', 'tess']);
    expect(at.askCount).toBe(1);
    later(1);
    await names();
    expect(at.askCount).toBe(2);
  });

  test.each([
    ['fails', refuses],
    ['does not answer', neverAnswers],
  ])('is the last known answer when the platform %s, which is then left alone for a minute', async (_, outage) => {
    const { names, later, fails, at } = await start();
    await names();
    later(24 * 60);
    fails(outage);
    expect([await names(), await names()]).toEqual([
      ['ben', 'tess'],
      ['ben', 'tess'],
    ]);
    expect(at.askCount).toBe(2);
    later(1);
    fails(async () => ['Lantern-noor'], 60_000);
    expect(await names()).toEqual(['noor']);
  });

  test.each([
    ['fails', refuses],
    ['does not answer', neverAnswers],
  ])('is not known when the platform %s from the beginning', async (_, outage) => {
    const { names, whoIsIn, fails } = await start();
    fails(outage);
    expect(await names()).toBeNull();
    expect(await whoIsIn()).toEqual(new Map());
  });

  test('is not asked by a place when the whole platform does not answer', async () => {
    const { whoIsIn, fails, at } = await start();
    fails(neverAnswers);
    await whoIsIn();
    expect(at.askCount).toBe(1);
  });

  test('keeps an answer that comes too late for its asker', async () => {
    const { names, fails } = await start();
    let answer = (_: readonly string[]) => {};
    fails(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    expect(await names()).toBeNull();
    answer(['Lantern-noor']);
    while ((await names()) === null);
    expect(await names()).toEqual(['noor']);
  });

  test('is told of several places at once, with as many questions as the asker has time for', async () => {
    const { company, whoIsIn, at } = await start();
    const { tess, ben } = company.memberIds;
    const { news, general } = company.places;
    expect(await whoIsIn(0)).toEqual(new Map());
    expect(await whoIsIn(1)).toEqual(new Map([[news.id, new Set([tess, ben])]]));
    // The place of which nothing is known comes first.
    expect((await whoIsIn(1)).get(general.id)).toEqual(new Set());
    await whoIsIn();
    expect(at.askCount).toBe(2);
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
