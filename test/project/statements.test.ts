/**
 * Every statement on a table of organisations names its organisation, so that PostgreSQL can take the data apart by it
 * (docs/scaling.md) without a change of code. Read from the source: each text that names such a table.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeOnDatabase } from '../support/database.js';
import { notNamingTheirs, workForAll } from '../support/statements-for-all.js';
import { statementsIn } from '../support/statements-in.js';

const source = join(import.meta.dirname, '../../src');

const isOn = (table: string) => new RegExp(`\\b(?:FROM|JOIN|INTO|UPDATE|USING)\\s+"?${table}\\b`);

describeOnDatabase('Every statement', (database) => {
  test('on a table of organisations names the organisation, or is work for all of them', async () => {
    const rows = await database().queryText<{ name: string }[]>(`
      SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attnotnull`);
    const tables = rows.map(({ name }) => isOn(name));
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const statements = files.flatMap((file) => statementsIn(join(source, file)).map((text) => ({ file, text })));
    const named = statements.filter(({ text }) => tables.some((table) => table.test(text)));
    expect(named.length).toBeGreaterThan(300);
    const counts: Record<string, number> = {};
    for (const { file, text } of named)
      if (!/organisation_?id|\bclaimable\(/i.test(text) && !(file in workForAll))
        counts[file] = (counts[file] ?? 0) + 1;
    const expected = Object.entries(notNamingTheirs).map(([file, { count }]) => [file, count]);
    expect(counts).toEqual(Object.fromEntries(expected));
  });
});
