/**
 * PostgreSQL's row-level security as the second wall between organisations: the policies, and how a connection of the bot
 * comes under them. The first wall is that every statement asks for its organisation.
 */
import { none, type Scope } from './scope.js';

/** Runs SQL on one connection; a text without values may hold several statements, and the last one's rows come back. */
export type RunSql = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

/** Superusers and roles with BYPASSRLS see through policies: the bot takes this role instead, which can't log in. */
const roleName = 'empty_chair_rows';

/**
 * Puts the policy on each table of organisations that has none yet. It is written so that PostgreSQL does not take it for
 * selective: a range or an equality led it to the wrong index, and imports took ten times as long. Its settings are read in
 * sub-selects, once a statement: read for each row, they took six of seven milliseconds of a count of 10,000. A session
 * that never said for whom it works sees all: copies of the release before, `psql` and `pg_dump`. Connections of this bot
 * always say it (closedSql, enterSql).
 */
export const raiseWallsSql = `DO $$
DECLARE candidate record;
BEGIN
  FOR candidate IN
    SELECT c.oid::regclass AS name, a.attname AS key
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnotnull AND NOT a.attisdropped
      AND a.attname = CASE c.relname WHEN 'organisations' THEN 'id' ELSE 'organisation_id' END
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'rows_of_organisation')
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', candidate.name);
    EXECUTE format('DROP POLICY IF EXISTS of_organisation ON %s', candidate.name);
    EXECUTE format('DROP POLICY IF EXISTS own_rows ON %s', candidate.name);
    EXECUTE format('CREATE POLICY rows_of_organisation ON %1$s USING (
      (%2$I < (SELECT coalesce(nullif(current_setting(''empty_chair.first_organisation'', true), ''''), ''00000000-0000-0000-0000-000000000000'')::uuid)) IS NOT TRUE
      AND (%2$I > (SELECT coalesce(nullif(current_setting(''empty_chair.last_organisation'', true), ''''), ''ffffffff-ffff-ffff-ffff-ffffffffffff'')::uuid)) IS NOT TRUE)',
      candidate.name, candidate.key);
  END LOOP;
END $$`;

/** Whether policies hold for this user, and which role it may take or make for which they do. */
const userSql = `
  SELECT rolsuper OR rolbypassrls AS bypasses, rolsuper OR rolcreaterole AS "mayMake",
    EXISTS (SELECT FROM pg_roles WHERE rolname = '${roleName}') AND pg_has_role('${roleName}', 'MEMBER') AS "mayTake"
  FROM pg_roles WHERE rolname = current_user`;

/** Makes the role; another database of this server may have it already. */
const makeRoleSql = `DO $$
BEGIN
  BEGIN
    CREATE ROLE ${roleName} NOLOGIN NOBYPASSRLS;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  IF NOT pg_has_role('${roleName}', 'MEMBER') THEN EXECUTE format('GRANT ${roleName} TO %I', current_user); END IF;
END $$`;

/** Lets the role do in this schema what the bot does, where it may not yet. */
const grantSql = `DO $$
DECLARE candidate record;
BEGIN
  IF NOT has_schema_privilege('${roleName}', 'public', 'USAGE') THEN GRANT USAGE ON SCHEMA public TO ${roleName}; END IF;
  FOR candidate IN
    SELECT c.oid::regclass AS name, c.relkind AS kind FROM pg_class c
    WHERE c.relkind IN ('r', 'p', 'S', 'v') AND c.relnamespace = 'public'::regnamespace
      AND NOT CASE c.relkind WHEN 'S' THEN has_sequence_privilege('${roleName}', c.oid, 'USAGE')
        WHEN 'v' THEN has_table_privilege('${roleName}', c.oid, 'SELECT')
        ELSE has_table_privilege('${roleName}', c.oid, 'SELECT') AND has_table_privilege('${roleName}', c.oid, 'DELETE') END
  LOOP
    EXECUTE format(CASE candidate.kind WHEN 'S' THEN 'GRANT USAGE, SELECT ON SEQUENCE %s TO ${roleName}'
      WHEN 'v' THEN 'GRANT SELECT ON TABLE %s TO ${roleName}'
      ELSE 'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %s TO ${roleName}' END, candidate.name);
  END LOOP;
END $$`;

/** How an operator brings the bot under the policies when it can't come there by itself. */
export const seesThroughRemedy =
  `connect as a user without SUPERUSER and BYPASSRLS, or let this one take a role: CREATE ROLE ${roleName} NOLOGIN; ` +
  `GRANT ${roleName} TO THE_USER; or set DATABASE_ROW_SECURITY=off`;

interface User {
  readonly bypasses: boolean;
  readonly mayMake: boolean;
  readonly mayTake: boolean;
}

/** Whether `comeUnderPolicies` would bring this user under them, asked without changing anything. */
export async function canComeUnderPolicies(run: RunSql): Promise<boolean> {
  const { bypasses, mayMake, mayTake } = (await run(userSql)).rows[0] as User;
  return !bypasses || mayTake || mayMake;
}

/**
 * Makes sure that policies hold for connections of this user that say first what is answered; null: they can't.
 * @param run speaks to a connection of this user, inside a transaction
 */
export async function comeUnderPolicies(run: RunSql): Promise<string | null> {
  const { bypasses, mayMake, mayTake } = (await run(userSql)).rows[0] as User;
  if (!bypasses) return closedSql;
  if (!mayTake && !mayMake) return null;
  try {
    await run('SAVEPOINT walls');
    if (!mayTake) await run(makeRoleSql);
    await run(grantSql);
    return `SET ROLE ${roleName}; ${closedSql}`;
  } catch {
    await run('ROLLBACK TO SAVEPOINT walls');
    return null;
  }
}

const entering = (first: string, last: string) =>
  `SELECT set_config('empty_chair.first_organisation', ${first}, false), set_config('empty_chair.last_organisation', ${last}, false)`;

/** What a new connection sees before it is told for whom it works: nothing. */
const closedSql = entering(`'${none.first}'`, `'${none.last}'`);

/** Sets for whom the connection works from now on. Stays until it is set anew, so it must not be sent within a transaction. */
export const enterSql = (scope: Scope) => ({
  name: 'empty_chair_scope',
  text: entering('$1', '$2'),
  values: [scope.first, scope.last],
});
