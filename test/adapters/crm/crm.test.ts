/** What is read of a CRM: HubSpot by a stand-in of it, and any other by a signed request. */
import { createHmac } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { crmCheck } from '../../../src/adapters/crm/doctor.js';
import { createHubspot } from '../../../src/adapters/crm/hubspot.js';
import { crmConfig } from '../../../src/adapters/crm/settings.js';
import { createSignedLookUp } from '../../../src/adapters/crm/signed-look-up.js';
import type { CustomerSource } from '../../../src/chat/customer-source.js';
import { loadConfig } from '../../../src/config.js';
import { askedOf } from '../../../src/features/customers/rules/is-them.js';
import { openHubspot, type StandInHubspot } from '../../support/stand-in-hubspot.js';

const acme = { name: 'Acme', aliases: ['Acme Rail'], attributes: {}, people: [] };
const known = { ...acme, people: [{ email: 'Ada@acme.com' }, { email: 'ada.byron@gmail.com' }] };
const clock = { now: () => new Date('2026-11-16T10:00:00Z') };

describe('HubSpot', () => {
  let hubspot: StandInHubspot;
  beforeEach(async () => {
    hubspot = await openHubspot();
  });
  afterEach(() => hubspot.stop());

  const source = (token = hubspot.token) =>
    createHubspot({ token, apiUrl: hubspot.apiUrl, organisationId: null, allowPrivate: true, timeMs: 20_000 });

  function addAcme(name = 'ACME Ltd', domain: string | null = 'acme.com') {
    hubspot.add('companies', '7', {
      ...{ name, domain, industry: 'COMPUTER_SOFTWARE', lifecyclestage: 'customer', numberofemployees: '1200' },
      ...{ annualrevenue: null, city: 'Leeds', country: 'UK', notes_last_contacted: '2026-11-10T09:00:00Z' },
    });
    hubspot.add('contacts', '1', { firstname: 'Ada', lastname: 'Byron', jobtitle: 'CFO', associatedcompanyid: '7' });
    hubspot.add(
      'deals',
      '2',
      { dealname: 'Renewal', amount: '45000', deal_currency_code: 'EUR', hs_is_closed: 'false' },
      '7',
    );
    hubspot.add('deals', '3', { dealname: 'Old one', amount: '1', hs_is_closed: 'true' }, '7');
    hubspot.add('deals', '4', { dealname: 'Of Globex', amount: '1', hs_is_closed: 'false' }, '8');
    hubspot.add('tickets', '5', { subject: 'Refund', createdate: '2026-11-12T09:00:00Z', closed_date: null }, '7');
  }

  test('tells of the company, its contacts, deals and tickets', async () => {
    addAcme();
    expect(await source().lookUp(askedOf(known))).toEqual({
      kind: 'found',
      facts: [
        { label: 'Industry', value: 'Computer software' },
        { label: 'Stage', value: 'Customer' },
        { label: 'Employees', value: '1,200' },
        { label: 'Where', value: 'Leeds, UK' },
        { label: 'People in HubSpot', value: 'Ada Byron (CFO)' },
        { label: 'Open deals', value: '1: Renewal, 45,000 EUR' },
        { label: 'Open tickets', value: '1: Refund' },
      ],
      contacts: [
        { at: new Date('2026-11-10T09:00:00Z'), channel: 'HubSpot', line: 'a call, a mail or a meeting' },
        { at: new Date('2026-11-12T09:00:00Z'), channel: 'HubSpot ticket', line: 'Refund' },
      ],
      without: [],
    });
  });

  test('is found by name where no domain is known, and by an alias', async () => {
    addAcme('acme rail', null);
    expect(await source().lookUp(askedOf(acme))).toMatchObject({ kind: 'found' });
  });

  test('shows nothing of a company of that name under another domain, and names it', async () => {
    addAcme('Acme', 'acme.de');
    expect(await source().lookUp(askedOf(known))).toEqual({ kind: 'other', called: ['Acme (acme.de)'] });
    expect(hubspot.asked).toEqual(['companies']);
  });

  test('shows nothing of a neighbour whose name only begins so, or with another legal form', async () => {
    hubspot.add('companies', '8', { name: 'Acme Foods', domain: null });
    expect(await source().lookUp(askedOf(acme))).toEqual({ kind: 'unknown' });
    hubspot.add('companies', '9', { name: 'Acme GmbH', domain: null });
    const { kind } = await source().lookUp(askedOf({ ...acme, name: 'Acme Ltd', aliases: ['Acme'] }));
    expect(kind).not.toBe('failed');
    expect(await source().lookUp(askedOf({ ...acme, name: 'Acme Ltd', aliases: [] }))).toEqual({ kind: 'unknown' });
  });

  test('does not guess between two', async () => {
    hubspot.add('companies', '8', { name: 'Acme', domain: 'acme.de' });
    hubspot.add('companies', '9', { name: 'Acme', domain: 'acme.fr' });
    expect(await source().lookUp(askedOf(acme))).toEqual({
      kind: 'other',
      called: ['Acme (acme.de)', 'Acme (acme.fr)'],
    });
  });

  test('says what the token may not read, and keeps the rest', async () => {
    addAcme();
    hubspot.forbidden.add('tickets');
    expect(await source().lookUp(askedOf(known))).toMatchObject({ kind: 'found', without: ['tickets'] });
    expect(await source('pat-wrong').lookUp(askedOf(known))).toEqual({ kind: 'failed', trouble: 'refused' });
  });
});

