/**
 * What the API says of itself, held against what it does: by a client that is made of the description, and by calls that are
 * made up from it, right ones and wrong ones.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { OpenAPIClientAxios } from 'openapi-client-axios';
import { openApi } from '../../../src/adapters/web-api/description/openapi.js';
import { operations } from '../../../src/adapters/web-api/description/operations.js';
import { swagger } from '../../../src/adapters/web-api/description/swagger.js';
import { createRouter } from '../../../src/chat/router.js';
import { draftSchema } from '../../../src/features/feedback/schema.js';
import { createKey } from '../../../src/features/keys/create-key.js';
import { itemSchema } from '../../../src/features/nps/schema.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { inOrganisation } from '../../../src/storage/database.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage, type Stage } from '../../support/stage.js';
import { breaksOf } from './breaks-of.js';
import { anyFor } from './made-up.js';
import { serve, type WebApiServer } from './web-api-server.js';

type Json = Readonly<Record<string, unknown>>;

/** As the rooms have them. */
const newItems = { feedback: draftSchema, score: itemSchema };

const released = new URL('./described.json', import.meta.url);

describeOnDatabase('The description of the API', (database) => {
  let stage: Stage;
  let api: WebApiServer;
  let key: string;
  let described: Json;

  async function open() {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    const { features, clock, keys, people, customers, leaving, intakes } = stage.house;
    const { handle } = createRouter({ features, log: createLogger('silent'), championOf: async () => null });
    api = await serve({
      ...{ database: database(), clock, keys, people, customers, leaving, intakes },
      handle: (interaction, context) =>
        inOrganisation(context.actor.organisationId, () => handle(interaction, context)),
      description: { versionOf: () => '1.2.3', baseUrl: () => 'https://chair.example' },
    });
    const { organisationId } = (await people.actorOf(stage.id('grace'))) ?? { organisationId: '' };
    const wish = {
      organisationId,
      name: 'contract',
      signed: false,
      scopes: ['read', 'capture', 'act', 'admin'],
    } as const;
    const deps = { database: database(), clock };
    key = (await createKey(deps, wish, { memberId: stage.id('grace'), surface: 'playground' })).key;
    described = (await (await fetch(`${api.url}/api/openapi.json`)).json()) as Json;
  }
  const close = async () => {
    await api.close();
    await stage.stop();
  };

  test('is valid by both standards, and a page to read', async () => {
    await open();
    const valid = await new Validator().validate(structuredClone(described));
    expect([valid.valid, valid.errors]).toEqual([true, undefined]);
    const old = (await (await fetch(`${api.url}/api/swagger.json`)).json()) as Json;
    const oldValid = await new Validator().validate(structuredClone(old));
    expect([oldValid.valid, oldValid.errors]).toEqual([true, undefined]);
    expect(Object.keys(old.paths as Json)).toEqual(Object.keys(described.paths as Json));
    const page = await fetch(`${api.url}/api`);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    for (const path of Object.keys(described.paths as Json)) expect(html).toContain(path);
    expect(html).not.toContain('<script');
    const etag = page.headers.get('etag') ?? '';
    expect((await fetch(`${api.url}/api`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    await close();
  });

  test('serves a client that is made of it', async () => {
    await open();
    const definition = { ...described, servers: [{ url: api.url }] } as never;
    const client = await new OpenAPIClientAxios({
      definition,
      axiosConfigDefaults: { headers: { Authorization: `Bearer ${key}` } },
    }).init<
      Readonly<Record<string, (parameters: unknown, body?: unknown) => Promise<{ status: number; data: Json }>>>
    >();
    const call = (name: string, parameters: unknown, body?: unknown) => {
      const operation = client[name];
      if (!operation) throw new Error(`The description has no ${name}.`);
      return operation(parameters, body);
    };
    expect((await call('addFeedback', null, { items: [{ text: 'So slow today', customer: 'Acme' }] })).status).toBe(
      201,
    );
    expect((await call('addScores', null, [{ score: 9, customer: 'Acme' }])).status).toBe(201);
    const { data } = await call('listFeedback', { limit: 10 });
    expect(data).toMatchObject({ items: [{ id: 'F-1', text: 'So slow today', customer: 'Acme' }], next: null });
    expect((await call('getCustomer', { name: 'Acme' })).data).toMatchObject({ name: 'Acme' });
    expect((await call('runCommand', null, { line: 'feedback F-1' })).data).toMatchObject({ kind: 'card' });
    await close();
  });

  test('is what every answer keeps to, whatever is asked', async () => {
    await open();
    await stage.say('grace', 'customer Acme segment:Key');
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    (addFormats as unknown as (on: Ajv2020) => void)(ajv);
    ajv.addSchema({ $id: 'api', ...described });
    const { paths } = described as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
    const all = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(all.length).toBeGreaterThan(10);
    for (const { path, method, operation } of all) {
      const statuses = new Set<number>();
      await fc.assert(
        fc.asyncProperty(anyFor(described, operation), async ({ query, inPath, body }) => {
          const address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
            encodeURIComponent(String(inPath[name] ?? 'x')),
          );
          const url = `${api.url}${address}?${new URLSearchParams(query)}`;
          const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
          const response = await fetch(url, {
            ...{ method: method.toUpperCase(), headers },
            ...(method === 'post' && { body: JSON.stringify(body ?? null) }),
          });
          const { status } = response;
          statuses.add(status);
          const answer = operation.responses[String(status)];
          if (!answer) throw new Error(`${operation.operationId} answers ${status}, which is not described.`);
          const [type = ''] = Object.keys(answer.content);
          expect(response.headers.get('content-type')).toContain(type);
          const pointer = `api#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1').replace(/[{}]/g, encodeURIComponent)}/${method}/responses/${status}/content/${type.replaceAll('/', '~1')}/schema`;
          const isGiven = method === 'get' && status === 200;
          // The first shape is a whole one, the second has the fields that were asked for.
          const shape = isGiven ? `/anyOf/${query.fields === undefined ? 0 : 1}` : '';
          const isAsDescribed = ajv.getSchema(`${pointer}${shape}`);
          if (!isAsDescribed) throw new Error(`There is no schema at ${pointer}${shape}.`);
          const json = (await response.json()) as Json;
          await isAsDescribed(json);
          expect(isAsDescribed.errors ?? []).toEqual([]);
          if (!isGiven) return;
          expect(unaskedIn(json, query.fields?.split(','))).toEqual([]);
          const again = await fetch(url, {
            headers: { ...headers, 'if-none-match': response.headers.get('etag') ?? '' },
          });
          expect([again.status, await again.text(), '304' in operation.responses]).toEqual([304, '', true]);
        }),
        { numRuns: 40, seed: 19, endOnFailure: true },
      );
      // Right ones and wrong ones were among them.
      expect([operation.operationId, [...statuses].some((status) => status < 300)]).toEqual([
        operation.operationId,
        true,
      ]);
      expect([operation.operationId, [...statuses].some((status) => status >= 400)]).toEqual([
        operation.operationId,
        true,
      ]);
    }
    await close();
  }, 120_000);

  test('takes nothing away that the last release described', async () => {
    await open();
    const now = { ...described, info: {}, servers: [] };
    if (process.env.WRITE_DOCS === '1') await writeFile(released, `${JSON.stringify(now, null, 2)}\n`);
    const before = JSON.parse(await readFile(released, 'utf8')) as Json;
    expect(breaksOf(before, now)).toEqual([]);
    await close();
  });
});

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content: Json }>>;
}

