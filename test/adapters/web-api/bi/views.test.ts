/** The views of analysts as the database has them: the columns that are described, and of what is confidential no word. */
import { beforeEach, expect, test } from '@jest/globals';
import type { ColumnType } from '../../../../src/adapters/web-api/bi/view.js';
import { views } from '../../../../src/adapters/web-api/bi/views.js';
import { describeOnEachDatabase } from '../../../support/database.js';
import { rowsOfTwo } from './rows-of-two.js';

const types: Readonly<Record<ColumnType, string>> = {
  ...{ uuid: 'uuid', text: 'text', int: 'integer', bigint: 'bigint', number: 'double precision', boolean: 'boolean' },
  ...{ instant: 'timestamp(3) with time zone', date: 'date' },
};

const columnsSql = `
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, col_description(a.attrelid, a.attnum) AS about
  FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 ORDER BY a.attnum`;

describeOnEachDatabase('A view of analysts', (database) => {
  beforeEach(async () => {
    await database().executeSql(rowsOfTwo.sql);
  });
  const ask = async (text: string, ...values: unknown[]) =>
    (await database().executeSql(text, values)).rows as Record<string, unknown>[];

  test.each(views.map((view) => [view.name, view] as const))(
    'has the columns that are described: %s',
    async (name, view) => {
      const [organisation, ...columns] = await ask(columnsSql, `bi_${name}`);
      expect(organisation).toMatchObject({ name: 'organisation_id', type: 'uuid' });
      const described = view.columns.map((column) => ({ ...column, type: types[column.type] }));
      const plain = columns.map((column) => ({
        ...{ name: column.name, about: column.about },
        type: String(column.type).replace(/^timestamp .*/, types.instant),
      }));
      expect(plain.toSorted(byName)).toEqual(
        described.map(({ name, type, about }) => ({ name, type, about })).toSorted(byName),
      );
    },
  );

  test('is all there is: the catalogue has no other, and none that row-level security does not hold for', async () => {
    const rows = await ask(`SELECT relname AS name, reloptions AS options FROM pg_class
      WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace ORDER BY 1`);
    const expected = views.map(({ name }) => ({ name: `bi_${name}`, options: ['security_invoker=true'] }));
    expect(rows).toEqual(expected.toSorted(byName));
  });

  test.each(views.map((view) => [view.name, view] as const))(
    'has a key that is unique, and empties only where it says so: %s',
    async (name, { key, columns }) => {
      const where = `FROM bi_${name} WHERE organisation_id = '${rowsOfTwo.ours}'`;
      expect(await ask(`SELECT count(*) = count(DISTINCT ${key.name}) AND count(*) > 0 AS unique ${where}`)).toEqual([
        { unique: true },
      ]);
      for (const column of columns.filter(({ isNullable }) => !isNullable))
        expect({ column: column.name, rows: await ask(`SELECT 1 ${where} AND ${column.name} IS NULL`) }).toEqual({
          column: column.name,
          rows: [],
        });
    },
  );

  test('of confidential feedback shows figures and days alone', async () => {
    const sql = `SELECT to_jsonb(v) - 'changed_at' AS row FROM bi_feedback v WHERE organisation_id = '${rowsOfTwo.ours}' AND is_confidential`;
    const [{ row } = { row: {} }] = (await ask(sql)) as { row: Record<string, unknown> }[];
    const shown = Object.entries(row).filter(([, value]) => value !== null);
    expect(Object.fromEntries(shown)).toEqual({
      organisation_id: rowsOfTwo.ours,
      ...{ number: 2, is_confidential: true, severity: 'low', score: 3, state: 'resolved', outcome: 'fixed' },
      captured_at: expect.stringMatching(/^2026-11-02T00:00:00\+00:00$/),
      said_at: expect.stringMatching(/^2026-11-02T00:00:00\+00:00$/),
      resolved_at: expect.stringMatching(/^2026-11-02T00:00:00\+00:00$/),
      ...{ captured_on: '2026-11-02', resolved_on: '2026-11-02' },
      ...{ promise_hours: 24, used_hours: 1, is_within_promise: true, reopened_count: 0, came_back: false },
    });
  });

  test('of a score whose words became confidential feedback shows the figure and the day alone', async () => {
    const rows = await ask(`SELECT customer_id, segment, source, trial, comment, value, given_at FROM bi_scores
      WHERE organisation_id = '${rowsOfTwo.ours}' AND feedback_number = 2`);
    expect(rows).toEqual([
      {
        customer_id: null,
        segment: null,
        source: null,
        trial: null,
        comment: null,
        value: 3,
        given_at: new Date('2026-11-02T00:00:00Z'),
      },
    ]);
  });

  test('says when a row changed, also by what makes it confidential, and counts days in the organisation’s zone', async () => {
    await database().executeSql(
      "UPDATE feedback SET captured_at = '2026-11-02T10:59:00Z'; UPDATE scores SET changed_at = '2020-01-01'",
    );
    const before = await ask('SELECT max(changed_at) AS at FROM bi_scores WHERE feedback_number = 1');
    await database().executeSql(
      "UPDATE feedback SET captured_at = '2026-11-02T11:01:00Z', confidential = true WHERE number = 1",
    );
    const after = await ask('SELECT max(changed_at) AS at FROM bi_scores WHERE feedback_number = 1');
    expect(Number(after[0]?.at)).toBeGreaterThan(Number(before[0]?.at));
    // 13 hours ahead of UTC in November.
    const days = await ask(
      `SELECT number, captured_on::text AS day FROM bi_feedback WHERE organisation_id = '${rowsOfTwo.ours}' ORDER BY 1`,
    );
    expect(days).toEqual([
      { number: 1, day: '2026-11-03' },
      { number: 2, day: '2026-11-02' },
    ]);
  });

  test('writes no mail address, and names nobody who is no company', async () => {
    await database().executeSql(`
      UPDATE feedback SET text = 'Ask <ada@acme.com>, or bob.b@acme.co.uk!' WHERE NOT confidential;
      UPDATE scores SET comment = 'ada@acme.com'; UPDATE learnings SET text = 'x ada@acme.com y'; UPDATE ideas SET title = 'ada@acme.com';
      UPDATE customers SET name = 'ada@acme.com'`);
    for (const { name } of views) {
      const [row] = await ask(`SELECT coalesce(string_agg(v::text, ''), '') AS text FROM bi_${name} v`);
      expect({ name, text: row?.text }).toEqual({ name, text: expect.not.stringContaining('@') });
    }
    await database().executeSql(
      `UPDATE customers SET name = 'Ada Byron', is_person = true WHERE organisation_id = '${rowsOfTwo.ours}'`,
    );
    expect(await ask('SELECT name FROM bi_customers WHERE is_person')).toEqual([{ name: null }]);
  });

  test('gives no id of a customer that tells when they were first named', async () => {
    const [row] = await ask(`SELECT c.id IN (SELECT id FROM customers) AS told, f.number FROM bi_customers c
      JOIN bi_feedback f ON f.customer_id = c.id WHERE c.organisation_id = '${rowsOfTwo.ours}'`);
    expect(row).toEqual({ told: false, number: 1 });
  });
});

function byName(one: { readonly name?: unknown }, other: { readonly name?: unknown }): number {
  return String(one.name) < String(other.name) ? -1 : 1;
}