let server: Server;
let base = '';
let answer: RequestListener = (_, response) => void response.end();
const secret = 'a secret of both sides';

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

function flow(further: Partial<Parameters<typeof createSignedLookUp>[0]> = {}) {
  const url = `${base}/who?name={name}&domain={domain}`;
  const bounds = { allowPrivate: true, timeMs: 20_000, organisationId: null, clock, fields: new Map() };
  return createSignedLookUp({ ...bounds, name: 'Salesforce', secret, url, ...further });
}

const json =
  (value: unknown): RequestListener =>
  (_, response) =>
    void response.writeHead(200).end(JSON.stringify(value));

describe('A signed look-up', () => {
  test('is signed over the time and the address, whatever stands in the name', async () => {
    let seen: { url?: string | undefined; time: string; signature: string } = { time: '', signature: '' };
    answer = (request, response) => {
      const { 'x-emptychair-timestamp': time, 'x-emptychair-signature': signature } = request.headers;
      seen = { url: request.url, time: String(time), signature: String(signature) };
      response.writeHead(404).end();
    };
    const odd = { ...known, name: 'A&B $& / Söhne', aliases: [] };
    expect(await flow().lookUp(askedOf(odd))).toEqual({ kind: 'unknown' });
    expect(seen.url).toBe('/who?name=A%26B%20%24%26%20%2F%20S%C3%B6hne&domain=acme.com');
    expect(seen.time).toBe('1794823200');
    const right = createHmac('sha256', secret).update(`${seen.time}.GET.${seen.url}`).digest('hex');
    expect(seen.signature).toBe(`sha256=${right}`);
  });

  test('shows at most twenty fields, and of each a line', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`Field ${index}`, index]));
    answer = json({ name: 'acme', ...many, nested: { a: 1 }, list: [1], nothing: null });
    const found = await flow().lookUp(askedOf(acme));
    expect(found).toMatchObject({ kind: 'found', contacts: [] });
    expect(found.kind === 'found' && found.facts).toHaveLength(20);
    answer = json({ domain: 'www.acme.com', facts: { 'A\nlabel': `${'x'.repeat(1_000_000)}`, Gold: true } });
    const long = await flow().lookUp(askedOf(known));
    expect(long.kind === 'found' && long.facts.map(({ label }) => label)).toEqual(['A label', 'Gold']);
    expect(JSON.stringify(long).length).toBeLessThan(500);
  });

  test('shows the fields that are mapped, and takes names of prototypes for what they are', async () => {
    const fields = new Map([
      ['Plan', ['account', 'plan']],
      ['Odd', ['__proto__', 'toString']],
      ['Missing', ['account', 'constructor', 'name']],
    ]);
    answer = json({ name: 'Acme', account: { plan: 'Gold' }, secret: 'no' });
    expect(await flow({ fields }).lookUp(askedOf(acme))).toMatchObject({ facts: [{ label: 'Plan', value: 'Gold' }] });
    answer = (_, response) => void response.end('{"name":"Acme","__proto__":"a value","constructor":{"a":1}}');
    expect(await flow().lookUp(askedOf(acme))).toMatchObject({ facts: [{ label: '__proto__', value: 'a value' }] });
  });

  test('tells of contacts, the latest first, and leaves out what is none', async () => {
    const contacts = [
      { at: '2026-11-01T09:00:00Z', line: 'Spoke with Ada', channel: 'call' },
      { at: '2026-11-09T09:00:00+01:00', line: 'Mail about the contract' },
      { at: 'yesterday', line: 'Nobody knows when' },
      'no contact',
    ];
    answer = json([{ name: 'Acme', contacts }]);
    const found = await flow().lookUp(askedOf(acme));
    expect(found.kind === 'found' && found.contacts.map(({ channel, line }) => `${channel}: ${line}`)).toEqual([
      'CRM: Mail about the contract',
      'call: Spoke with Ada',
    ]);
  });

  test.each([
    ['another name', { name: 'Globex', Plan: 'Gold' }, ['Globex']],
    ['the name under another domain', { name: 'Acme', domain: 'acme.de' }, ['Acme']],
    ['no name at all', { Plan: 'Gold' }, null],
    ['several', [{ name: 'Acme' }, { name: 'Acme' }], ['Acme']],
  ])('shows nothing of an answer with %s', async (_, value, called) => {
    answer = json(value);
    expect(await flow().lookUp(askedOf(known))).toEqual({ kind: 'other', called });
  });

  test.each([[{}], [[]], [null]])('takes %j for nobody', async (value) => {
    answer = json(value);
    expect(await flow().lookUp(askedOf(acme))).toEqual({ kind: 'unknown' });
  });

  const odd: readonly (readonly [string, RequestListener, string])[] = [
    ['HTML', (_, response) => void response.writeHead(200).end('<html>Sign in</html>'), 'notJson'],
    ['a bare number', json(7), 'notJson'],
    ['10 MB', (_, response) => void response.writeHead(200).end(Buffer.alloc(10_000_000, ' ')), 'tooLarge'],
    ['a redirect', (_, response) => void response.writeHead(302, { location: '/who?name=acme' }).end(), 'redirects'],
    ['a refusal', (_, response) => void response.writeHead(403).end(), 'refused'],
    ['too many requests', (_, response) => void response.writeHead(429).end(), 'busy'],
    ['an error', (_, response) => void response.writeHead(500).end(), 'status'],
    ['a broken line', (request) => void request.socket.destroy(), 'unreachable'],
  ];
  test.each(odd)('names %s as what it is', async (_, listener, trouble) => {
    answer = listener;
    expect(await flow().lookUp(askedOf(acme))).toEqual({ kind: 'failed', trouble });
  });

  test('sends its signature to no other address than its own', async () => {
    const seen: string[] = [];
    answer = (request, response) => {
      seen.push(request.url ?? '');
      if (request.url === '/moved') return json({ name: 'Acme' })(request, response);
      response.writeHead(302, { location: '/moved' }).end();
    };
    expect(await flow().lookUp(askedOf(acme))).toEqual({ kind: 'failed', trouble: 'redirects' });
    expect(seen).toEqual(['/who?name=Acme&domain=']);
  });

  test('gives up on silence and on drops', async () => {
    answer = () => {};
    expect(await flow({ timeMs: 50 }).lookUp(askedOf(acme))).toEqual({ kind: 'failed', trouble: 'slow' });
    answer = (_, response) => void response.writeHead(200).write('{"name":');
    expect(await flow({ timeMs: 50 }).lookUp(askedOf(acme))).toEqual({ kind: 'failed', trouble: 'slow' });
  });

  test('never asks inside our own network, unless that is allowed', async () => {
    answer = json({ name: 'Acme' });
    expect(await flow({ allowPrivate: false }).lookUp(askedOf(acme))).toEqual({ kind: 'failed', trouble: 'private' });
  });

  test('by domain alone is not asked without one', async () => {
    answer = json({ name: 'Acme' });
    const byDomain = flow({ url: `${base}/who?domain={domain}` });
    expect(await byDomain.lookUp(askedOf(acme))).toEqual({ kind: 'noDomain' });
    expect(await byDomain.lookUp(askedOf(known))).toMatchObject({ kind: 'found' });
  });

  const check = (sources: readonly CustomerSource[] | null, served: readonly string[] | null = ['o-1']) =>
    crmCheck({ sources, organisationIds: async () => served }).run();

  test('is checked by the doctor, with what to do', async () => {
    expect(await check(null)).toMatchObject([{ level: 'ok' }]);
    answer = json({ name: 'Globex' });
    expect(await check([flow()])).toEqual([{ level: 'ok', what: 'Salesforce answers.' }]);
    answer = (_, response) => void response.writeHead(200).end('<html>');
    expect(await check([flow()])).toMatchObject([
      {
        level: 'error',
        what: 'Salesforce answered something that is not JSON.',
        remedy: expect.stringContaining('docs/crm.md'),
      },
    ]);
  });
});

