/** The ten questions of docs/analysts.md, asked of the made-up company: on a server by a user of analysts, as they stand. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createPlaygroundClock, playgroundPlatform } from '../../../../src/adapters/playground/start.js';
import { dropRole, makeRole } from '../../../../src/adapters/web-api/bi/roles-store.js';
import { scramVerifier } from '../../../../src/adapters/web-api/bi/scram.js';
import { views } from '../../../../src/adapters/web-api/bi/views.js';
import { composeBot } from '../../../../src/bot.js';
import { stoppedClock } from '../../../../src/kernel/clock.js';
import { type Database, onServer } from '../../../../src/storage/database.js';
import { openCopy, openInMemory } from '../../../support/database.js';
import { databaseUrl } from '../../../support/migrated-databases.js';
import { recordingLog } from '../../../support/recording-log.js';

const serverUrl = process.env.TEST_DATABASE_URL;
const page = await readFile(join(import.meta.dirname, '../../../../docs/analysts.md'), 'utf8');
const questions = [...page.matchAll(/^\*\*(\d+)\. [\s\S]*?```sql\n([\s\S]*?)```/gm)].map(([, number, sql = '']) => ({
  number: Number(number),
  sql,
}));

type Rows = readonly Record<string, unknown>[];

describe('The ten questions for analysts', () => {
  const name = `questions_${process.pid}_${process.hrtime.bigint() % 1_000_000n}`;
  let database: Database;
  let ask: (sql: string) => Promise<Rows>;
  let close = async () => {};

  beforeAll(async () => {
    database = serverUrl ? await openCopy(serverUrl) : await openInMemory();
    const clock = createPlaygroundClock(stoppedClock('2026-11-22T03:00:00Z'));
    const playground = playgroundPlatform({
      movable: clock,
      real: stoppedClock('2026-11-22T03:00:00Z'),
      mayMoveClock: true,
    });
    const { house, platforms } = await composeBot({
      database,
      log: recordingLog().log,
      clock,
      platforms: [playground],
    });
    await platforms.connect();
    await platforms.settleIn();
    await house.delivery.stop();
    await platforms.stop();
    ask = async (sql) => (await database.executeSql(sql)).rows as Rows;
    if (serverUrl) await beAnalyst(serverUrl);
  }, 180_000);
  afterAll(async () => {
    await close();
    await database.close();
  });

  async function beAnalyst(server: string): Promise<void> {
    const [{ id = '', current = '' } = {}] = (await ask(
      'SELECT id::text, current_database() AS current FROM organisations',
    )) as readonly { id: string; current: string }[];
    const url = databaseUrl(server, current);
    const role = { organisationId: id, name };
    const at = new Date('2026-11-22T03:00:00Z');
    await onServer(url, (run) => makeRole(run, role, scramVerifier('sesame'), at));
    const client = new pg.Client({
      connectionString: Object.assign(new URL(url), { username: name, password: 'sesame' }).href,
    });
    await client.connect();
    ask = async (sql) => (await client.query<Record<string, unknown>>(sql)).rows;
    close = async () => {
      await client.end();
      await onServer(url, (run) => dropRole(run, role, at));
    };
  }

  test('are ten', () => {
    expect(questions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test.each(questions)('question $number has an answer', async ({ sql }) => {
    const rows = await ask(sql);
    expect(rows.length).toBeGreaterThan(0);
    for (const column of Object.keys(rows[0] ?? {}))
      expect({ column, isFilled: rows.some((row) => row[column] !== null) }).toEqual({ column, isFilled: true });
  });

  test('are answered as the bot itself tells it', async () => {
    const of = async (number: number) => ask(questions.find((each) => each.number === number)?.sql ?? '');
    const sum = (rows: Rows, column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
    const [counted] = (
      await database.executeSql(`SELECT
      count(*) FILTER (WHERE state <> 'withdrawn')::int AS captured, count(*) FILTER (WHERE state = 'resolved')::int AS resolved,
      count(*) FILTER (WHERE state = 'resolved' AND clock_used_ms <= promise_ms)::int AS kept FROM feedback`)
    ).rows as Rows;
    const months = await of(1);
    expect([sum(months, 'captured'), sum(months, 'resolved')]).toEqual([counted?.captured, counted?.resolved]);
    expect(Number(counted?.kept)).toBeGreaterThan(0);
    // One overdue, one waiting, one opened again, one fresh: the story’s end.
    expect(sum(await of(3), 'open')).toBe(4);
    expect((await of(7)).some((row) => row.name === 'Hotel Ararat')).toBe(true);
  });

  test('find nothing of what is confidential', async () => {
    const told: string[] = [];
    for (const { name: view } of views)
      told.push(...(await ask(`SELECT v::text AS text FROM bi_${view} v`)).map(({ text }) => String(text)));
    expect(told.length).toBeGreaterThan(1_000);
    expect(told.filter((text) => text.includes('laughed at'))).toEqual([]);
    // It is there all the same.
    expect(await ask('SELECT number, text, customer_id, owner_id FROM bi_feedback WHERE is_confidential')).toEqual([
      { number: 19, text: null, customer_id: null, owner_id: null },
    ]);
  });
});
