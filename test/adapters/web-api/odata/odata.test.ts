/** `/odata` over HTTP: what it answers to each option, in pages, and to whom. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createKey } from '../../../../src/features/keys/create-key.js';
import { stoppedClock } from '../../../../src/kernel/clock.js';
import { describeOnEachDatabase } from '../../../support/database.js';
import { type LogLine, recordingLog } from '../../../support/recording-log.js';
import { rowsOfTwo } from '../bi/rows-of-two.js';
import { serve, type WebApiServer } from '../web-api-server.js';

const clock = stoppedClock('2026-11-30T09:00:00Z');
const { ours, theirs } = rowsOfTwo;
/** Which are there beside the two of rows-of-two: 3 to 2,500, with times a minute apart. */
const more = `
  INSERT INTO feedback (id, organisation_id, number, text, source, topic, severity, captured_at, surface, state, routing, promise_ms, resolved_at, clock_used_ms)
  SELECT gen_random_uuid(), '${ours}', n, 'It''s ' || n || ' % of _all', 'api', CASE WHEN n % 3 = 0 THEN 'Billing' END,
    CASE WHEN n % 2 = 0 THEN 'low' ELSE 'high' END, '2026-01-31T23:00:00Z'::timestamptz + n * interval '1 minute', 'api',
    CASE WHEN n % 5 = 0 THEN 'resolved' ELSE 'open' END, '{}', 86400000,
    CASE WHEN n % 5 = 0 THEN '2026-02-01T00:00:00Z'::timestamptz END, n * 3600000::float8::float8
  FROM generate_series(3, 2500) n`;

interface Page {
  readonly value: readonly Record<string, unknown>[];
  readonly '@odata.context'?: string;
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly error?: { readonly code: string; readonly message: string; readonly target?: string };
}