describe('A CRM beside several organisations', () => {
  const source = (organisationId: string | null): CustomerSource => ({
    ...{ name: 'HubSpot', organisationId },
    lookUp: async () => ({ kind: 'unknown' }),
  });
  const levels = async (organisationId: string | null, served: readonly string[] | null) => {
    const found = await crmCheck({ sources: [source(organisationId)], organisationIds: async () => served }).run();
    return found.map(({ level }) => level);
  };

  test('is found by the doctor where nobody is shown what it knows, with the remedy', async () => {
    expect(await levels(null, ['o-1'])).toEqual(['ok']);
    expect(await levels('o-1', ['o-1', 'o-2'])).toEqual(['ok']);
    expect(await levels(null, ['o-1', 'o-2'])).toEqual(['ok', 'error']);
    expect(await levels('o-9', ['o-1'])).toEqual(['ok', 'error']);
    expect(await levels(null, null)).toEqual(['ok', 'warning']);
    const sources = [source(null)];
    expect(await crmCheck({ sources, organisationIds: async () => ['o-1', 'o-2'] }).run()).toContainEqual({
      level: 'error',
      what: 'Several organisations are served, so nobody is shown what the CRM knows.',
      remedy: expect.stringContaining('CRM_ORGANISATION'),
    });
  });
});