/** Fields that were given though others were asked for. */
function unaskedIn(answer: Json, asked: readonly string[] | undefined): readonly string[] {
  const entries = (answer.items ?? [answer]) as readonly Json[];
  return asked ? entries.flatMap((entry) => Object.keys(entry).filter((name) => !asked.includes(name))) : [];
}

describe('What breaks a client of the API', () => {
  const described = (change: (text: string) => string) =>
    JSON.parse(
      change(JSON.stringify(openApi(operations(newItems), { version: '1', server: 'http://localhost' }))),
    ) as Json;
  const same = described((text) => text);

  test.each([
    ['an operation that is gone', '"/api/v1/audit"', '"/api/v1/log"'],
    ['an answer that lacks a field', '"promiseEndsAt":{', '"dueAt":{'],
    ['a field of an answer of another type', '"number":{"type":"integer"', '"number":{"type":"string"'],
    ['a parameter that is gone', '"name":"state"', '"name":"stage"'],
    ['a body that wants more', '"required":["score"]', '"required":["score","customer"]'],
    ['a body that takes less', '"maxLength":2000', '"maxLength":20'],
  ])('is %s', (_, from, to) => {
    const changed = described((text) => text.replaceAll(from, to));
    expect(changed).not.toEqual(same);
    expect(breaksOf(same, changed)).not.toEqual([]);
  });

  test('is none of what is added', () => {
    expect(
      breaksOf(
        described((text) => text.replaceAll('"dueAt"', '')),
        same,
      ),
    ).toEqual([]);
    const less = described((text) => text.replace(/"outcome":\{[^}]*\},?/, '').replace(',"outcome"', ''));
    expect(breaksOf(less, same)).toEqual([]);
  });

  test('is told to Power Platform without what Swagger 2.0 does not know', () => {
    expect(JSON.stringify(swagger(same))).not.toMatch(/"(?:anyOf|oneOf|const|\$defs)"|components\/schemas/);
  });
});
