/** The second wall: what a statement may see and change, whatever it asks for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { acrossOrganisations, type Database, inOrganisation } from '../../src/storage/database.js';
import { historyOf } from '../../src/storage/history.js';
import { raiseWallsSql } from '../../src/storage/walls.js';
import { describeOnServer, openCopy } from '../support/database.js';
import { installationTables } from '../support/installation-tables.js';
import { behindWall, type TestDatabase } from '../support/models.js';

const ours = '00000000-0000-4000-8000-00000000000a';
const theirs = '00000000-0000-4000-8000-00000000000b';

/** How values of a type look that need not mean anything. */
const anyOf: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: 'gen_random_uuid()::text',
  bool: 'false',
  int4: '(random() * 1000000)::int',
  int8: '(random() * 1000000000)::bigint',
  float8: '0',
  timestamptz: 'now()',
  jsonb: `'{}'`,
};

async function tablesOfOrganisations(database: Database): Promise<readonly string[]> {
  const { rows } = await database.executeSql(`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnotnull ORDER BY 1`);
  return ['organisations', ...rows.map((row) => (row as { name: string }).name)];
}

/** Inserts a row of this organisation, with some value in each column that needs one. */
async function insertSql(database: Database, table: string, organisationId: string): Promise<string> {
  const { rows } = await database.executeSql(
    `SELECT column_name AS name, udt_name AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL
       AND is_identity = 'NO' AND is_generated = 'NEVER'`,
    [table],
  );
  const columns = rows as { name: string; type: string }[];
  const key = table === 'organisations' ? 'id' : 'organisation_id';
  const values = columns.map(({ name, type }) => (name === key ? `'${organisationId}'` : (anyOf[type] ?? `'{}'`)));
  return `INSERT INTO ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')}) VALUES (${values.join(', ')})`;
}

/** Rows of both in each table; what they hang by does not matter here. */
async function fill(database: Database, tables: readonly string[]): Promise<void> {
  const inserts: string[] = [];
  for (const table of tables) for (const id of [ours, theirs]) inserts.push(await insertSql(database, table, id));
  await database.executeSql(`BEGIN; SET LOCAL session_replication_role = replica; ${inserts.join('; ')}; COMMIT`);
}

async function organisationsIn(database: Database, table: string): Promise<readonly string[]> {
  const key = table === 'organisations' ? 'id' : 'organisation_id';
  const rows = await database.queryText<{ id: string }[]>(`SELECT DISTINCT ${key} AS id FROM ${table} ORDER BY 1`);
  return rows.map(({ id }) => id);
}

describeOnServer('Row-level security', () => {
  let opened: TestDatabase;
  let bot: Database;
  let tables: readonly string[] = [];
  const database = () => opened;
  beforeAll(async () => {
    opened = await openCopy(process.env.TEST_DATABASE_URL ?? '');
    bot = behindWall(opened);
    tables = await tablesOfOrganisations(opened);
    await fill(opened, tables);
  });
  afterAll(() => opened.close());

  test('holds for the bot, whatever its user may do', async () => {
    const { rows } = await bot.executeSql(
      'SELECT NOT (rolsuper OR rolbypassrls) AS held FROM pg_roles WHERE rolname = current_user',
    );
    expect(rows).toEqual([{ held: true }]);
  });

  test('has each table of organisations, and new ones too', async () => {
    const { rows } = await database().executeSql(`
      SELECT relname AS name FROM pg_class c WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
        AND NOT (relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid))
      ORDER BY 1`);
    const { organisations: _, ...free } = installationTables;
    expect(rows.map((row) => (row as { name: string }).name)).toEqual(Object.keys(free).toSorted());
  });

  test('reads for whom a session works once a statement, not for each row', async () => {
    const rows = await inOrganisation(ours, () =>
      bot.queryText<{ 'QUERY PLAN': string }[]>('EXPLAIN SELECT count(*) FROM feedback'),
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join(' ');
    expect(plan).toContain('InitPlan');
    expect(plan).not.toContain('current_setting');
  });

  test('leaves the history of a thing to its index', async () => {
    const plan = await inOrganisation(ours, () =>
      bot.transaction(async (tx) => {
        await tx.executeText('SET LOCAL enable_seqscan = off');
        const { text } = historyOf('feedback', 'f');
        const rows = await tx.queryText<{ 'QUERY PLAN': string }[]>(
          `EXPLAIN SELECT e.what FROM feedback f CROSS JOIN LATERAL ${text} WHERE f.organisation_id = '${ours}'`,
        );
        return rows.map((row) => row['QUERY PLAN']).join(' ');
      }),
    );
    expect(plan).toContain('history_subject_id_idx');
  });

  test('puts one policy in the place of those of earlier releases', async () => {
    const policies = async () => {
      const { rows } = await database().executeSql(
        `SELECT polname AS name FROM pg_policy WHERE polrelid = 'feedback'::regclass ORDER BY 1`,
      );
      return rows.map((row) => (row as { name: string }).name);
    };
    const [present = ''] = await policies();
    await database().executeSql(
      `DROP POLICY ${present} ON feedback; CREATE POLICY own_rows ON feedback USING (true);
       CREATE POLICY of_organisation ON feedback USING (true)`,
    );
    await database().executeSql(raiseWallsSql);
    expect(await policies()).toEqual([present]);
  });

  test('shows an organisation its own rows alone, of each table, though no statement asks for it', async () => {
    for (const table of tables) {
      const seen = await inOrganisation(ours, () => organisationsIn(bot, table));
      expect({ table, seen }).toEqual({ table, seen: [ours] });
    }
  });

  test('shows nothing to work that is for no organisation', async () => {
    for (const table of tables) expect({ table, seen: await organisationsIn(bot, table) }).toEqual({ table, seen: [] });
  });

  test('shows all to work that is for all', async () => {
    for (const table of tables) {
      const seen = await acrossOrganisations('operator', () => organisationsIn(bot, table));
      expect({ table, seen }).toEqual({ table, seen: [ours, theirs] });
    }
  });

  test('lets nobody change, delete or write rows of another', async () => {
    for (const table of tables.filter((name) => name !== 'organisations')) {
      const changed = await inOrganisation(ours, async () => [
        await bot.executeText(
          `UPDATE ${table} SET organisation_id = organisation_id WHERE organisation_id = $1::uuid`,
          theirs,
        ),
        await bot.executeText(`DELETE FROM ${table} WHERE organisation_id = $1::uuid`, theirs),
      ]);
      expect({ table, changed }).toEqual({ table, changed: [0, 0] });
      const sql = await insertSql(database(), table, theirs);
      const written = inOrganisation(ours, () => bot.executeSql(sql));
      await expect(written).rejects.toThrow(/row-level security policy/);
    }
  });

  test('holds in transactions too, and for what a connection is asked next by somebody else', async () => {
    const read = () => bot.transaction((tx) => tx.queryText('SELECT id FROM organisations'));
    expect(await inOrganisation(ours, read)).toEqual([{ id: ours }]);
    expect(await read()).toEqual([]);
    expect(await inOrganisation(theirs, read)).toEqual([{ id: theirs }]);
    const failing = inOrganisation(ours, () => bot.transaction((tx) => tx.queryText('SELECT 1 / 0')));
    await expect(failing).rejects.toThrow('division by zero');
    expect(await inOrganisation(theirs, read)).toEqual([{ id: theirs }]);
    const many = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? ours : theirs));
    const seen = await Promise.all(many.map((id) => inOrganisation(id, () => organisationsIn(bot, 'organisations'))));
    expect(seen).toEqual(many.map((id) => [id]));
  });
});
