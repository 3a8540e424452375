/** Keys of people: made in the chat for one's own eyes, good for no more than the person, and gone with them. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Scope } from '../../../src/chat/key-book.js';
import { createKey } from '../../../src/features/keys/create-key.js';
import { hashKey } from '../../../src/features/keys/rules/key.js';
import { serve, type WebApiServer } from '../../adapters/web-api/web-api-server.js';
import { describeOnEachDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';
import { writeDown } from '../../support/written-down.js';

describeOnEachDatabase('Keys of people', (database) => {
  let stage: Stage;
  let server: WebApiServer;
  let organisationId: string;
  const written = writeDown();
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, log: written.log });
    const { clock, customers, intakes, leaving, keys } = stage.house;
    server = await serve({ database: database(), clock, customers, intakes, leaving, keys, log: written.log });
    organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  });
  afterEach(async () => {
    await server.close();
    await stage.stop();
  });
  const say = async (who: string, line: string) => text(cardOf(await stage.say(who, line, '#support')));
  const make = async (who: string, line: string) => {
    const said = await say(who, line);
    const [key] = /ec_[\w-]{43}/.exec(said) ?? [];
    if (!key) throw new Error(said);
    return key;
  };
  const ask = async (key: string, path: string, body?: unknown) => {
    const response = await fetch(`${server.url}/api/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { readonly code?: string; readonly detail?: string };
    return { status: response.status, wants: response.headers.get('www-authenticate'), answer };
  };
  const statuses = async (key: string) => [
    (await ask(key, 'feedback')).status,
    (await ask(key, 'feedback', { text: 'So slow today' })).status,
    (await ask(key, 'audit')).status,
  ];

  test('are shown once, to whoever asked, with each scope in words', async () => {
    const card = cardOf(await stage.say('maya', 'key new laptop scope:read,capture', '#support'));
    const said = text(card);
    const [key = ''] = /ec_[\w-]{43}/.exec(said) ?? [];
    expect(card.discreet).toBe(true);
    expect(card.summary).not.toContain(key);
    for (const words of ['read: read feedback', 'capture: capture feedback', 'key revoke laptop', 'shown only now'])
      expect(said).toContain(words);
    expect(said).not.toContain('act: ');
    expect(await statuses(key)).toEqual([200, 201, 403]);

    const kept = await database().queryText<{ table: string }[]>(
      `SELECT table_name AS "table" FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    for (const { table } of kept) {
      const rows = await database().queryText<unknown[]>(`SELECT row_to_json(t)::text AS row FROM "${table}" t`);
      expect([table, JSON.stringify(rows).includes(key)]).toEqual([table, false]);
    }
    expect(await written.leaks(database(), stage.house.features)).toEqual([]);
    expect(stage.place('#support').map(text).join()).not.toContain(key);
  });

  test('are listed with when they were last used, to their owner and to the champion and admins', async () => {
    const key = await make('maya', 'key new laptop');
    await createKey(
      { database: database(), clock: stage.house.clock },
      { organisationId, name: 'survey', signed: true },
    );
    expect(await say('maya', 'key')).toContain('not used yet');
    await stage.clock.advance({ days: 3 });
    expect((await ask(key, 'feedback')).status).toBe(200);
    const own = await say('maya', 'key');
    expect(own).toMatch(/laptop · Maya · read[\s\S]*last used/);
    expect(own).not.toContain('survey');
    expect(await say('ben', 'key')).toContain('No key yet');
    const all = await say('grace', 'key');
    expect(all).toMatch(/Keys \(2\)[\s\S]*laptop · Maya[\s\S]*survey · a system’s · read, capture[\s\S]*signed/);
  });

  test('do each what their scopes say, and say what is missing', async () => {
    expect(await statuses(await make('maya', 'key new reader scope:read'))).toEqual([200, 403, 403]);
    expect(await statuses(await make('maya', 'key new writer scope:capture'))).toEqual([403, 201, 403]);
    expect(await statuses(await make('grace', 'key new looker scope:admin'))).toEqual([403, 403, 200]);
    const key = await make('maya', 'key new third scope:read');
    expect(await ask(key, 'feedback', { text: 'So slow' })).toMatchObject({
      wants: 'Bearer realm="empty-chair", error="insufficient_scope", scope="capture"',
      answer: { code: 'api.noScope', detail: expect.stringContaining('key new NAME scope:capture') },
    });
    const systems: readonly (readonly [readonly Scope[], readonly number[]])[] = [
      [['read'], [200, 403, 403]],
      [['capture'], [403, 201, 403]],
      [
        ['read', 'admin'],
        [200, 403, 200],
      ],
    ];
    for (const [scopes, expected] of systems) {
      const deps = { database: database(), clock: stage.house.clock };
      const made = await createKey(deps, { organisationId, name: `s ${scopes.join('-')}`, signed: false, scopes });
      expect(await statuses(made.key)).toEqual(expected);
    }
  });

  test('capture in the name of whose they are', async () => {
    const key = await make('maya', 'key new laptop scope:capture');
    await ask(key, 'feedback', { text: 'So slow today' });
    const rows = await database().queryText<{ by: string }[]>('SELECT captured_by_id AS by FROM feedback');
    expect(rows).toEqual([{ by: stage.id('maya') }]);
    expect(await say('ben', 'feedback withdraw F-1')).toContain('Only');
    expect((await stage.say('maya', 'feedback withdraw F-1')).kind).toBe('form');
  });

  test('do no more than the person may at that moment', async () => {
    expect(await say('maya', 'key new spy scope:admin')).toContain('Only the champion and admins can give');
    await say('dana', 'champion @ben');
    const key = await make('ben', 'key new audits scope:read,admin');
    expect((await ask(key, 'audit')).status).toBe(200);
    await say('dana', 'champion @grace');
    expect((await ask(key, 'audit')).answer.detail).toContain('Only a key of the champion or an admin');
    expect((await ask(key, 'feedback')).status).toBe(200);
    await leave('ben');
    expect((await ask(key, 'feedback')).status).toBe(401);
  });

  const leave = (handle: string) =>
    stage.house.people.connectWorkspace({
      ...harbourLights,
      members: harbourLights.members.map((each) => ({ ...each, hasLeft: each.handle === handle })),
    });

  test('are revoked by whose they are, the champion and admins, and nobody else', async () => {
    const key = await make('maya', 'key new laptop');
    expect(await say('ben', 'key revoke laptop')).toContain('You have no key named “laptop” in use');
    const ofBen = await stage.interact('ben', { kind: 'action', action: 'keys.revoke', value: 'laptop' });
    expect(text(cardOf(ofBen))).toContain('You have no key');
    expect((await ask(key, 'feedback')).status).toBe(200);
    expect(await say('maya', 'key revoke Laptop')).toContain('laptop is revoked');
    expect((await ask(key, 'feedback')).status).toBe(401);
    const second = await make('maya', 'key new laptop');
    const press = { kind: 'action', action: 'keys.revoke', value: 'laptop' } as const;
    expect(text(cardOf(await stage.interact('dana', press)))).toContain('laptop is revoked');
    expect((await ask(second, 'feedback')).status).toBe(401);
    const log = await say('grace', 'audit what:keys');
    expect(log).toMatch(/Dana revoked the key laptop[\s\S]*Maya made the key laptop/);
    expect(log).toContain('scopes: read');
  });

  test('never take the name of a source that is somebody else’s', async () => {
    const deps = { database: database(), clock: stage.house.clock };
    await createKey(deps, { organisationId, name: 'survey', signed: false });
    await stage.house.keys.revoke({ organisationId, name: 'survey' });
    expect(await say('maya', 'key new Survey')).toContain('There is or was a key named Survey');
    await make('ben', 'key new phone');
    expect(await say('maya', 'key new phone')).toContain('There is or was');
    expect(await say('maya', 'key new import')).toContain('a source of its own');
    expect(await say('maya', 'key new')).toContain('has no name');
    expect(await say('maya', 'key new x scope:write')).toContain('“write” is no scope');
    for (let n = 0; n < 20; n += 1) await make('maya', `key new n${n}`);
    expect(await say('maya', 'key new n20')).toContain('20 keys of one person are the limit');
  });

  test('are unknown to a copy of the release before, which knows no scopes', async () => {
    const hashes = async () =>
      (await database().queryText<{ hash: string }[]>('SELECT key_hash AS hash FROM api_keys')).map(({ hash }) => hash);
    const key = await make('maya', 'key new laptop scope:read,capture');
    const deps = { database: database(), clock: stage.house.clock };
    const narrow = await createKey(deps, { organisationId, name: 'narrow', signed: false, scopes: ['read'] });
    for (const each of [key, narrow.key]) expect(await hashes()).not.toContain(hashKey(each));
    const plain = await createKey(deps, { organisationId, name: 'plain', signed: false });
    expect(await hashes()).toContain(hashKey(plain.key));
    // And what that copy makes says by is_admin alone what it may.
    await database().executeSql(`UPDATE api_keys SET scopes = NULL, is_admin = true WHERE name = 'plain'`);
    expect(await statuses(plain.key)).toEqual([200, 201, 200]);
    await database().executeSql(`UPDATE api_keys SET is_admin = false WHERE name = 'plain'`);
    expect(await statuses(plain.key)).toEqual([200, 201, 403]);
  });

  test('go when their owner is forgotten', async () => {
    const key = await make('maya', 'key new laptop');
    const asked = cardOf(await stage.say('dana', 'forget person @maya'));
    await stage.press('dana', 'Forget for good', asked);
    expect((await ask(key, 'feedback')).status).toBe(401);
    expect(await database().queryText('SELECT name FROM api_keys')).toEqual([]);
  });
});