describe('The set-up of CRMs', () => {
  const problems = (env: Record<string, string>): string => {
    try {
      loadConfig(env);
    } catch (error) {
      return String(error);
    }
    return '';
  };
  const url = 'https://n8n.example.com/who?name={name}';

  test('makes a source of each that is set', () => {
    const names = (env: Record<string, string>) =>
      crmConfig
        .settings(loadConfig(env))
        ?.sources(clock)
        .map((source) => source.name) ?? null;
    expect(names({})).toBeNull();
    const both = { HUBSPOT_TOKEN: 'pat', CRM_LOOKUP_URL: url, CRM_LOOKUP_SECRET: secret, CRM_LOOKUP_NAME: 'Pipedrive' };
    expect(names(both)).toEqual(['HubSpot', 'Pipedrive']);
  });

  test.each([
    [{ CRM_LOOKUP_URL: url }, /CRM_LOOKUP_SECRET: must be set/],
    [{ CRM_LOOKUP_URL: 'https://n8n.example.com/who', CRM_LOOKUP_SECRET: secret }, /must hold \{name\}/],
    [{ CRM_LOOKUP_URL: 'ftp://a/{name}', CRM_LOOKUP_SECRET: secret }, /must be an address/],
    [{ CRM_LOOKUP_URL: url, CRM_LOOKUP_SECRET: 'short' }, /at least 16/],
    [{ CRM_LOOKUP_FIELDS: 'Plan' }, /must be like/],
    [{ CRM_ORGANISATION: 'Harbour Lights' }, /organisation -- list/],
  ])('refuses %j in words', (env, words) => {
    expect(problems(env)).toMatch(words);
  });
});
