/**
 * Reads the schema: every table is an organisation's, with `organisation_id` in all its keys, or the installation's own
 * and named here. So PostgreSQL can take the data apart by organisation (docs/scaling.md), and its row-level security
 * can keep them apart.
 */
import { expect, test } from '@jest/globals';
import { describeOnDatabase } from '../support/database.js';
import { installationTables } from '../support/installation-tables.js';

/** Tables of organisations that hang by no foreign key. */
const withoutForeignKey: Readonly<Record<string, string>> = {
  scores: 'a trigger deletes them: a key would be looked up for each of a hundred thousand',
};

/** By what somebody is found before it is known of which organisation they are. */
const beforeTheOrganisation: Readonly<Record<string, string>> = {
  workspaces_platform_external_id_key: 'a workspace by the name that its platform gives it',
  analyst_roles_name_key: 'an analyst by the name of the server’s user',
  api_keys_key_hash_key: 'a system by its key',
  workspace_invitations_pkey: 'a workspace by the code that it was handed',
  slack_installations_pkey: 'an installation by the team that an event comes from',
  slack_huddlers_pkey: 'by Slack’s ids alone, as its events name people',
  teams_conversations_pkey: 'by the tenant’s ids alone, as activities name conversations',
  teams_people_pkey: 'by the tenant’s ids alone, as activities name people',
};

/**
 * Keys whose columns the release before names (ON CONFLICT): a copy of it must run beside this one while copies are replaced.
 * Statements name these by their constraint, so the next release can widen them without a change of code.
 */
const widenedByTheNextRelease = [
  'agenda_ticks_pkey',
  'brief_calendars_pkey',
  'briefs_calendar_id_fkey',
  'briefs_calendar_id_starts_at_customer_id_key',
  'customer_events_pkey',
  'customer_ids_person_id_fkey',
  'customer_people_pkey',
  'delivery_notices_pkey',
  'delivery_rests_pkey',
  'group_members_pkey',
  'living_messages_pkey',
  'meeting_turns_pkey',
  'meetings_series_id_occurrence_key',
  'members_workspace_id_external_id_key',
  'metric_values_pkey',
  'places_workspace_id_external_id_key',
  'preventions_pkey',
  'score_months_pkey',
  'scores_item_key',
];

interface Table {
  readonly name: string;
  readonly isOrganisations: boolean;
  readonly parents: readonly string[];
}

interface Key {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
}

const tablesSql = `
  SELECT c.relname AS name, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
      AND a.attname = 'organisation_id' AND a.attnotnull AND NOT a.attisdropped) AS "isOrganisations",
    ARRAY(SELECT k.confrelid::regclass::text FROM pg_constraint k
      WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confdeltype = 'c') AS parents
  FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`;

const columnsOf = (numbers: string, table: string) =>
  `ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = ${table} AND a.attnum = ANY(${numbers}))`;

/** Primary and unique keys, and foreign keys but those to `organisations` itself. */
const keysSql = `
  SELECT i.indexrelid::regclass::text AS name, i.indrelid::regclass::text AS table, ${columnsOf('i.indkey', 'i.indrelid')} AS columns
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT k.conname, k.conrelid::regclass::text, ${columnsOf('k.conkey', 'k.conrelid')} FROM pg_constraint k
  WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND k.confrelid <> 'organisations'::regclass ORDER BY 1`;

describeOnDatabase('Every table', (database) => {
  test('is an organisation’s and goes with it, or is the installation’s own', async () => {
    const tables = await read<Table>(tablesSql);
    const wrong = tables.filter(({ isOrganisations, name }) => !isOrganisations && !(name in installationTables));
    expect(wrong.map(({ name }) => name)).toEqual([]);
    const left = Object.keys(installationTables).filter(
      (name) => !tables.some((table) => table.name === name && !table.isOrganisations),
    );
    expect(left).toEqual([]);
    const hanging = tables.filter(
      ({ isOrganisations, parents }) => isOrganisations && !parents.includes('organisations'),
    );
    expect(hanging.map(({ name }) => name)).toEqual(Object.keys(withoutForeignKey));
  });

  test('has the organisation in all its keys', async () => {
    const tables = new Set(
      (await read<Table>(tablesSql)).filter((table) => table.isOrganisations).map(({ name }) => name),
    );
    const keys = (await read<Key>(keysSql)).filter(({ table }) => tables.has(table));
    const without = keys.filter(({ columns }) => !columns.includes('organisation_id')).map(({ name }) => name);
    expect(without).toEqual([...Object.keys(beforeTheOrganisation), ...widenedByTheNextRelease].toSorted());
  });

  async function read<Row>(sql: string): Promise<readonly Row[]> {
    return (await database().executeSql(sql)).rows as Row[];
  }
});
