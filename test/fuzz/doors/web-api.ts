/** The web API and the signed addresses: paths, queries, headers and bodies, good ones among them, with the rooms behind. */
import fc from 'fast-check';
import { createAllowance } from '../../../src/adapters/http/allowance.js';
import { views } from '../../../src/adapters/web-api/bi/views.js';
import { createRouter } from '../../../src/chat/router.js';
import { createKey } from '../../../src/features/keys/create-key.js';
import { serve } from '../../adapters/web-api/web-api-server.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { recordingLog } from '../../support/recording-log.js';
import { createStage } from '../../support/stage.js';
import { doorOf } from '../door.js';
import { texts } from '../hostile.js';
import { json, spoiled } from '../json.js';
import { memoryDatabase } from '../memory-database.js';
import { checkPrototypes, checkWords } from '../promises.js';

const at = '2026-11-20T10:00:00Z';
const good = [
  {
    text: 'It is slow',
    customer: 'Acme Ltd',
    severity: 'high',
    sourceId: 'r-1',
    score: 3,
    owner: 'maya',
    capturedAt: at,
  },
  {
    items: [
      { text: 'One', customer: 'Acme' },
      { text: 'Two', confidential: true },
    ],
  },
  { score: 9, comment: 'Lovely', customer: 'Acme', segment: 'Trade', givenAt: at, sourceId: 's-1', metric: 'NPS' },
  { items: [{ score: 3 }, { score: '7', metric: 'Returns' }] },
  {
    type: 'identify',
    userId: 'u1',
    traits: { name: 'Ann', email: 'ann@acme.com', company: { name: 'Acme' } },
    timestamp: at,
  },
  {
    type: 'group',
    groupId: 'g1',
    traits: { name: 'Acme Ltd', plan: 'Gold', employees: 40, tags: ['a'] },
    timestamp: at,
  },
  { type: 'track', event: 'Signed In', userId: 'u1', properties: { plan: 'Gold' }, context: { groupId: 'g1' } },
  { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'search_feedback', arguments: { words: 'slow' } } },
  { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'who', arguments: { name: 'Acme' } } },
  { jsonrpc: '2.0', id: 2, method: 'tools/list' },
  {
    batch: [
      { type: 'group', groupId: 'g2', traits: { name: 'Bolt' } },
      { type: 'track', event: 'Left', groupId: 'g2' },
    ],
  },
] as const;
/** What programs do for people, and what analysts ask. */
const commands = [
  { line: 'feedback list' },
  { line: 'feedback "It is slow" customer:Acme', place: 'support' },
  { press: { action: 'feedback.show', value: 'F-1' } },
  { submit: { form: 'feedback.resolve', subject: 'F-1', values: { outcome: 'fixed', customerTold: 'It works.' } } },
] as const;
const asked = ['(', ')', "'", '$filter=', '$orderby=', '$select=', '$top=', '$skip=', '$skiptoken=', '$count=true', '&']
  .concat([' eq ', ' and ', ' or ', 'not ', 'contains(', 'null', 'text', 'name', 'id', 'severity', '5', at, '$apply='])
  .concat(['groupby((severity),aggregate($count as n))', "'high'", '$expand=', '$format=json', 'changedSince=']);
const analysts = fc.oneof(
  fc.constantFrom(...views.map(({ entitySet }) => `/odata/${entitySet}`), '/odata', '/odata/$metadata'),
  fc.constantFrom(...views.flatMap(({ name }) => [`/api/v1/bi/${name}.csv`, `/api/v1/bi/${name}.parquet`])),
  fc.constant('/api/v1/audit'),
  texts([...views.map(({ entitySet }) => entitySet), '(', ')', "'", '$count', '/', '%27', at]).map(
    (text) => `/odata/${safe(text)}`,
  ),
);
const paths = [
  'feedback',
  'scores',
  'customers',
  'identify',
  'group',
  'track',
  'page',
  'alias',
  'batch',
  'nothing',
  'commands',
];
const words = ['Acme', 'F-1', 'high', 'maya', at, '2026-13-45', 'before', 'after', 'limit', 'cursor', 'state', 'r-1'];
const path = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(...paths.map((each) => `/api/v1/${each}`), '/v1/batch', '/v1/identify', '/mcp'),
  },
  {
    weight: 2,
    arbitrary: texts([...words, '%', '%2f', '%ff', '..', '/']).map((text) => `/api/v1/customers/${safe(text)}`),
  },
  { weight: 2, arbitrary: analysts },
  { weight: 1, arbitrary: texts(['charts', '/', 'minutes', 'x.png', '%ff', '?sig=']).map((text) => `/${safe(text)}`) },
);

