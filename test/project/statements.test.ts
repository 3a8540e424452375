/**
 * Every statement on a table of organisations names its organisation, so that PostgreSQL can take the data apart by it
 * (docs/scaling.md) without a change of code. Read from the source: each text that names such a table.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { describeOnDatabase } from '../support/database.js';
import { notNamingTheirs, workForAll } from '../support/statements-for-all.js';

const source = join(import.meta.dirname, '../../src');

interface Statement {
  readonly file: string;
  readonly text: string;
}

/** Texts that hold SQL: templates with what stands in them, and plain strings. */
function statementsIn(file: string): readonly Statement[] {
  const found: Statement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node) || ts.isStringLiteralLike(node)) {
      found.push({ file: relative(source, file), text: node.getText() });
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

const isOn = (table: string) => new RegExp(`\\b(?:FROM|JOIN|INTO|UPDATE|USING)\\s+"?${table}\\b`);

describeOnDatabase('Every statement', (database) => {
  test('on a table of organisations names the organisation, or is work for all of them', async () => {
    const rows = await database().queryText<{ name: string }[]>(`
      SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attnotnull`);
    const tables = rows.map(({ name }) => isOn(name));
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const statements = files.flatMap((name) => statementsIn(join(source, name)));
    const named = statements.filter(({ text }) => tables.some((table) => table.test(text)));
    expect(named.length).toBeGreaterThan(300);
    const counts: Record<string, number> = {};
    for (const { file, text } of named)
      if (!/organisation_?id/i.test(text) && !(file in workForAll)) counts[file] = (counts[file] ?? 0) + 1;
    expect(counts).toEqual(notNamingTheirs);
  });
});
