import { expect, test } from '@jest/globals';
import { createKey } from '../../../src/features/keys/create-key.js';
import { revokeKey } from '../../../src/features/keys/revoke-key.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage } from '../../support/stage.js';
import { serve } from './web-api-server.js';

describeOnDatabase('GET /api/v1/audit', (database) => {
  test('answers a key of an admin page by page, and no other', async () => {
    const stage = await createStage({ database: database(), workspace: harbourLights });
    const { clock, leaving, people } = stage.house;
    const organisationId = (await people.actorOf(stage.id('grace')))?.organisationId ?? '';
    const deps = { database: database(), clock };
    const { key } = await createKey(deps, { organisationId, name: 'reader', signed: false, isAdmin: true });
    const { key: sender } = await createKey(deps, { organisationId, name: 'survey', signed: false });
    await stage.say('grace', 'settings promise:2d');
    await revokeKey(deps, { organisationId, name: 'survey' });
    const { key: other } = await createKey(deps, { organisationId, name: 'other', signed: false });
    const server = await serve({ ...deps, leaving });
    const get = (path: string, bearer = key) =>
      fetch(`${server.url}${path}`, { headers: { Authorization: `Bearer ${bearer}` } });

    interface Answer {
      readonly items: readonly { readonly id: string; readonly what: string }[];
      readonly next: string | null;
    }
    const all: Answer['items'][number][] = [];
    for (let path: string | null = '/api/v1/audit?limit=2'; path !== null; ) {
      const { items, next } = (await (await get(path)).json()) as Answer;
      expect(items.length).toBeLessThanOrEqual(2);
      all.push(...items);
      path = next;
    }
    expect(all.map(({ what }) => what).slice(-5)).toEqual([
      ...['api.createKey', 'api.createKey', 'people.changeSettings', 'api.revokeKey', 'api.createKey'],
    ]);
    expect(all.at(-3)).toMatchObject({ who: 'Grace', subject: 'promiseHours', before: 24, after: 48 });
    expect(all.at(-5)).toMatchObject({
      who: 'operator',
      subject: 'reader',
      after: { scopes: ['read', 'capture', 'act', 'admin'] },
    });
    expect([(await get('/api/v1/audit', sender)).status, (await get('/api/v1/audit', other)).status]).toEqual([
      401, 403,
    ]);
    expect((await get('/api/v1/audit?after=x')).status).toBe(400);
    await server.close();
    await stage.stop();
  });
});
