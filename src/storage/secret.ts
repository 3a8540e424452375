/** Secrets that the bot makes once and keeps, the same for every copy of it: for signing links. app.ts and cli.ts read them at start. */

import { randomBytes } from 'node:crypto';
import type { Database } from './database-type.js';
import { boundTo } from './seal-secrets.js';

/** Reads the secret, or creates it. Two copies that start at once get the same one. */
export async function readSecret(database: Database, name: string, now: Date): Promise<string> {
  const bound = boundTo('secrets', name);
  const made = database.seal.seal(randomBytes(32).toString('base64url'), bound);
  const [row] = await database.query<{ value: string }[]>`
    INSERT INTO secrets (name, value, created_at) VALUES (${name}, ${made}, ${now})
    ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING value`;
  if (!row) throw new Error(`The secret ${name} could not be kept.`);
  return database.seal.open(row.value, bound);
}
