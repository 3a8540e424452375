/** Each check of the doctor with something broken: it is found, named with its remedy, and mended where that is safe. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/adapters/platform/check.js';
import { botScopes } from '../../src/adapters/slack/workspace/scopes.js';
import { loadConfig } from '../../src/config.js';
import { allChecks, doctorOf } from '../../src/doctor/index.js';
import { clockCheck, diskCheck } from '../../src/doctor/machine.js';
import { countFailing } from '../../src/doctor/troubles-store.js';
import { stoppedClock, systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { readMigrations } from '../../src/storage/migrate.js';
import { indexesOf, missingIndexes } from '../../src/storage/missing-indexes.js';
import { describeOnEachDatabase, describeOnServer } from '../support/database.js';
import { insertOrganisation } from '../support/organisation.js';

const now = '2026-11-20T10:00:00.000Z';
const clock = stoppedClock(now);
const organisationId = '0197f000-0000-7000-8000-000000000001';

const brief = async (check: Check | undefined) =>
  ((await check?.run()) ?? []).map(({ level, what, remedy = '' }) => `${level}: ${what} ${remedy}`);

describeOnEachDatabase('The doctor of what the bot works on', (database) => {
  const checkOf = async (name: string) => {
    const host = doctorOf(database(), clock);
    const deps = { log: createLogger('silent'), clock, loadConfig: () => loadConfig({}) };
    const checks = await allChecks({ ...deps, withHost: (_config, ask) => ask(host) });
    return checks.find((check) => check.name === name);
  };
  const look = async (name: string) => brief(await checkOf(name));
  /** Answers what it did; what a second look finds. */
  const fix = async (name: string) => {
    const check = await checkOf(name);
    const [finding] = (await check?.run()) ?? [];
    return [await finding?.fix?.(), ...(await look(name))];
  };
  const run = async (sql: string, ...values: unknown[]) => {
    await insertOrganisation(database(), organisationId);
    await database().executeSql(sql, values);
  };
  const deliver = (id: number, state: string, more: string, failure: string | null) =>
    run(
      `INSERT INTO deliveries (organisation_id, kind, payload, destination, at_most_once, state, failure, created_at, ${more.split('=')[0]})
       VALUES ('${organisationId}', 'test.card', '{}', 'member:${id}', false, $1, $2, '${now}'::timestamptz - interval '1 hour', ${more.split('=')[1]})`,
      state,
      failure,
    );

  test('queue: what waits too long, what waits for somebody, and what was given up', async () => {
    expect(await look('queue')).toEqual(['ok: 0 messages on the way, and none was given up in the last 7 days. ']);
    await deliver(1, 'queued', 'not_before=NULL', null);
    await deliver(2, 'failed', "settled_at=now() - interval '1 day'", 'person_gone');
    await deliver(3, 'failed', "settled_at=now() - interval '8 days'", 'person_gone');
    await deliver(4, 'queued', "not_before=now() + interval '1 hour'", 'not_a_member');
    const found = await look('queue');
    expect(found).toEqual([
      expect.stringMatching(/^warning: 1 message wait.*not_a_member.*\/invite.*doctor -- queue --fix/),
      expect.stringMatching(/^warning: 2 messages on the way; one could have been sent 60 min ago/),
      expect.stringMatching(/^warning: 1 message of the last 7 days can’t arrive: person_gone/),
    ]);
    expect((await countFailing(database())).messages).toBe(1);
    expect(await fix('queue')).toEqual([
      '1 message: waited for up to an hour → sent at once',
      expect.stringMatching(/could have been sent/),
      expect.stringMatching(/person_gone/),
    ]);
  });

  test('put-aside: what failed, and when it is tried again', async () => {
    expect(await look('put-aside')).toEqual(['ok: Nothing failed. ']);
    for (const id of ['I-7', 'I-8']) {
      await run(
        `INSERT INTO put_aside (work, item_id, organisation_id, fail_count, until, first_at, last_at, error_code)
         VALUES ('ideas.nudge', $1, $2::uuid, 3, $3::timestamptz + interval '5 hours', $3::timestamptz, $3::timestamptz, 'TypeError')`,
        id,
        organisationId,
        now,
      );
    }
    expect(await look('put-aside')).toEqual(
      ['I-7', 'I-8'].map((id) =>
        expect.stringContaining(`ideas.nudge of ${id} failed: TypeError. It is tried again by itself, at 2026`),
      ),
    );
    expect(await fix('put-aside')).toEqual([
      '2 items: tried later → at once',
      expect.stringContaining('I-7 failed: TypeError. It is tried again by itself, at once'),
      expect.stringContaining('I-8'),
    ]);
  });

  test('calendars: of a meeting and of somebody who gets briefs', async () => {
    expect(await look('calendars')).toEqual(['ok: None fails. ']);
    const series = '0197f000-0000-7000-8000-00000000000a';
    await run(
      `INSERT INTO meeting_series (id, organisation_id, place_id, name, kind, rule, time_zone, lead_minutes, length_minutes,
         created_at, plan_due_at, calendar)
       VALUES ($1::uuid, $2::uuid, $1::uuid, 'Secret plan', 'calendar', '{}', 'UTC', 15, 45, now(), $3::timestamptz + interval '1 hour', '{"failureCount":4}')`,
      series,
      organisationId,
      now,
    );
    await run(
      `INSERT INTO brief_calendars (id, organisation_id, member_id, url, fetch_due_at, failure_count, trouble)
       VALUES ($1::uuid, $2::uuid, $1::uuid, 'https://secret.example/x.ics', $3::timestamptz + interval '1 hour', 2, '{"why":"slow"}')`,
      series,
      organisationId,
      now,
    );
    const found = await look('calendars');
    expect(found).toEqual([
      expect.stringMatching(/a meeting \(series 0197f000.*failed 4 times.*\/customer meeting calendar URL/),
      expect.stringMatching(/briefs.*failed 2 times in a row: slow.*\/customer brief calendar URL/),
    ]);
    expect(found.join()).not.toMatch(/secret/i);
    expect(await countFailing(database())).toEqual({ webhooks: 0, calendars: 2, messages: 0 });
    expect((await fix('calendars'))[0]).toBe('2 calendars: asked later → at once');
    const { rows } = await database().executeSql(
      'SELECT plan_due_at AS due FROM meeting_series UNION ALL SELECT fetch_due_at FROM brief_calendars',
    );
    expect(rows.map((row) => new Date((row as { due: string }).due).toISOString())).toEqual([now, now]);
  });

  test('webhooks: that nothing gets through to', async () => {
    expect(await look('webhooks')).toEqual(['ok: None fails. ']);
    await run(
      `INSERT INTO webhooks (organisation_id, id, number, url, secret, events, created_by_id, created_at, failing_since)
       VALUES ($1::uuid, $1::uuid, 3, 'https://secret.example/hook', 'whsec_secret', '{}', $1::uuid, now(), $2::timestamptz)`,
      organisationId,
      now,
    );
    const found = await look('webhooks');
    expect(found).toEqual([expect.stringMatching(/WH-3 of .* fails since .*0 messages wait.*webhook WH-3/s)]);
    expect(found.join()).not.toMatch(/secret/i);
    expect(await countFailing(database())).toEqual({ webhooks: 1, calendars: 0, messages: 0 });
  });

  test('keys: older than a year', async () => {
    const key = (name: string, at: string) =>
      run(
        `INSERT INTO api_keys (id, organisation_id, name, key_hash, created_at) VALUES (gen_random_uuid(), $1::uuid, $2, $2, $3::timestamptz)`,
        organisationId,
        name,
        at,
      );
    await key('survey', '2026-01-01T00:00:00Z');
    expect(await look('keys')).toEqual(['ok: 1 key in use, none older than a year. ']);
    await key('laptop', '2025-11-02T00:00:00Z');
    await database().executeSql(`UPDATE api_keys SET member_id = gen_random_uuid() WHERE name = 'laptop'`);
    expect(await look('keys')).toEqual([expect.stringMatching(/key revoke laptop, then \/customer key new laptop/)]);
    await database().executeSql(`UPDATE api_keys SET revoked_at = now() WHERE name = 'laptop'`);
    await key('shop', '2025-11-01T00:00:00Z');
    expect(await look('keys')).toEqual([
      expect.stringMatching(
        /^warning: The key shop of Lantern is 384 days old\. npm run key -- revoke shop --organisation "Lantern"/,
      ),
    ]);
  });

  const install = (team: string, expires: string | null, warned: string | null, scopes = botScopes.join(',')) =>
    run(
      `INSERT INTO slack_installations (key, organisation_id, name, bot_user_id, installer_id, key_id, bot_token, expires_at, warned_at,
         scopes, installed_at)
       VALUES ($1, $2::uuid, 'Space', 'U1', 'U2', 'k', 'sealed', $3::timestamptz, $4::timestamptz, nullif($5, ''), now())`,
      team,
      organisationId,
      expires,
      warned,
      scopes,
    );

  test('slack.tokens: that have ended, or are renewed no more', async () => {
    await install('T1', null, null);
    await install('T2', '2026-11-20T12:00:00Z', null);
    expect(await look('slack.tokens')).toEqual(['ok: 2 workspaces, each with a token that works. ']);
    await install('T3', '2026-11-20T09:59:00Z', null);
    await install('T4', '2026-11-20T12:00:00Z', now);
    expect(await look('slack.tokens')).toEqual([
      expect.stringMatching(/^error: The token of Space \(T3\) ended at 2026-11-20T09:59:00.*slack\/install/),
      expect.stringMatching(/^error: Slack no longer renews the token of Space \(T4\)/),
    ]);
  });

  test('slack.tokens: that may not do what the bot needs, told together where they lack the same', async () => {
    const old = botScopes.filter((scope) => scope !== 'reactions:read' && scope !== 'dnd:read').join(',');
    await install('T1', null, null);
    await install('T2', null, null, old);
    await install('T3', null, null, old);
    await install('T4', null, null, '');
    const again = 'Somebody there has to install the app again, at PUBLIC_URL/slack/install.';
    expect(await look('slack.tokens')).toEqual([
      `error: The bot may not do this in Space (T2), Space (T3): reactions:read. ${again}`,
      `warning: Left out in Space (T2), Space (T3): dnd:read. ${again}`,
      expect.stringMatching(/^warning: It is not known yet what the bot may do in Space \(T4\)\./),
    ]);
  });

  test('indexes: one that is gone is made again', async () => {
    expect(await look('indexes')).toEqual(['ok: All are there. ']);
    const [any] = indexesOf(await readMigrations());
    await run(`DROP INDEX "${any?.name}"`);
    expect(await look('indexes')).toEqual([expect.stringContaining(`slow: ${any?.name}.`)]);
    expect(await fix('indexes')).toEqual(['1 index: missing → made', 'ok: All are there. ']);
  });

  test('indexes: the migrations lead to exactly those that there are', async () => {
    const { rows } = await database().executeSql(
      `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = current_schema() AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u'))`,
    );
    const there = (rows as { name: string }[]).map(({ name }) => name).filter((name) => !name.startsWith('_prisma'));
    expect(
      indexesOf(await readMigrations())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(there.sort());
    expect(await missingIndexes(database())).toEqual([]);
  });

  test('says so where nobody can be asked, and where the bot that runs is older', async () => {
    const deps = { log: createLogger('silent'), clock, loadConfig: () => loadConfig({}) };
    const older = { troubles: async () => ({ putAside: [], closedPeople: [] }), mend: async () => 0 };
    for (const [withHost, words] of [
      [async () => null, 'Nobody can be asked now. Start the bot with npm start'],
      [(_: unknown, ask: (host: typeof older) => unknown) => ask(older), 'older than this doctor'],
    ] as const) {
      const checks = await allChecks({ ...deps, withHost: withHost as never });
      for (const name of ['queue', 'calendars', 'webhooks', 'keys', 'slack.tokens', 'indexes']) {
        expect(await brief(checks.find((check) => check.name === name))).toEqual([expect.stringContaining(words)]);
      }
    }
  });
});

