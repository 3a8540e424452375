import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLocalHost } from '../../../src/adapters/web-api/host/local-host.js';
import { feedbackFile } from '../../../src/adapters/web-api/import/kinds.js';
import { noRows } from '../../../src/chat/import-book.js';
import { feedbackColumns } from '../../../src/features/feedback/index.js';
import { createKey } from '../../../src/features/keys/create-key.js';
import { newId } from '../../../src/kernel/id.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { insertOrganisation } from '../../support/organisation.js';
import { createStage, type Stage, text, titles } from '../../support/stage.js';
import { bringFile } from './import/import-support.js';
import { serve, type WebApiServer } from './web-api-server.js';

interface Listed {
  readonly items: readonly Record<string, unknown>[];
}

describeOnDatabase('Feedback that other systems send in', (database) => {
  let stage: Stage;
  let server: WebApiServer;
  let key: string;
  let organisationId: string;

  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    const { clock, customers, intakes } = stage.house;
    server = await serve({ database: database(), clock, customers, intakes });
    organisationId = (await database().models.organisation.findFirstOrThrow()).id;
    ({ key } = await createKey(
      { database: database(), clock },
      { organisationId, name: 'survey-tool', signed: false },
    ));
  });
  afterEach(async () => {
    await server.close();
    await stage.stop();
  });

  const call = async (method: 'GET' | 'POST', body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}/api/v1/feedback`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };

  test('is routed, told to its owner and listed; the words of what is confidential are not', async () => {
    await stage.say('grace', 'route add source:survey-tool to:@maya name:surveys');
    const posted = await call('POST', {
      items: [
        { text: 'The harbour lights are out', customer: 'Acme Ltd', sourceId: 'r-1', score: 3, severity: 'high' },
        { text: 'My neighbour cheats', confidential: true, customer: 'Wilma' },
      ],
    });
    expect(posted).toEqual({
      status: 201,
      body: [
        { id: 'F-1', isNew: true, newCustomer: 'Acme Ltd' },
        { id: 'F-2', isNew: true, newCustomer: 'Wilma' },
      ],
    });
    await stage.house.delivery.drain();
    expect(titles(stage.inbox('maya'))).toEqual(['F-1 · Acme Ltd · new', expect.stringContaining('F-2')]);
    expect(text(stage.inbox('maya')[0] ?? { title: '', summary: '', blocks: [] })).toContain('rule 1, surveys');
    const { items } = (await call('GET')).body as Listed;
    expect(items).toMatchObject([
      {
        id: 'F-1',
        text: 'The harbour lights are out',
        customer: 'Acme Ltd',
        source: 'survey-tool',
        sourceId: 'r-1',
        owner: 'Maya',
        state: 'open',
      },
      { id: 'F-2', text: null, customer: null, confidential: true },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/neighbour|Wilma/);
  });

  test('keeps nothing when one of many can’t be taken, and names it', async () => {
    const refused = await call('POST', [{ text: 'Fine' }, { text: 'So slow', owner: '@nobody' }]);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/1/owner' }] } });
    const faulty = await call('POST', [
      { text: 'Fine' },
      { text: 'x'.repeat(10_001), severity: 'huge', colour: 'red' },
    ]);
    expect(faulty).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/1/text' }, { pointer: '/1/severity' }, { pointer: '/1/colour' }] },
    });
    expect((await call('GET')).body).toEqual({ items: [], next: null });
  });

  test('is one feedback however often it comes, by its id and by the Idempotency-Key', async () => {
    const retry = { 'idempotency-key': 'a' };
    const first = await call('POST', [{ text: 'Fine' }, { text: 'Fine' }], retry);
    expect(await call('POST', [{ text: 'Fine' }, { text: 'Fine' }], retry)).toEqual(first);
    await call('POST', { text: 'So slow', sourceId: 'r-1' });
    expect(await call('POST', { text: 'So slow', sourceId: 'r-1' })).toEqual({
      status: 200,
      body: [{ id: 'F-3', isNew: false }],
    });
    expect(((await call('GET')).body as Listed).items).toHaveLength(3);
  });

  test('in a file goes in once, by source, and is routed; a second run adds none', async () => {
    await stage.say('grace', 'route add source:yelp to:@ben name:restaurants');
    const { clock, intakes, imports } = stage.house;
    const host = createLocalHost({ database: database(), clock, intakes, imports });
    const reviews =
      'Review ID,Source,Comment,Company,Label\n1,yelp,Crust is not good.,Acme,negative\n1,imdb,"Wasted, two hours.",ACME,negative\n2,yelp,,,\n3,,Fine,,\n';
    const wish = { file: feedbackFile(feedbackColumns), undated: '2026-11-20' };
    const runs: unknown[] = [];
    for (let run = 0; run < 2; run += 1) runs.push((await bringFile({ host, organisationId }, reviews, wish)).counts);
    expect(runs).toEqual([
      { ...noRows, rowCount: 4, addedCount: 3, leftOutCount: 1 },
      { ...noRows, rowCount: 4, knownCount: 3, leftOutCount: 1 },
    ]);
    const { items } = (await call('GET')).body as Listed;
    expect(items).toMatchObject([
      { text: 'Crust is not good.', source: 'yelp', owner: 'Ben', customer: 'Acme' },
      { text: 'Wasted, two hours.', source: 'imdb', owner: 'Grace', customer: 'Acme' },
      { text: 'Fine', source: 'import', owner: 'Grace', sourceId: '3' },
    ]);
  });

  test('in a file without dates is known again on another day', async () => {
    const { clock, intakes, imports } = stage.house;
    const host = createLocalHost({ database: database(), clock, intakes, imports });
    const bring = (undated: string, words: string) =>
      bringFile({ host, organisationId }, `ID,Comment,Date\n1,So slow,\n2,${words},\n`, {
        ...{ file: feedbackFile(feedbackColumns), undated, isUndatedToday: true },
      });
    expect((await bring('2026-11-18', 'Fine')).counts).toMatchObject({ addedCount: 2 });
    expect((await bring('2026-11-19', 'Fine')).counts).toMatchObject({ knownCount: 2, updatedCount: 0 });
    expect((await bring('2026-11-20', 'Fine again')).updated).toEqual(['2']);
    const { items } = (await call('GET')).body as Listed;
    expect(items.map(({ saidAt }) => String(saidAt).slice(0, 10))).toEqual(['2026-11-18', '2026-11-18']);
  });

  test('a customer’s profile is asked for by any way of writing the name; a refusal names the nearest', async () => {
    await stage.say('dana', 'customer "Acme Ltd" segment:Retail');
    const get = async (name: string, method = 'GET') => {
      const path = `${server.url}/api/v1/customers/${name}`;
      const response = await fetch(path, { method, headers: { authorization: `Bearer ${key}` } });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    expect(await get('ACME')).toMatchObject({ status: 200, body: { name: 'Acme Ltd', segment: 'Retail' } });
    expect(await get('Acm%C3%A8%20Ltd')).toMatchObject({ status: 200 });
    expect(await get('Acne%20Ltd')).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('Acme Ltd?') },
    });
    expect(await get('a%00b')).toMatchObject({ status: 404 });
    expect(await get('%E0%A4%A')).toMatchObject({ status: 400 });
    expect(await get('ACME', 'POST')).toMatchObject({ status: 405 });
    await stage.interact('dana', { kind: 'action', action: 'customers.addOwn', value: 'Acme GmbH' });
    expect(await get('acme')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Acme GmbH') } });
    const other = await createKey({ database: database(), clock: stage.house.clock }, await rival());
    const response = await fetch(`${server.url}/api/v1/customers/Acme%20Ltd`, {
      headers: { authorization: `Bearer ${other.key}` },
    });
    expect(response.status).toBe(404);
  });

  const rival = async () => {
    const id = newId(stage.house.clock.now());
    await insertOrganisation(database(), id);
    return { organisationId: id, name: 'crm', signed: false };
  };
});
