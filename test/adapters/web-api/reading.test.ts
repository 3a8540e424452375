/** Lists and single things of the API, as far as somebody wants them: some fields, and nothing that they have already. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createKey } from '../../../src/features/keys/create-key.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage, type Stage } from '../../support/stage.js';
import { serve, type WebApiServer } from './web-api-server.js';

interface Answer {
  readonly items?: readonly object[];
  readonly next?: string | null;
  readonly code?: string;
  readonly errors?: readonly { readonly parameter: string; readonly detail: string }[];
}

describeOnDatabase('What is read by the web API', (database) => {
  let stage: Stage;
  let api: WebApiServer;
  let key: string;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    const { clock, keys, people, customers, leaving, intakes } = stage.house;
    const deps = { database: database(), clock };
    api = await serve({ ...deps, keys, customers, leaving, intakes });
    const organisationId = (await people.actorOf(stage.id('grace')))?.organisationId ?? '';
    key = (await createKey(deps, { organisationId, name: 'reader', signed: false, isAdmin: true })).key;
    for (const words of ['The refund never came', 'The lamp flickers'])
      await stage.say('grace', `feedback "${words}" customer:Acme owner:@ben`);
    await stage.say('grace', 'score 9 customer:Acme');
  });
  afterEach(async () => {
    await api.close();
    await stage.stop();
  });

  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${api.url}${path}`, { headers: { Authorization: `Bearer ${key}`, ...headers } });
  const read = async (path: string) => (await (await get(path)).json()) as Answer;

  test('has the fields that are asked for, on every page', async () => {
    const first = await read('/api/v1/feedback?fields=number,text&limit=1');
    expect(first).toEqual({
      items: [{ number: 1, text: 'The refund never came' }],
      next: '/api/v1/feedback?after=1&fields=number%2Ctext&limit=1',
    });
    // In which order the address has them makes no difference to the answer.
    expect((await read(`${first.next}`)).items).toEqual([{ number: 2, text: 'The lamp flickers' }]);
    expect((await read('/api/v1/scores?fields=score, customer')).items).toEqual([{ score: 9, customer: 'Acme' }]);
    expect(await read('/api/v1/customers/acme?fields=name,personCount')).toEqual({ name: 'Acme', personCount: 0 });
    const audit = await read('/api/v1/audit?fields=what&limit=1');
    expect([audit.items, audit.next]).toEqual([[{ what: expect.any(String) }], expect.stringContaining('fields=what')]);
    expect((await read(`${audit.next}`)).items?.map((each) => Object.keys(each))).toEqual([['what']]);
  });

  test.each([
    ['/api/v1/feedback?fields=number,words', /no field "words". Known are number, id, state, text, customer/],
    ['/api/v1/feedback?fields=', /no field "". Known are number/],
    ['/api/v1/feedback?fields=text&fields=number', /fields is given once/],
    ['/api/v1/scores?fields=stars', /no field "stars". Known are id, metric, score/],
    ['/api/v1/audit?fields=when', /no field "when". Known are id, at, what, who/],
    ['/api/v1/customers/Acme?fields=colour', /no field "colour". Known are id, name, segment/],
    ['/api/v1/customers/Acme?field=name', /no such parameter. Known are fields/],
  ])('refuses %s and names what there is', async (path, words) => {
    const answer = await get(path);
    const { code, errors } = (await answer.json()) as Answer;
    expect([answer.status, code, errors?.length]).toEqual([400, 'api.query', 1]);
    expect(errors?.[0]).toEqual({
      parameter: path.includes('field=') ? 'field' : 'fields',
      detail: expect.stringMatching(words),
    });
  });

  test.each(['/api/v1/feedback', '/api/v1/scores', '/api/v1/audit', '/api/v1/customers/Acme'])(
    'is sent once while it stays the same: %s',
    async (path) => {
      const first = await get(path);
      const tag = first.headers.get('etag') ?? '';
      expect([first.status, tag]).toEqual([200, expect.stringMatching(/^"[\w-]{27}"$/)]);
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
      for (const given of [tag, `W/${tag}`, `"other", W/${tag}`, '*']) {
        const again = await get(path, { 'If-None-Match': given });
        expect([given, again.status, await again.text(), again.headers.get('etag')]).toEqual([given, 304, '', tag]);
      }
      expect((await get(path, { 'If-None-Match': '"other"' })).status).toBe(200);
      expect((await get(`${path}?fields=id`, { 'If-None-Match': tag })).status).toBe(200);
      await stage.say('grace', 'feedback "One more" customer:Acme');
      await stage.say('grace', 'score 3 customer:Acme');
      await stage.say('grace', 'settings promise:2d');
      const changed = await get(path, { 'If-None-Match': tag });
      expect([changed.status, changed.headers.get('etag') === tag]).toEqual([200, false]);
    },
  );
});
