/** What a program does with a person's key: types, presses and fills in, as far as the key and the person may. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Scope } from '../../../src/chat/key-book.js';
import { createRouter } from '../../../src/chat/router.js';
import { createKey } from '../../../src/features/keys/create-key.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { inOrganisation } from '../../../src/storage/database.js';
import { describeOnDatabase } from '../../support/database.js';
import { dumpTables } from '../../support/dump-tables.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage, type Stage } from '../../support/stage.js';
import { serve, type WebApiServer } from './web-api-server.js';

interface Answer {
  readonly status: number;
  readonly repeated: string | null;
  readonly json: {
    readonly kind?: string;
    readonly title?: string;
    readonly tone?: string;
    readonly text?: string;
    readonly code?: string;
    readonly detail?: string;
    readonly form?: string;
    readonly subject?: string;
    readonly fields?: readonly { readonly name: string }[];
    readonly buttons?: readonly { readonly label: string; readonly action?: string; readonly value?: string }[];
    readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  };
}

const resolution = {
  outcome: 'fixed',
  customerTold: 'It is on its way.',
  rootCauseCategory: 'process',
  rootCause: 'Nobody posted it.',
  prevention: 'A check on Fridays.',
};

describeOnDatabase('Commands by the web API', (database) => {
  let stage: Stage;
  let api: WebApiServer;
  let organisationId: string;
  beforeEach(async () => {
    const directory = { person: async () => null, placeMembers: async () => ['U-grace', 'U-ben'] };
    const at = { workspace: harbourLights, start: '2026-11-16T10:00:00Z', directory };
    stage = await createStage({ database: database(), ...at });
    organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    const { features, people, clock, keys } = stage.house;
    const { handle } = createRouter({
      ...{ features, log: createLogger('silent') },
      championOf: async (id) => (await people.organisation(id)).champion,
    });
    api = await serve({
      ...{ database: database(), clock, keys, people },
      handle: (interaction, context) =>
        inOrganisation(context.actor.organisationId, () => handle(interaction, context)),
    });
  });
  afterEach(async () => {
    await api.close();
    await stage.stop();
  });

  let count = 0;
  async function keyOf(who: string | null, scopes: readonly Scope[] = ['read', 'capture', 'act']): Promise<string> {
    count += 1;
    const wish = { organisationId, name: `program ${count}`, signed: false, scopes };
    const deps = { database: database(), clock: stage.house.clock };
    const by = who === null ? undefined : ({ memberId: stage.id(who), surface: 'playground' } as const);
    return (await createKey(deps, wish, by)).key;
  }

  async function post(key: string, body: unknown, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(`${api.url}/api/v1/commands`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more },
      body: JSON.stringify(body),
    });
    const json = (await response.json()) as Answer['json'];
    return { status: response.status, repeated: response.headers.get('idempotency-replayed'), json };
  }

  test('types, presses and fills in as its person, and the history says that it came by the API', async () => {
    const key = await keyOf('maya');
    const captured = await post(key, { line: 'feedback "The towels are thin" customer:Acme owner:@maya' });
    expect(captured).toMatchObject({
      status: 200,
      json: { kind: 'card', title: 'Thank you. This is F-1.', tone: 'good' },
    });
    const shown = await post(key, { line: 'feedback F-1' });
    expect(shown.json.text).toContain('The towels are thin');
    // Commands stand in an answer as a program sends them.
    expect(JSON.stringify(shown.json)).not.toContain('/customer ');
    const press = shown.json.buttons?.find(({ label }) => label === 'Resolve');
    const form = await post(key, { press: { action: press?.action, value: press?.value } });
    expect(form.json).toMatchObject({ kind: 'form', form: 'feedback.resolve' });
    expect(form.json.fields?.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(resolution)));
    const of = { form: form.json.form, subject: form.json.subject };
    const refused = await post(key, { submit: { ...of, values: { ...resolution, rootCause: '' } } });
    expect(refused).toMatchObject({ status: 422, json: { code: 'api.formRefused' } });
    expect(refused.json.errors?.map(({ pointer }) => pointer)).toEqual(['/submit/values/rootCause']);
    expect((await post(key, { submit: { ...of, values: resolution } })).status).toBe(200);
    expect((await post(key, { line: 'feedback F-1' })).json.title).toContain('resolved');
    const rows = await database().query<{ surface: string; actorId: string | null }[]>`
      SELECT surface, actor_id::text AS "actorId" FROM history WHERE what IN ('captured', 'resolved')`;
    expect(rows).toEqual([1, 2].map(() => ({ surface: 'api', actorId: stage.id('maya') })));
  });

  test('does the same call once', async () => {
    const key = await keyOf('maya');
    const call = () => post(key, { line: 'feedback "Once is enough"' }, { 'idempotency-key': 'k-1' });
    const [first, second] = [await call(), await call()];
    expect([first.json.title, second.json.title]).toEqual([first.json.title, first.json.title]);
    expect([first.repeated, second.repeated]).toEqual([null, 'true']);
    expect(await database().models.feedback.count()).toBe(1);
    const other = await post(key, { line: 'feedback "Something else"' }, { 'idempotency-key': 'k-1' });
    expect(other).toMatchObject({ status: 422, json: { code: 'api.keyReused' } });
  });

  test('keeps no key, secret or code for a call that is repeated', async () => {
    const key = await keyOf('grace', ['read', 'act', 'admin']);
    const lines = ['webhook add https://hooks.example.com/1', 'webhook rotate WH-1', 'connect'];
    for (const [at, line] of lines.entries()) {
      const once = { 'idempotency-key': `once-${at}` };
      const shown = (await post(key, { line }, once)).json.text ?? '';
      const [secret = ''] = /whsec_[\w+/]{30,}|ec_[\w-]{30,}|(?<=connect )[\w-]{43}/.exec(shown) ?? [];
      expect([line, secret.length > 30]).toEqual([line, true]);
      const again = await post(key, { line }, once);
      expect([again.repeated, again.json.text]).toEqual(['true', expect.stringContaining('It was shown once')]);
      expect(JSON.stringify(await dumpTables(database(), { whole: true }))).not.toContain(secret);
    }
  });

  test('does no more than the key is for, whatever its person may', async () => {
    const acting = await keyOf('grace');
    expect((await post(acting, { line: 'settings promise:30h' })).json).toMatchObject({
      kind: 'card',
      tone: 'warning',
    });
    const whole = await keyOf('grace', ['read', 'capture', 'act', 'admin']);
    expect((await post(whole, { line: 'settings promise:30h' })).json).toMatchObject({ kind: 'card', tone: 'good' });
    const reading = await keyOf('grace', ['read', 'capture']);
    const refused = await post(reading, { line: 'feedback list' });
    expect(refused).toMatchObject({ status: 403, json: { code: 'api.noScope' } });
    // A key makes no keys.
    const made = await post(whole, { line: 'key new other scope:admin' });
    expect(made.json).toMatchObject({ kind: 'card', tone: 'warning' });
    expect(made.json.text).toContain('A key makes no keys');
    expect(JSON.stringify(made.json)).not.toMatch(/ec_[\w-]{20}/);
    const system = await post(await keyOf(null), { line: 'feedback list' });
    expect(system).toMatchObject({ status: 403, json: { code: 'api.systemsKey' } });
  });

  test('does in a channel what wants one, for somebody who is there', async () => {
    const ben = await keyOf('ben');
    expect((await post(ben, { line: 'meeting now' })).json).toMatchObject({ kind: 'card', tone: 'warning' });
    for (const place of ['#support', 'Support', stage.id('#support')]) {
      const { json } = await post(ben, { line: 'feedback list', place });
      expect([place, json.kind]).toEqual([place, 'card']);
    }
    expect((await post(ben, { line: 'meeting now', place: '#support' })).json).toEqual({ kind: 'done' });
    const held = await database().query<{ placeId: string }[]>`SELECT place_id::text AS "placeId" FROM meetings`;
    expect(held).toEqual([{ placeId: stage.id('#support') }]);
    // What is confidential is told to its owner alone, and not where others read.
    const line = 'feedback "The zebra bites" customer:Acme owner:@ben confidential:yes';
    expect((await post(ben, { line })).json.title).toContain('F-1');
    expect((await post(ben, { line: 'feedback F-1' })).json.text).toContain('zebra');
    const maya = await keyOf('maya');
    const refused = await post(maya, { line: 'meeting now', place: '#support' });
    expect(refused).toMatchObject({ status: 403, json: { code: 'api.notInPlace' } });
    expect(refused.json.errors?.map(({ pointer }) => pointer)).toEqual(['/place']);
    const unknown = await post(maya, { line: 'meeting now', place: '#suport' });
    expect(unknown).toMatchObject({ status: 422 });
    expect(unknown.json.errors).toEqual([{ pointer: '/place', detail: expect.stringContaining('support') }]);
  });

  test.each([
    [{}],
    [{ line: '' }],
    [{ line: 'owe', press: { action: 'a', value: 'b' } }],
    [{ press: { action: 'feedback.resolve' } }],
    [{ line: 'feedback \0' }],
    [{ submit: { form: 'x', subject: 'y', values: { a: 7 } } }],
    [['owe']],
    [null],
  ])('refuses %j', async (body) => {
    expect(await post(await keyOf('maya'), body)).toMatchObject({ status: 422, json: { code: 'api.noCommand' } });
  });
});