describeOnServer('The doctor of a server', (emptyDatabase) => {
  test('migrations: applies what is missing', async () => {
    const url = await emptyDatabase();
    const deps = { log: createLogger('silent'), clock: systemClock, withHost: async () => null };
    const checks = await allChecks({ ...deps, loadConfig: () => loadConfig({ DATABASE_URL: url }) });
    const check = checks.find(({ name }) => name === 'migrations');
    const [finding] = (await check?.run()) ?? [];
    expect(finding?.what).toMatch(/^Not applied yet: 00000000000000_initial, .* and \d+ more\.$/);
    expect(await finding?.fix?.()).toMatch(/^\d+ missing → applied$/);
    expect(await brief(check)).toEqual(['ok: All are applied. ']);
  });
});

describe('The doctor of the machine', () => {
  test.each([
    [5_000, 'ok: 5,000 MB are free'],
    [500, 'warning: Only 500 MB are free'],
    [50, 'error: Only 50 MB are free'],
  ])('disk: %i MB', async (mb, words) => {
    const found = await brief(diskCheck(null, async () => mb * 1024 ** 2));
    expect(found).toEqual([expect.stringContaining(words)]);
  });

  test('disk: a folder in which nobody may write', async () => {
    const [found] = await brief(
      diskCheck(
        '/srv/chair',
        async () => 2 ** 40,
        async () => 'EROFS',
      ),
    );
    expect(found).toMatch(/^error: \/srv\/chair can’t be written to \(EROFS\)\. .*DATA_DIR.*ls -ld \/srv\/chair/);
  });

  test('disk: of a folder that is not there yet, its parent is asked, and both places are looked at', async () => {
    const asked: string[] = [];
    const free = async (folder: string) => {
      asked.push(folder);
      return folder.endsWith('deep') ? null : 2 ** 40;
    };
    const found = await brief(diskCheck('/srv/chair/deep', free));
    expect(asked.slice(0, 2)).toEqual(['/srv/chair/deep', expect.anything()]);
    expect(asked).toContain('/srv/chair');
    expect(found[0]).toContain('are free for /srv/chair/deep.');
    expect(found).toHaveLength(2);
  });

  const clocks = (seconds: number, platforms: Readonly<Record<string, string>> = {}) => {
    const there = new Date(clock.now().getTime() + seconds * 1_000);
    return brief(
      clockCheck({
        clock,
        databaseUrl: 'postgresql://x/y',
        platforms,
        readDatabaseTime: async () => there,
        fetchHead: async () => ({ headers: new Headers({ date: there.toUTCString() }) }),
      }),
    );
  };
  test.each([
    [2, 'ok: It goes as that of the database.'],
    [20, 'warning: This machine’s clock is 20 s behind that of the database. Let the time service set it: timedatectl'],
    [-90, 'error: This machine’s clock is 90 s ahead of that of the database.'],
  ])('clock: %i s off the database', async (seconds, words) => {
    expect(await clocks(seconds)).toEqual([expect.stringContaining(words)]);
  });

  test('clock: off the Date of a platform’s answer; and when nobody can say', async () => {
    expect((await clocks(400, { Slack: 'https://slack.example/' }))[1]).toMatch(
      /^error: .* 400 s behind that of Slack/,
    );
    const fetchHead = () => Promise.reject(new Error('away'));
    const away = clockCheck({ clock, databaseUrl: null, platforms: { Slack: 'https://slack.example/' }, fetchHead });
    expect(await brief(away)).toEqual([expect.stringMatching(/^warning: The time of Slack can’t be had/)]);
    expect(await brief(clockCheck({ clock, databaseUrl: null, platforms: {} }))).toEqual([
      expect.stringMatching(/^ok/),
    ]);
  });
});

