/** `npm run doctor`: which checks are made, what they find, and what they say to do. */
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { doctorCommand } from '../../src/adapters/doctor/doctor-command.js';
import { type Check, failing, ok, warning } from '../../src/adapters/platform/check.js';
import { type TeamsDoctorDeps, teamsChecks } from '../../src/adapters/teams/doctor.js';
import { buildPackage } from '../../src/adapters/teams/package/build-package.js';
import { loadConfig } from '../../src/config.js';
import { allChecks } from '../../src/doctor/index.js';
import { workChecks } from '../../src/doctor/work.js';
import { stoppedClock, systemClock } from '../../src/kernel/clock.js';
import { ConfigError } from '../../src/kernel/errors.js';
import { createLogger } from '../../src/kernel/logger.js';
import { lockFolder } from '../../src/storage/folder-lock.js';
import { restoreMark } from '../../src/storage/restore-mark.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

async function run(words: readonly string[], checks: readonly Check[], deadlineMs?: number) {
  const said: string[] = [];
  const error = (line: string) => said.push(line);
  const code = await doctorCommand(words, { checks, say: error, error, deadlineMs });
  return { code, said: said.join('\n') };
}

describe('The doctor', () => {
  const checks: readonly Check[] = [
    { name: 'settings', does: 'reads them', run: async () => [ok('Fine.')] },
    { name: 'teams.people', does: 'counts them', run: async () => [warning('2 people are closed.', 'They write.')] },
    { name: 'teams.endpoint', does: 'calls it', run: async () => [failing('Nothing answers.', 'Start the bot.')] },
    { name: 'slow', does: 'waits', run: () => new Promise(() => {}) },
    { name: 'broken', does: 'throws', run: () => Promise.reject(new Error('No.')) },
  ];

  test('makes the checks that are named, by their name or their group, and says what to do', async () => {
    expect(await run(['settings'], checks)).toEqual({ code: 0, said: '✓ settings: Fine.' });
    const teams = await run(['teams'], checks);
    expect(teams.code).toBe(1);
    expect(teams.said).toBe(
      '! teams.people: 2 people are closed.\n    → They write.\n✗ teams.endpoint: Nothing answers.\n    → Start the bot.',
    );
    expect((await run(['--run', 'settings,teams.people'], checks)).code).toBe(0);
  });

  test('lists them, and speaks JSON', async () => {
    expect((await run(['--list'], checks)).said).toContain('teams.endpoint       calls it');
    expect(JSON.parse((await run(['--list', '--json', 'teams'], checks)).said)).toHaveLength(2);
    expect(JSON.parse((await run(['--json', 'settings'], checks)).said)).toEqual([
      { check: 'settings', findings: [{ level: 'ok', what: 'Fine.' }] },
    ]);
  });

  test('does not wait for ever, goes on after a check that throws, and refuses unknown names', async () => {
    const { code, said } = await run(['--run', 'slow,broken'], checks, 1);
    expect(code).toBe(1);
    expect(said).toMatch(/slow: No answer came in time\.[\s\S]*broken: No\./);
    expect(await run(['teem'], checks)).toMatchObject({ code: 2, said: expect.stringContaining('--list') });
    expect((await run(['--colour'], checks)).code).toBe(2);
  });

  test('mends with --fix what has a cure, once for all that it cures, and says how it was before and is after', async () => {
    let isBroken = true;
    const fix = async () => {
      isBroken = false;
      return 'broken → whole';
    };
    const run3 = async () =>
      isBroken
        ? [
            { ...failing('One.', 'Mend it.'), fix },
            { ...warning('Two.', 'It.'), fix },
          ]
        : [ok('Whole.')];
    const mended: Check = { name: 'chair', does: 'sits', run: run3 };
    const hopeless = { ...failing('Gone.', 'Buy one.'), fix: () => Promise.reject(new Error('no wood')) };
    const lost: Check = { name: 'table', does: 'stands', run: async () => [hopeless] };
    expect((await run([], [mended])).code).toBe(1);
    expect(await run(['--fix'], [mended])).toEqual({
      code: 0,
      said: '✗ chair: One.\n    → Mend it.\n! chair: Two.\n    → It.\n    mended: broken → whole\n✓ chair: Whole.',
    });
    isBroken = true;
    expect(JSON.parse((await run(['--fix', '--json'], [mended])).said)[0]).toMatchObject({
      fixed: ['broken → whole'],
      after: [{ level: 'ok' }],
    });
    expect((await run(['--fix'], [lost])).said).toMatch(/✗ table: no wood\n.*Look again/);
    const slight: Check = { ...lost, run: async () => [{ ...hopeless, level: 'warning' }] };
    expect((await run([], [slight])).code).toBe(0);
    expect((await run(['--fix'], [slight])).code).toBe(1);
  });

  test('says each problem of the settings apart, without sending anybody to a log that knows no more', async () => {
    const fails = (error: Error): Check => ({ name: 'x', does: '', run: () => Promise.reject(error) });
    expect((await run([], [fails(new ConfigError(['A: mend a.', 'B: mend b.']))])).said).toBe(
      ['✗ x: A: mend a.', '✗ x: B: mend b.'].join('\n    → Then look again with npm run doctor -- x.\n') +
        '\n    → Then look again with npm run doctor -- x.',
    );
  });

  test('tells once why the database can’t be asked, and leads the other checks there', async () => {
    const troubles = () => Promise.reject(new ConfigError(['DATABASE_URL: no connection; start it']));
    const checks = workChecks({ clock: systemClock, troubles, mend: async () => 0 });
    const { said } = await run(['queue', 'calendars', 'keys'], checks);
    expect(said.match(/no connection/g)).toHaveLength(1);
    expect(said).toMatch(/^✗ queue: DATABASE_URL[\s\S]*! keys: .*can’t be asked\.\n.*Mend what stands at queue/);
  });

  test('makes the folder of the data, where it is missing', async () => {
    const folder = join(await temporaryFolder(), 'a', 'data');
    const { said } = await run(['database', '--fix'], await checksOf({ DATA_DIR: folder }));
    expect(said).toContain(`mended: ${folder}: no folder → an empty one`);
    expect((await stat(folder)).isDirectory()).toBe(true);
    await removeTemporaryFolders();
  });

  test('checks the settings alone where they are wrong', async () => {
    const deps = { log: createLogger('silent'), clock: systemClock, withHost: async () => null };
    const wrong = await allChecks({ ...deps, loadConfig: () => loadConfig({ PORT: 'many', TEAMS: 'local' }) });
    expect(wrong.map(({ name }) => name)).toEqual(['settings']);
    expect((await run([], wrong)).said).toMatch(/✗ settings: PORT: must be/);
    const right = await allChecks({ ...deps, loadConfig: () => loadConfig({}) });
    const { code, said } = await run([], right);
    expect(code).toBe(0);
    expect(said).toMatch(/Slack is not set up[\s\S]*Teams is not set up/);
  });

  const checksOf = (env: Readonly<Record<string, string>>) =>
    allChecks({
      log: createLogger('silent'),
      clock: systemClock,
      withHost: async () => null,
      loadConfig: () => loadConfig(env),
    });

  test('says whether secrets are sealed, and when the key is old', async () => {
    const look = async (since?: string | null) => {
      const seal = since === undefined ? null : { keyId: 'ab12cd34', since };
      const troubles = async () => ({ putAside: [], closedPeople: [], seal });
      const checks = workChecks({ clock: stoppedClock('2026-11-20T10:00:00Z'), troubles, mend: async () => 0 });
      return (await run(['secrets'], checks)).said;
    };
    expect(await look()).toMatch(/^! secrets: No key seals them[^\n]*\n.*Set SECRET_KEY \(openssl rand -base64 32\)/);
    expect(await look('2026-11-20T09:00:00Z')).toMatch(/^✓ .*key ab12cd34, in use for 0 days/);
    expect(await look('2020-01-01T00:00:00Z')).toMatch(/^! .*in use for [0-9,]+ days[\s\S]*before it in SECRET_KEY/);
  });

  test('tells a database folder that is there from one that is missing, damaged, or no folder', async () => {
    const folder = await temporaryFolder();
    const look = async (dataDir: string) => run(['database'], await checksOf({ DATA_DIR: dataDir }));
    expect(await look(folder)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^! .*none in .* yet\.\n.*npm start/),
    });
    expect((await look(join(folder, 'nowhere'))).said).toMatch(/^! /);
    await writeFile(restoreMark(folder), '');
    expect(await look(folder)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^✗ .*Restoring .* has not ended/),
    });
    await rm(restoreMark(folder));
    const database = join(folder, 'database');
    await mkdir(join(database, 'global'), { recursive: true });
    expect(await look(folder)).toMatchObject({ code: 1, said: expect.stringMatching(/^✗ .*damaged[\s\S]*backup/) });
    await writeFile(join(database, 'PG_VERSION'), '17\n');
    await writeFile(join(database, 'global', 'pg_control'), new Uint8Array(8192));
    // Whoever has it open would know; where nobody has, it is opened for a moment.
    const lock = await lockFolder(folder);
    expect(await look(folder)).toMatchObject({ code: 0, said: expect.stringMatching(/^✓ /) });
    await lock.release();
    expect(await look(folder)).toMatchObject({ code: 1, said: expect.stringMatching(/^✗ .*damaged.*backup/) });
    await writeFile(join(database, 'global', 'pg_control'), 'cut');
    expect((await look(folder)).code).toBe(1);
    expect((await look(join(database, 'PG_VERSION'))).said).toMatch(/^✗ .*is not a folder/);
    await removeTemporaryFolders();
  });

  test('tells a port that is free from the bot’s own and from another program’s', async () => {
    let health = 503;
    let ready: object = {};
    const server = createServer((request, response) =>
      request.url === '/readyz'
        ? response.end(JSON.stringify(ready))
        : response.writeHead(request.url === '/healthz' ? health : 404).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const look = async () => run(['port'], await checksOf({ PORT: String(port), HOST: '127.0.0.1' }));
    try {
      expect(await look()).toMatchObject({ code: 1, said: expect.stringMatching(/✗ port: .*another program/) });
      health = 200;
      expect(await look()).toMatchObject({ code: 0, said: `✓ port: The bot answers on ${port}.` });
      ready = { missing: [], slack: false };
      expect(await look()).toMatchObject({ code: 0, said: expect.stringMatching(/! port: .*not connected to slack/) });
      ready = { missing: ['database'] };
      expect(await look()).toMatchObject({ code: 1, said: expect.stringMatching(/✗ port: It is not ready: database/) });
    } finally {
      await new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
    }
    expect(await look()).toMatchObject({ code: 0, said: `✓ port: ${port} is free.` });
  });
});

