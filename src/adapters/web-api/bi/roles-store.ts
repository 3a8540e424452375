/**
 * All SQL of analysts' users on the server. It runs with the rights of the bot's own user, which must be allowed to make
 * roles; src/storage/analyst-views.ts has the views that they read.
 */
import {
  analystsRole,
  appendAudit,
  openAnalystsSql,
  type RunSql,
  raiseAnalystViewsSql,
  sqlOver,
} from '../../../storage/database.js';

export type { RunSql };

/** A user of the server, of one organisation. */
export interface AnalystRole {
  readonly organisationId: string;
  readonly name: string;
}

/** Whether the user that the connection is of may make others. */
export async function mayMakeRoles(run: RunSql): Promise<boolean> {
  const { rows } = await run('SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user');
  return (rows[0] as { may: boolean } | undefined)?.may ?? false;
}

/** What there is of this name. `organisationId` null: a user of the server that is no analyst's of this database. */
export async function findRole(run: RunSql, name: string): Promise<{ organisationId: string | null } | null> {
  const { rows } = await run(
    `SELECT a.organisation_id AS "organisationId", r.rolname IS NOT NULL AS "isThere"
     FROM (SELECT $1::text AS name) asked LEFT JOIN pg_roles r ON r.rolname = asked.name
       LEFT JOIN analyst_roles a ON a.name = asked.name AND a.organisation_id IS NOT NULL`,
    [name],
  );
  const { organisationId, isThere } = rows[0] as { organisationId: string | null; isThere: boolean };
  return isThere || organisationId !== null ? { organisationId } : null;
}

/** Their names, in order. */
export async function listRoles(run: RunSql, organisationId: string): Promise<readonly string[]> {
  const sql = 'SELECT name FROM analyst_roles WHERE organisation_id = $1::uuid ORDER BY name';
  const { rows } = await run(sql, [organisationId]);
  return (rows as { name: string }[]).map(({ name }) => name);
}

/**
 * Makes the user, or gives it another password where it is there.
 * @param verifier of the password, as SCRAM keeps it: the password itself never comes near the server's log
 */
export async function makeRole(run: RunSql, { organisationId, name }: AnalystRole, verifier: string, now: Date) {
  await inTransaction(run, async () => {
    await run(openAnalystsSql);
    await run(raiseAnalystViewsSql);
    const isThere = (await run('SELECT FROM pg_roles WHERE rolname = $1', [name])).rows.length > 0;
    // A new one is nothing special by itself; to say so of one that is there takes a superuser.
    await typed(run, `${isThere ? 'ALTER' : 'CREATE'} ROLE %I LOGIN PASSWORD %L CONNECTION LIMIT 10`, [name, verifier]);
    await typed(run, `GRANT ${analystsRole} TO %I`, [name]);
    for (const setting of settings) await typed(run, `ALTER ROLE %I SET ${setting}`, [name]);
    await run(
      `INSERT INTO analyst_roles (organisation_id, name, created_at) VALUES ($1::uuid, $2, $3::timestamptz)
       ON CONFLICT (organisation_id, name) DO UPDATE SET created_at = excluded.created_at`,
      [organisationId, name, now.toISOString()],
    );
    await audit(run, { organisationId, name }, 'bi.makeRole', now);
  });
}

/** Takes the user off the server, and notes it in the audit log. */
export async function dropRole(run: RunSql, { organisationId, name }: AnalystRole, now: Date): Promise<void> {
  await inTransaction(run, async () => {
    await run('DELETE FROM analyst_roles WHERE organisation_id = $1::uuid AND name = $2', [organisationId, name]);
    const isThere = (await run('SELECT FROM pg_roles WHERE rolname = $1', [name])).rows.length > 0;
    if (isThere) await typed(run, 'DROP ROLE %I', [name]);
    await audit(run, { organisationId, name }, 'bi.dropRole', now);
  });
}

/** Comforts, not walls: a session may set them otherwise. */
const settings = [
  'search_path = analysts',
  'default_transaction_read_only = on',
  "statement_timeout = '5min'",
  "idle_in_transaction_session_timeout = '5min'",
  "timezone = 'UTC'",
];

/** Names and passwords stand in these statements themselves: PostgreSQL quotes them. */
async function typed(run: RunSql, statement: string, values: readonly string[]): Promise<void> {
  const places = values.map((_, index) => `$${index + 2}::text`).join(', ');
  const { rows } = await run(`SELECT format($1, ${places}) AS text`, [statement, ...values]);
  await run((rows[0] as { text: string }).text);
}

async function audit(
  run: RunSql,
  { organisationId, name }: AnalystRole,
  what: 'bi.makeRole' | 'bi.dropRole',
  now: Date,
) {
  const tx = sqlOver(async (text, values) => ({ rows: (await run(text, values)).rows, changedCount: 0 }));
  await appendAudit(tx, [{ organisationId, what, actorId: null, surface: 'operator', subject: name }], now);
}

async function inTransaction(run: RunSql, work: () => Promise<void>): Promise<void> {
  await run('BEGIN');
  try {
    await work();
    await run('COMMIT');
  } catch (error) {
    await run('ROLLBACK');
    throw error;
  }
}