/** As much of a text as a request line can hold; half of it is left unencoded on purpose. */
const safe = (text: string): string =>
  text.length % 2 === 0
    ? encodeURIComponent(text.slice(0, 300).replaceAll(/\p{Surrogate}/gu, ''))
    : text.replaceAll(/[^\x21-\x7e]/gu, '').slice(0, 300);

interface Given {
  /** null: the one that the path takes. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | null;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly raw: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

const header = fc.constantFrom(
  ['idempotency-key', 'k1'],
  ['idempotency-key', 'x'.repeat(400)],
  ['idempotency-key', '\u00ff'],
  ['content-type', 'text/plain'],
  ['content-type', 'application/json; charset=utf-16'],
  ['content-encoding', 'gzip'],
  ['content-encoding', 'br'],
  ['webhook-id', 'w1'],
  ['webhook-signature', 'v1,AAAA'],
  ['x-forwarded-for', "'; --"],
  ['accept', '../../x'],
  ['authorization', 'Bearer x'],
  ['authorization', 'Basic '],
);

export const apiDoor = doorOf<Given>({
  name: 'web-api',
  share: 20,
  inputs: fc.record({
    method: fc.constantFrom(null, null, null, null, 'GET', 'POST', 'PUT', 'DELETE'),
    path,
    query: fc.oneof(
      fc.constant(''),
      texts(['limit=', '&', '0', '-1', '200', 'cursor=', 'state=open', 'customer=']).map(safe),
      texts(asked).map(safe),
    ),
    body: fc.oneof(
      { weight: 4, arbitrary: spoiled(good, words) },
      { weight: 1, arbitrary: spoiled(commands, words) },
      json(['items', 'batch', 'text', 'score', 'type'], words),
    ),
    raw: fc.option(texts(['{', '}', '"text"', ':', '[', ']', '{"text":"x"}', '\u0000']), { freq: 8 }),
    headers: fc.array(header, { maxLength: 2 }).map((all) => Object.fromEntries(all)),
  }),
  async open() {
    const database = await memoryDatabase();
    const stage = await createStage({ database, workspace: harbourLights });
    const { clock, customers, intakes, links, keys, assistants, features, people, leaving } = stage.house;
    const { log, lines } = recordingLog();
    const { typedHere, handle } = createRouter({ features, log, championOf: async () => null });
    const platformOf = async () => null;
    const mcp = { assistants, baseUrl: () => 'http://localhost', typedHere: () => typedHere, platformOf };
    // All inputs come within one minute of this clock.
    const keyAllowance = createAllowance({ clock, name: 'key', perMinute: 1_000_000_000 });
    const server = await serve({
      ...{ database, clock, customers, intakes, links, log, keys, mcp },
      people,
      leaving,
      handle,
      keyAllowance,
    });
    const [organisation] = await database.query<{ id: string }[]>`SELECT id::text FROM organisations`;
    const { key } = await createKey(
      { database, clock },
      { organisationId: organisation?.id ?? '', name: 'fuzz', signed: false, isAdmin: true },
    );
    // Assistants ask with a person's.
    const { key: persons } = await createKey(
      { database, clock },
      { organisationId: organisation?.id ?? '', name: 'person', signed: false, scopes: ['read', 'capture', 'act'] },
      { memberId: stage.id('maya'), surface: 'playground' },
    );
    return {
      async knock(given) {
        const reads = /customers|odata|\/bi\/|audit|charts|minutes/.test(given.path);
        const method = given.method ?? (reads ? 'GET' : 'POST');
        const body = method === 'GET' ? undefined : (given.raw ?? JSON.stringify(given.body));
        const response = await fetch(server.url + given.path + (given.query && `?${given.query}`), {
          method,
          headers: {
            authorization: `Bearer ${/mcp|commands/.test(given.path) ? persons : key}`,
            accept: 'application/json, text/event-stream',
            'content-type': 'application/json',
            ...given.headers,
          },
          ...(body !== undefined && { body }),
        });
        const answer = await response.text();
        const failed = lines.splice(0).find(({ level }) => level >= 50);
        const isFault = response.status >= 500 && response.status !== 501;
        if (isFault || failed) throw new Error(`${response.status} ${answer} ${JSON.stringify(failed)}`);
        if (response.status >= 400 && given.path.startsWith('/api/')) checkWords(answer);
        checkPrototypes();
      },
      async close() {
        await server.close();
        await stage.stop();
        await database.close();
      },
    };
  },
});
