/** Which columns hold secrets, and how they are sealed: what is plain when the bot starts, and what an older key sealed. */
import { ConfigError } from '../kernel/errors.js';
import { keyIdOf, type Seal } from '../kernel/seal.js';
import type { Sql } from './sql.js';

/** A column whose text is a secret. All parts are SQL of ours. */
export interface SecretColumn {
  readonly table: string;
  readonly column: string;
  /** Of its JSON only this text. */
  readonly key?: string;
  /** Names the row. */
  readonly id: string;
  /** What the secret is bound to: `boundTo` of the same row. */
  readonly boundTo: string;
}

/** Each is opened where it is needed, by `database.seal`. Tokens of Slack are sealed by its adapter. */
export const secretColumns = [
  { table: 'api_keys', column: 'signing_secret', id: 'id', boundTo: 'id' },
  { table: 'brief_calendars', column: 'url', id: 'id', boundTo: 'id' },
  { table: 'meeting_series', column: 'rule', key: 'url', id: 'id', boundTo: 'place_id' },
  { table: 'secrets', column: 'value', id: 'name', boundTo: 'name' },
  { table: 'webhooks', column: 'url', id: 'id', boundTo: 'id' },
  { table: 'webhooks', column: 'secret', id: 'id', boundTo: 'id' },
  { table: 'webhooks', column: 'previous_secret', id: 'id', boundTo: 'id' },
] as const satisfies readonly SecretColumn[];

type SecretTable = (typeof secretColumns)[number]['table'];

/** What a secret of this row is bound to. @param id as `boundTo` of the column says */
export const boundTo = (table: SecretTable, id: string): string => `${table}/${id}`;

const batchSize = 500;

/**
 * Seals with the newest key what is not sealed with it. Copies that start together may do it together.
 * @returns how many were sealed
 * @throws ConfigError when something is sealed with a key that is not here
 */
export async function sealSecrets(database: Sql, seal: Seal): Promise<number> {
  let count = 0;
  for (const column of secretColumns) count += await sealColumn(database, seal, column);
  if (seal.keyId !== '') await noteFirstUse(database, seal);
  return count;
}

const nameOfUse = (keyId: string): string => `first use of ${keyId}`;

async function noteFirstUse(database: Sql, { keyId, seal }: Seal): Promise<void> {
  const name = nameOfUse(keyId);
  await database.execute`
    INSERT INTO secrets (name, value, created_at) VALUES (${name}, ${seal('', boundTo('secrets', name))}, now())
    ON CONFLICT DO NOTHING`;
}

/** Which key seals, and since when; null: none does. */
export async function sealInUse({ query, seal }: Sql & { readonly seal: Seal }): Promise<SealInUse | null> {
  if (seal.keyId === '') return null;
  const name = nameOfUse(seal.keyId);
  const [row] = await query<{ since: Date }[]>`SELECT created_at AS since FROM secrets WHERE name = ${name}`;
  return { keyId: seal.keyId, since: row?.since ?? null };
}

/** The key that seals secrets. */
export interface SealInUse {
  readonly keyId: string;
  /** null: not known. */
  readonly since: Date | null;
}

async function sealColumn(database: Sql, seal: Seal, column: SecretColumn): Promise<number> {
  const { table, id, boundTo: bound } = column;
  const value = textOf(column);
  const isCurrent = seal.keyId === '' ? `${value} !~ '^[0-9a-f]{8}\\.'` : `starts_with(${value}, '${seal.keyId}.')`;
  let count = 0;
  for (let after = ''; ; ) {
    const rows = await database.queryText<{ id: string; bound: string; value: string }[]>(
      `SELECT ${id}::text AS id, ${bound}::text AS bound, ${value} AS value FROM ${table}
       WHERE ${id}::text > $1 AND NOT ${isCurrent} ORDER BY ${id}::text LIMIT ${batchSize}`,
      after,
    );
    for (const row of rows) {
      const sealed = sealAnew(seal, row.value, `${table}/${row.bound}`);
      // Not when it was changed meanwhile.
      const where = `${id}::text = $2 AND ${value} = $3`;
      await database.executeText(`UPDATE ${table} SET ${setTo(column)} WHERE ${where}`, sealed, row.id, row.value);
    }
    count += rows.length;
    const last = rows.at(-1);
    if (last === undefined) return count;
    after = last.id;
  }
}

const textOf = ({ column, key }: SecretColumn) => (key === undefined ? column : `(${column}->>'${key}')`);

const setTo = ({ column, key }: SecretColumn) =>
  key === undefined ? `${column} = $1` : `${column} = jsonb_set(${column}, '{${key}}', to_jsonb($1::text))`;

function sealAnew(seal: Seal, text: string, bound: string): string {
  const keyId = keyIdOf(text);
  if (keyId !== null && !seal.knows(keyId)) throw foreign(keyId, seal.keyId !== '');
  return seal.seal(seal.open(text, bound), bound);
}

function foreign(keyId: string, hasKey: boolean): ConfigError {
  const [which, where] = hasKey ? ['another', ', behind the new one, with a comma between'] : ['a', ''];
  return new ConfigError([
    `SECRET_KEY: some secrets in the database are sealed with ${which} key (${keyId}); put that key into SECRET_KEY${where}. ` +
      'An embedded database that was given none keeps it in the file secret.key of its DATA_DIR',
  ]);
}