describeOnEachDatabase('OData', (database) => {
  let server: WebApiServer;
  let key: string;
  let logged: LogLine[];
  beforeEach(async () => {
    await database().executeSql(rowsOfTwo.sql + more);
    const deps = { database: database(), clock };
    const { log, lines } = recordingLog();
    logged = lines;
    server = await serve({ ...deps, log });
    key = (await createKey(deps, { organisationId: ours, name: 'excel', signed: false, scopes: ['read'] })).key;
  });
  afterEach(() => server.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(path.startsWith('http') ? path : `${server.url}/odata${path}`, {
      headers: { authorization: `Bearer ${key}`, ...headers },
    });
  const ask = async (path: string, headers?: Record<string, string>) =>
    (await (await get(path, headers)).json()) as Page;
  const filtered = async (filter: string, set = 'Feedback') =>
    ask(`/${set}?$filter=${encodeURIComponent(filter)}&$select=number&$top=4&$count=true`);
  const numbers = ({ value }: Page) => value.map(({ number }) => number);

  test('tells what there is, in XML and JSON, and what each property means', async () => {
    const service = await ask('/');
    expect(service['@odata.context']).toBe(`${server.url}/odata/$metadata`);
    expect(service.value[0]).toEqual({ name: 'Feedback', kind: 'EntitySet', url: 'Feedback' });
    const response = await get('/$metadata', { accept: 'application/xml' });
    expect(response.headers.get('content-type')).toBe('application/xml');
    expect(response.headers.get('odata-version')).toBe('4.0');
    const xml = await response.text();
    expect(xml).toContain('<Property Name="number" Type="Edm.Int32" Nullable="false">');
    expect(xml).toContain('<Property Name="captured_at" Type="Edm.DateTimeOffset" Nullable="false" Precision="3">');
    expect(xml).toContain('String="12 of F-12; unique in the organisation"');
    const json = (await (await get('/$metadata', { accept: 'application/json' })).json()) as Record<string, unknown>;
    expect(json.$EntityContainer).toBe('EmptyChair.Container');
  });

  test('is read to the end by following the links, every row once, in any order', async () => {
    for (const order of [
      '',
      '&$orderby=topic,captured_at desc',
      '&$orderby=topic desc,severity',
      '&$orderby=resolved_at desc',
    ]) {
      const seen: unknown[] = [];
      let pages = 0;
      for (let next: string | undefined = `/Feedback?$select=number${order}`; next !== undefined; pages += 1) {
        const page: Page = await ask(next);
        seen.push(...numbers(page));
        next = page['@odata.nextLink'];
      }
      expect(pages).toBeGreaterThan(2);
      expect(seen).toHaveLength(2500);
      expect(new Set(seen).size).toBe(2500);
    }
  });

  test('puts null first where it counts up and last where it counts down', async () => {
    expect((await ask('/Feedback?$select=topic&$orderby=topic&$top=1')).value).toEqual([{ topic: null }]);
    expect((await ask('/Feedback?$select=topic&$orderby=topic desc&$top=1')).value).toEqual([{ topic: 'ours' }]);
  });

  test('gives $top in all, over pages, passes $skip over, and takes a smaller page where the client wants one', async () => {
    const page = await ask('/Feedback?$top=1500&$skip=10&$select=number', { prefer: 'odata.maxpagesize=100' });
    expect(numbers(page)).toHaveLength(100);
    expect(numbers(page)[0]).toBe(11);
    let left = 1_500;
    for (let next: Page | undefined = page; next; ) {
      left -= next.value.length;
      const link: string | undefined = next['@odata.nextLink'];
      next = link === undefined ? undefined : await ask(link);
    }
    expect(left).toBe(0);
    expect(await ask('/Feedback?$top=0&$count=true')).toMatchObject({ value: [], '@odata.count': 2500 });
  });

  test.each([
    ['number eq 12', 1, [12]],
    ['12 eq number', 1, [12]],
    ['number in (3,7,9999)', 2, [3, 7]],
    ["severity in ('high')", 1249, [3, 5, 7, 9]],
    ['number gt 2498 or number lt 2', 3, [1, 2499, 2500]],
    ["not (severity eq 'low') and number le 5", 2, [3, 5]],
    ['topic eq null', 1666, [2, 4, 5, 7]],
    ['topic ne null and number lt 7', 3, [1, 3, 6]],
    ["topic ne 'Billing' and number lt 7", 4, [1, 2, 4, 5]],
    ["not (topic eq 'Billing') and number lt 7", 4, [1, 2, 4, 5]],
    ["contains(text,'2500 %')", 1, [2500]],
    ["contains(text, '_all') and number lt 5", 2, [3, 4]],
    ["startswith(text,'It''s 12 ')", 1, [12]],
    ["endswith(tolower(text),'OF _ALL')", 0, []],
    ["endswith(toupper(text),'OF _ALL') and number lt 4", 1, [3]],
    ['length(text) eq 15 and number lt 11', 0, []],
    ['year(captured_at) eq 2026 and month(captured_at) eq 1', 57, [3, 4, 5, 6]],
    ['day(captured_on) eq 1 and number lt 70', 67, [3, 4, 5, 6]],
    ['captured_at ge 2026-02-01T00:00:00Z and captured_at lt 2026-02-01T00:02:00Z', 2, [60, 61]],
    ['captured_at eq 2026-02-01T02:00:00+02:00', 1, [60]],
    ['captured_at lt 2026-02-01 and number gt 55', 4, [56, 57, 58, 59]],
    ['captured_on eq 2026-02-01 and number lt 5', 2, [3, 4]],
    ['is_confidential', 1, [2]],
    ['is_confidential eq false and number lt 4', 2, [1, 3]],
    ['used_hours lt 1e999 and number lt 99999999999999999999', 2500, [1, 2, 3, 4]],
    ['used_hours gt 24.5 and used_hours lt 26', 1, [25]],
    ['is_within_promise eq false and number lt 31', 2, [25, 30]],
    ['not is_within_promise and number lt 10', 6, [3, 4, 6, 7]],
    ['owner_id ne null', 1, [1]],
    ['customer_id eq 00000000-0000-0000-0000-000000000000', 0, []],
    ["customer_id eq '00000000-0000-0000-0000-000000000000'", 0, []],
    ["text eq 'x'' OR true --'", 0, []],
  ])('finds by the filter: %s', async (filter, count, first) => {
    const page = await filtered(filter);
    expect({ error: page.error, count: page['@odata.count'] }).toEqual({ error: undefined, count });
    expect(numbers(page)).toEqual(first);
  });

  test.each([
    ["text eq 'x", 400, 'At character 9 begins a text that does not end.'],
    ['number eq', 400, 'The filter ends where a column or a value is due.'],
    ['number eq 1 )', 400, 'At character 13 stands )'],
    ['nubmer eq 1', 400, 'Feedback has no nubmer. It has number'],
    ["number eq 'one'", 400, 'A number can’t be compared with a text.'],
    ['number', 400, 'A number stands where something true or false is due.'],
    ['captured_at gt 2026-02-30', 400, '2026-02-30 at character 16 is no date.'],
    ['number add 1 eq 2', 501, 'add is not done here.'],
    ["substringof('a',text)", 501, 'substringof() is not done here.'],
    ['text; DROP TABLE feedback', 400, '“;” can’t stand'],
    [`${'('.repeat(60)}is_confidential${')'.repeat(60)}`, 400, 'nested deeper than 40'],
    [`${'not '.repeat(2_100)}is_confidential`, 400, 'The limit is 8000'],
    ['constructor eq 1', 400, 'has no constructor'],
    ["text eq '\0'", 400, 'NUL'],
    ['captured_at gt 0000-01-01', 400, '0000-01-01 at character 16 is no date.'],
    ['captured_at gt 9999-12-31T23:59:59-12:00', 400, 'is no date.'],
    ['toString(text)', 501, 'toString() is not done here'],
  ])('refuses the filter, and says why: %#', async (filter, status, words) => {
    const response = await get(`/Feedback?$filter=${encodeURIComponent(filter)}`);
    const { error } = (await response.json()) as Page;
    expect({ status: response.status, error }).toEqual({
      status,
      error: { code: expect.any(String), message: expect.stringContaining(words), target: '$filter' },
    });
  });

  test.each([
    ['/Feedback?$top=-1', 400, '$top'],
    ['/Feedback?$top=1&$top=2', 400, '$top'],
    ['/Feedback?$orderby=text up', 400, '$orderby'],
    ['/Feedback?$select=organisation_id', 400, '$select'],
    ['/Feedback?$skiptoken=abc', 400, '$skiptoken'],
    [`/Feedback?$skiptoken=${Buffer.from('["one"]').toString('base64url')}`, 400, '$skiptoken'],
    [`/Feedback?$orderby=captured_at&$skiptoken=${Buffer.from('["x",1]').toString('base64url')}`, 400, '$skiptoken'],
    ['/Feedback?$count=yes', 400, '$count'],
    ['/Feedback?$expand=Customer', 501, '$expand'],
    ['/Feedback?$apply=aggregate($count as c)', 501, '$apply'],
    ['/Feedback(x)', 400, 'number'],
    ['/Ideas(1)', 400, 'id'],
    ['/Secrets', 404, undefined],
    ['/Feedback(999999)', 404, undefined],
    ['/$batch', 501, '$batch'],
    ['/Feedback?$format=atom', 406, undefined],
  ])('refuses %s in OData’s shape', async (path, status, target) => {
    const response = await get(path);
    expect(response.headers.get('content-type')).toContain('application/json');
    const { error } = (await response.json()) as Page;
    expect({ status: response.status, target: error?.target }).toEqual({ status, target });
    // Whoever may read can’t fill the log with faults.
    expect(logged.filter(({ level }) => level >= 50)).toEqual([]);
  });

  test('gives one entity by its key, and how many there are', async () => {
    expect(await ask('/Feedback(12)?$select=number,severity')).toEqual({
      '@odata.context': `${server.url}/odata/$metadata#Feedback(number,severity)/$entity`,
      ...{ number: 12, severity: 'low' },
    });
    expect((await ask('/Dates(2026-11-02)')) as unknown).toMatchObject({
      day: '2026-11-02',
      iso_week: 45,
      weekday: 1,
      is_working_day: true,
    });
    expect(await (await get("/Feedback/$count?$filter=severity eq 'high'")).text()).toBe('1249');
    expect((await ask('/Scores(1)')) as unknown).not.toHaveProperty('organisation_id');
  });

  test('asks for a key that may read: as Bearer, or as the password of Basic', async () => {
    const basic = (password: string) => ({
      authorization: `Basic ${Buffer.from(`anybody:${password}`).toString('base64')}`,
    });
    expect((await get('/People', basic(key))).status).toBe(200);
    const refused = await get('/People', basic('wrong'));
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic realm=.*, Bearer realm=/);
    expect(((await refused.json()) as Page).error?.code).toBe('api.wrongKey');
    expect((await fetch(`${server.url}/odata`)).status).toBe(401);
    const deps = { database: database(), clock };
    const other = await createKey(deps, { organisationId: ours, name: 'sender', signed: false, scopes: ['capture'] });
    expect((await get('/People', basic(other.key))).status).toBe(403);
    expect(
      (await fetch(`${server.url}/odata/People`, { method: 'POST', headers: { authorization: `Bearer ${key}` } }))
        .status,
    ).toBe(405);
  });

  test('shows nothing of another organisation, whatever is asked', async () => {
    for (const set of [
      'Feedback',
      'Scores',
      'Answers',
      'Ideas',
      'IdeaMoves',
      'Meetings',
      'Learnings',
      'Customers',
      'People',
    ]) {
      const { value } = await ask(`/${set}`);
      expect(value.length).toBeGreaterThan(0);
      expect(JSON.stringify(value)).not.toContain('theirs');
    }
    const id = `${theirs.slice(0, -2)}7${theirs.slice(-1)}`;
    expect((await get(`/Ideas(${id})`)).status).toBe(404);
    expect((await get(`/Ideas(${id.replace(/b$/, 'a')})`)).status).toBe(200);
  });

  test('speaks as Power BI and Excel expect it', async () => {
    const headers = {
      accept:
        'application/json;odata.metadata=minimal;q=1.0,application/json;odata.streaming=true;q=0.9,text/plain;q=0.7',
      'odata-maxversion': '4.0',
      'user-agent': 'Microsoft.Data.Mashup (https://go.microsoft.com/fwlink/?LinkID=304225)',
    };
    const root = await get('', headers);
    expect([root.status, root.headers.get('content-type'), root.headers.get('odata-version')]).toEqual([
      200,
      'application/json;odata.metadata=minimal',
      '4.0',
    ]);
    expect((await get('/$metadata', { ...headers, accept: 'application/xml' })).status).toBe(200);
    const preview = await ask('/Feedback?$top=1000&$select=number,captured_at,is_confidential,used_hours', headers);
    expect(preview.value[2]).toEqual({
      number: 3,
      captured_at: '2026-01-31T23:03:00Z',
      is_confidential: false,
      used_hours: 3,
    });
    expect(
      (await ask('/Feedback?$top=1', { accept: 'application/json;odata.metadata=none' }))['@odata.context'],
    ).toBeUndefined();
  });
});
