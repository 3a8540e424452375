/** Downloads of the views: CSV and Parquet, whole and what changed, in pieces that let the event loop go on. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { csvOf } from '../../../../src/adapters/web-api/bi/csv.js';
import { pagesOf } from '../../../../src/adapters/web-api/bi/pages.js';
import { parquetOf } from '../../../../src/adapters/web-api/bi/parquet.js';
import { views } from '../../../../src/adapters/web-api/bi/views.js';
import { createKey } from '../../../../src/features/keys/create-key.js';
import { stoppedClock } from '../../../../src/kernel/clock.js';
import { pageSizeOf } from '../../../../src/storage/page.js';
import { describeOnEachDatabase } from '../../../support/database.js';
import { serve, type WebApiServer } from '../web-api-server.js';
import { rowsOfTwo } from './rows-of-two.js';

const clock = stoppedClock('2026-11-30T09:00:00Z');
const { ours } = rowsOfTwo;
const more = `
  INSERT INTO feedback (id, organisation_id, number, text, source, severity, captured_at, surface, state, routing, promise_ms)
  SELECT gen_random_uuid(), '${ours}', n, repeat('They said "no", and again. ', 10) || n, 'api', 'low', '2026-11-01T00:00:00.5Z', 'api', 'open', '{}', 86400000
  FROM generate_series(3, 6000) n`;

describeOnEachDatabase('A download for analysts', (database) => {
  let server: WebApiServer;
  let key: string;
  beforeEach(async () => {
    await database().executeSql(rowsOfTwo.sql);
    const deps = { database: database(), clock };
    server = await serve(deps);
    key = (await createKey(deps, { organisationId: ours, name: 'pipeline', signed: false, scopes: ['read'] })).key;
  });
  afterEach(() => server.close());
  const get = (file: string, since?: string) =>
    fetch(`${server.url}/api/v1/bi/${file}${since === undefined ? '' : `?changedSince=${encodeURIComponent(since)}`}`, {
      headers: { authorization: `Bearer ${key}` },
    });
  const csv = async (response: Response) =>
    parse(await response.text(), { columns: true }) as readonly Record<string, string>[];
  const parquet = async (response: Response) => {
    const file = await response.arrayBuffer();
    return { rows: await parquetReadObjects({ file }), metadata: parquetMetadata(file) };
  };

  test.each(views.map(({ name }) => name))('has the same rows in both formats: %s', async (name) => {
    const rows = await csv(await get(`${name}.csv`));
    const read = await parquet(await get(`${name}.parquet`));
    expect(rows.length).toBeGreaterThan(0);
    const texts = read.rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column, textOf(name, column, value)])),
    );
    expect(texts).toEqual(rows);
    expect(JSON.stringify(rows)).not.toContain('theirs');
  });

  test('comes whole in pieces, each row once, in groups of rows', async () => {
    await database().executeSql(more);
    const rows = await csv(await get('feedback.csv'));
    expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 6_000 }, (_, index) => index + 1));
    expect(rows[10]?.text).toBe(`${'They said "no", and again. '.repeat(10)}11`);
    const { rows: same, metadata } = await parquet(await get('feedback.parquet'));
    expect(same).toHaveLength(6_000);
    expect(metadata.row_groups.map(({ num_rows }) => num_rows)).toEqual([5_000n, 1_000n]);
    expect(metadata.num_rows).toBe(6_000n);
    expect(same[10]).toMatchObject({
      number: 11,
      captured_at: new Date('2026-11-01T00:00:00.500Z'),
      captured_on: new Date('2026-11-01'),
    });
  });

  test('gives others a turn after each page, and in Parquet after each column of a group', async () => {
    await database().executeSql(more);
    const feedback = views.find(({ name }) => name === 'feedback');
    if (!feedback) throw new Error('There is no such view.');
    const pages = () => pagesOf(database(), { organisationId: ours, view: feedback, condition: undefined });
    const lines = await byTurns(csvOf(feedback.columns, pages()));
    const lineCounts = lines.map((pieces) => pieces.join('').split('\r\n').length - 1);
    expect(lineCounts.reduce((sum, count) => sum + count)).toBe(6_001);
    expect(Math.max(...lineCounts)).toBeLessThanOrEqual(pageSizeOf(database()) + 1);
    const columns = await byTurns(parquetOf(feedback.columns, pages()));
    // Of two groups, and the end of the file.
    expect(columns.map((pieces) => pieces.length)).toEqual(Array.from(columns, () => 1));
    expect(columns).toHaveLength(2 * feedback.columns.length + 1);
  });

  test('brings what changed since the instant that the last one named, and changes that were being written then', async () => {
    const first = await get('feedback.csv');
    const next = first.headers.get('next-changed-since') ?? '';
    await first.text();
    expect(Date.now() - Date.parse(next)).toBeGreaterThan(4 * 60_000);
    await database().executeSql("UPDATE feedback SET changed_at = '2020-01-01'; SELECT 1");
    await database().executeSql(
      "ALTER TABLE feedback DISABLE TRIGGER note_change; UPDATE feedback SET changed_at = '2020-01-01'; ALTER TABLE feedback ENABLE TRIGGER note_change",
    );
    expect(await csv(await get('feedback.csv', next))).toEqual([]);
    await database().executeSql(`UPDATE feedback SET topic = 'Billing' WHERE number = 1`);
    expect((await csv(await get('feedback.csv', next))).map(({ number }) => number)).toEqual(['1']);
    // A score tells that its words became confidential.
    expect((await csv(await get('scores.csv', next))).length).toBe(2);
  });

  test('refuses what it can’t do, and says what it can', async () => {
    const problem = async (response: Response) =>
      [response.status, ((await response.json()) as { detail: string }).detail] as const;
    expect(await problem(await get('secrets.csv'))).toEqual([
      404,
      expect.stringContaining('There are feedback, scores'),
    ]);
    expect(await problem(await get('feedback.xlsx'))).toEqual([
      404,
      expect.stringContaining('as .csv and as .parquet'),
    ]);
    expect(await problem(await get('people.csv', '2026-11-01T00:00:00Z'))).toEqual([
      400,
      expect.stringContaining('Read it whole'),
    ]);
    expect((await get('feedback.csv', 'yesterday')).status).toBe(400);
    expect((await fetch(`${server.url}/api/v1/bi/feedback.csv`)).status).toBe(401);
  });

  test('makes what a spreadsheet could run harmless', async () => {
    await database().executeSql('UPDATE feedback SET text = \'=HYPERLINK("http://evil")\' WHERE number = 1');
    expect(await (await get('feedback.csv')).text()).toContain(`"'=HYPERLINK(""http://evil"")"`);
  });
});

test('A group of rows in Parquet is a short one where words are long', async () => {
  const columns = views.flatMap(({ name, key, columns: all }) =>
    name === 'feedback' ? [key, ...all.filter((column) => column.name === 'text')] : [],
  );
  async function* pages() {
    for (let page = 0; page < 4; page += 1)
      yield Array.from({ length: 1_000 }, (_, index) => ({
        number: page * 1_000 + index,
        text: String(index).padEnd(1_500),
      }));
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of parquetOf(columns, pages())) pieces.push(piece);
  const file = new Uint8Array(Buffer.concat(pieces)).buffer;
  expect(parquetMetadata(file).row_groups.map(({ num_rows }) => num_rows)).toEqual([2_000n, 2_000n]);
  expect((await parquetReadObjects({ file })).map(({ number }) => number)).toEqual(
    Array.from({ length: 4_000 }, (_, index) => index),
  );
});

/** The pieces of a file, together with those that came in the same turn of the event loop. */
async function byTurns<Piece>(file: AsyncIterable<Piece>): Promise<readonly (readonly Piece[])[]> {
  const turns: Piece[][] = [];
  let isNew = true;
  const look = () => {
    isNew = true;
    next = setImmediate(look);
  };
  let next = setImmediate(look);
  for await (const piece of file) {
    if (isNew) turns.push([]);
    isNew = false;
    turns.at(-1)?.push(piece);
  }
  clearImmediate(next);
  return turns;
}

/** As the CSV has it. */
function textOf(name: string, column: string, value: unknown): string {
  const type = views.find((view) => view.name === name)?.columns.find((each) => each.name === column)?.type;
  if (value === null || value === undefined) return '';
  if (value instanceof Date)
    return type === 'date' ? value.toISOString().slice(0, 10) : value.toISOString().replace(/\.?0*Z$/, 'Z');
  return String(value);
}