describe('The doctor of Teams', () => {
  const app = {
    id: '12345678-1234-4234-8234-123456789abc',
    type: 'SingleTenant',
    tenantId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
    password: 'a secret',
  } as const;
  /** What Microsoft, and the address of the bot, answer. */
  let login = { status: 200, body: '{"access_token":"t"}' };
  let bot = 401;
  let url = '';
  let folder = '';
  const server = createServer((request, response) => {
    const isLogin = request.url?.endsWith('/oauth2/v2.0/token');
    response.writeHead(isLogin ? login.status : bot, { 'content-type': 'application/json' });
    response.end(isLogin ? login.body : '');
  });
  beforeEach(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = await temporaryFolder();
    bot = 401;
  });
  afterEach(async () => {
    await new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
    await removeTemporaryFolders();
  });

  const look = async (name: string, more: Partial<TeamsDoctorDeps> = {}) => {
    const deps = {
      settings: { app, tenantIds: [app.tenantId] },
      publicUrl: url,
      packageFile: join(folder, 'teams.zip'),
      closedPeople: async () => [],
      now: () => new Date('2027-04-02T09:00:00Z'),
      loginUrl: url,
      ...more,
    };
    const check = teamsChecks(deps).find((each) => each.name === `teams.${name}`);
    return (await check?.run()) ?? [];
  };
  const levels = async (...asked: Parameters<typeof look>) => (await look(...asked)).map(({ level }) => level);

  test.each([
    ['AADSTS7000229', 'az ad sp create --id 12345678'],
    ['AADSTS7000215', 'MicrosoftAppPassword'],
    ['AADSTS7000222', 'expired'],
    ['AADSTS700016', 'MicrosoftAppId'],
    ['AADSTS90002', 'MicrosoftAppTenantId'],
    ['AADSTS50000', 'docs/teams.md'],
  ])('names %s with what mends it, and never the secret', async (code, mend) => {
    login = { status: 401, body: JSON.stringify({ error_description: `${code}: no.\r\nTrace ID: 1` }) };
    const found = JSON.stringify(await look('registration'));
    expect(found).toContain(code);
    expect(found).toContain(mend);
    expect(found).not.toContain('a secret');
  });

  test('is content with a token, and says where nothing is set up', async () => {
    login = { status: 200, body: '{"access_token":"t"}' };
    expect(await levels('registration')).toEqual(['ok']);
    expect(await levels('registration', { settings: null })).toEqual(['warning']);
    expect(await look('endpoint', { settings: null })).toEqual([]);
  });

  test.each<[string | undefined, string, string]>([
    [undefined, 'warning', 'TEAMS_SECRET_EXPIRES=2027-05-01'],
    ['2027-05-03', 'ok', 'Mon 3 May 2027'],
    ['2027-05-01', 'warning', 'Sat 1 May 2027, in 29 days'],
    ['2027-04-03', 'warning', 'expires tomorrow'],
    ['2027-04-02', 'error', 'expired on Fri 2 Apr 2027'],
  ])('says of a secret that ends on %s: %s, %s', async (secretExpiresOn, level, words) => {
    const settings = { app, tenantIds: [app.tenantId], ...(secretExpiresOn && { secretExpiresOn }) };
    const [found, ...more] = await look('secret', { settings });
    expect([found?.level, more]).toEqual([level, []]);
    expect(JSON.stringify(found)).toContain(words);
    const { password: _, ...without } = app;
    expect(await look('secret', { settings: { ...settings, app: without } })).toEqual([]);
  });

  test('finds who may not in', async () => {
    expect(await levels('tenants')).toEqual(['ok']);
    expect(await levels('tenants', { settings: { app, tenantIds: [] } })).toEqual(['error']);
    expect(await levels('tenants', { settings: { app, tenantIds: ['another'] } })).toEqual(['warning']);
  });

  test('tells the bot from what else answers, http from https, and silence', async () => {
    expect(JSON.stringify(await look('endpoint'))).toMatch(/needs https.*"ok"/);
    bot = 302;
    expect(JSON.stringify(await look('endpoint'))).toContain('302 instead of 401');
    bot = 503;
    expect(JSON.stringify(await look('endpoint'))).toContain('is starting');
    expect(await levels('endpoint', { publicUrl: undefined })).toEqual(['error']);
    expect(JSON.stringify(await look('endpoint', { publicUrl: 'https://127.0.0.1:1' }))).toContain('Nothing answers');
  });

  test('compares the uploaded package with the set-up', async () => {
    const file = join(folder, 'teams.zip');
    const packed = async (appId: string, at: string) =>
      writeFile(file, await buildPackage({ appId, url: new URL(at) }));
    expect(await levels('manifest')).toEqual(['warning']);
    await packed(app.id, url);
    expect(await levels('manifest')).toEqual(['ok']);
    await packed(app.id, 'https://old.example');
    expect(JSON.stringify(await look('manifest'))).toContain('another address');
    await packed('99999999-1234-4234-8234-123456789abc', url);
    expect(JSON.stringify(await look('manifest'))).toContain('another bot');
  });

  test('counts people who can’t be written to, by reason', async () => {
    const closed = [
      { reason: 'MessageWritesBlocked', count: 3 },
      { reason: 'SomethingNew', count: 1 },
    ];
    const found = await look('people', { closedPeople: async () => closed });
    expect(found.map(({ what }) => what.split('.')[0])).toEqual([
      '3 people: blocked or removed the bot',
      '1 person: SomethingNew',
    ]);
    expect(await levels('people', { closedPeople: async () => null })).toEqual(['warning']);
  });
});
