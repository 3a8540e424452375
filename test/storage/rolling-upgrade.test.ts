/**
 * Two copies are upgraded one after the other: the first of the new release migrates, and the last one of the old release
 * still works on that schema. So what the last release asks must be answered, and what it writes must be taken.
 */
import { expect, test } from '@jest/globals';
import { readMigrations } from '../../src/storage/migrate.js';
import { describeOnEachDatabase } from '../support/database.js';
import { type Columns, columnsOf, readRelease } from '../support/last-release.js';

const release = await readRelease();

/** What the last release can't do with a schema of now, a line each. */
function clashes(before: Columns, now: Columns): readonly string[] {
  return Object.entries(before).flatMap(([table, columns]) => {
    const there = now[table];
    if (!there) return [`${table} is gone`];
    const changed = Object.entries(columns).flatMap(([name, type]) => {
      const found = there[name];
      if (found === undefined) return [`${table}.${name} is gone`];
      if (found.replace('?', '') !== type.replace('?', '')) return [`${table}.${name} was ${type} and is ${found}`];
      return type.endsWith('?') && !found.endsWith('?') ? [`${table}.${name} may not be left out any more`] : [];
    });
    const wanted = Object.entries(there)
      .filter(([name, type]) => columns[name] === undefined && !type.endsWith('?'))
      .map(([name]) => `${table}.${name} is new and may not be left out`);
    return [...changed, ...wanted];
  });
}

describeOnEachDatabase('The last release beside this one', (database) => {
  const run = (sql: string) => database().executeSql(sql);

  test('is answered: each of its statements can be prepared', async () => {
    expect(release.statements.length).toBeGreaterThan(200);
    const refused: string[] = [];
    for (const text of release.statements) {
      try {
        await run(`PREPARE of_the_last_release AS ${text}`);
        await run('DEALLOCATE of_the_last_release');
      } catch (error) {
        refused.push(`${(error as Error).message}: ${text}`);
      }
    }
    expect(refused).toEqual([]);
  });

  test('finds every table and column that it knows, and need not know more (see “A migration” in CONTRIBUTING.md)', async () => {
    expect(clashes(release.columns, await columnsOf(run))).toEqual([]);
  });

  test.each([
    ['ALTER TABLE feedback ADD COLUMN shade text NOT NULL', 'feedback.shade is new and may not be left out'],
    ['ALTER TABLE feedback DROP COLUMN surface', 'feedback.surface is gone'],
    ['ALTER TABLE feedback ALTER COLUMN topic SET NOT NULL', 'feedback.topic may not be left out any more'],
    ['ALTER TABLE feedback RENAME TO opinions', 'feedback is gone'],
    ['ALTER TABLE feedback ALTER COLUMN climbed_percent TYPE text', 'feedback.climbed_percent was'],
  ])('would clash with: %s', async (sql, words) => {
    let found: readonly string[] = [];
    const tried = database().transaction(async (tx) => {
      await tx.executeText(sql);
      found = clashes(
        release.columns,
        await columnsOf(async (text) => ({ rows: await tx.queryText<unknown[]>(text) })),
      );
      throw new Error('rolled back');
    });
    await expect(tried).rejects.toThrow('rolled back');
    expect(found).toEqual([expect.stringContaining(words)]);
  });

  test('had all migrations that it knows; none of them is gone', async () => {
    const names = (await readMigrations()).map(({ name }) => name);
    expect(release.migrations.filter((name) => !names.includes(name))).toEqual([]);
  });
});