describe('The doctor of the address', () => {
  let answer: { readonly status: number; readonly body: string };
  const server = createServer((_request, response) => response.writeHead(answer.status).end(answer.body));
  afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()));

  test('tells the bot from what else answers there, from nobody, and from an address that is missing', async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const look = async (env: Readonly<Record<string, string>>) => {
      const deps = { log: createLogger('silent'), clock: systemClock, withHost: async () => null };
      const checks = await allChecks({ ...deps, loadConfig: () => loadConfig(env) });
      return (await brief(checks.find(({ name }) => name === 'address'))).join();
    };
    answer = { status: 200, body: '{"status":"alive"}' };
    expect(await look({ PUBLIC_URL: url })).toBe(`ok: The bot answers at ${url}. `);
    answer = { status: 302, body: '' };
    expect(await look({ PUBLIC_URL: url })).toMatch(/^error: Something else answers at .*: 302.*proxy/);
    expect(await look({ PUBLIC_URL: 'http://127.0.0.1:1' })).toMatch(/^error: Nothing answers/);
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' };
    expect(await look(slack)).toMatch(/^error: Nobody knows.*PUBLIC_URL=https/);
    expect(await look({ ...slack, SLACK_APP_TOKEN: 'xapp-1' })).toMatch(/^ok/);
  });
});
