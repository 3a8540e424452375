/** All SQL of the web API: the answers it remembers, and which organisations there are to choose from. */
import { type Database, type Sql, type SqlPart, sql } from '../../storage/database.js';

/** An organisation as the command line lists it. */
export interface OrganisationEntry {
  readonly id: string;
  readonly name: string;
}

/** For whoever works at the machine itself and has to say which one is meant; requests never come here. */
export async function readOrganisations(database: Sql): Promise<readonly OrganisationEntry[]> {
  return database.query`SELECT id, name FROM organisations ORDER BY name`;
}

/** One request under its Idempotency-Key. */
export interface RequestIdentity {
  readonly organisationId: string;
  readonly apiKeyId: string;
  readonly key: string;
}

export interface RememberedAnswer {
  readonly requestHash: string;
  /** null: being worked on. */
  readonly status: number | null;
  readonly body: string | null;
  readonly heldUntil: Date;
  readonly createdAt: Date;
}

const isIt = ({ apiKeyId, key }: RequestIdentity) => sql`api_key_id = ${apiKeyId}::uuid AND key = ${key}`;

/** Null when nothing is remembered. */
export async function readAnswer(database: Database, identity: RequestIdentity): Promise<RememberedAnswer | null> {
  const rows = await database.query<RememberedAnswer[]>`
    SELECT request_hash AS "requestHash", status, body, held_until AS "heldUntil", created_at AS "createdAt"
    FROM idempotent_answers WHERE organisation_id = ${identity.organisationId}::uuid AND ${isIt(identity)}`;
  return rows[0] ?? null;
}

/** Begins the request; false: somebody has already. */
export async function insertHold(
  database: Database,
  { organisationId, apiKeyId, key }: RequestIdentity,
  { requestHash, heldUntil, createdAt }: Pick<RememberedAnswer, 'requestHash' | 'heldUntil' | 'createdAt'>,
): Promise<boolean> {
  const count = await database.execute`
    INSERT INTO idempotent_answers (organisation_id, api_key_id, key, request_hash, held_until, created_at)
    VALUES (${organisationId}::uuid, ${apiKeyId}::uuid, ${key}, ${requestHash}, ${heldUntil}, ${createdAt})
    ON CONFLICT DO NOTHING`;
  return count === 1;
}

/** Takes over what a killed copy left; false: somebody else was quicker. */
export async function takeOverHold(
  database: Database,
  identity: RequestIdentity,
  seen: { readonly heldUntil: Date; readonly newHeldUntil: Date },
): Promise<boolean> {
  const count = await database.execute`
    UPDATE idempotent_answers SET held_until = ${seen.newHeldUntil}
    WHERE organisation_id = ${identity.organisationId}::uuid AND ${isIt(identity)}
      AND status IS NULL AND held_until = ${seen.heldUntil}`;
  return count === 1;
}

/** Ends the hold without an answer, so that the next try need not wait. */
export async function endHold(database: Database, identity: RequestIdentity, now: Date): Promise<void> {
  await database.execute`
    UPDATE idempotent_answers SET held_until = ${now}
    WHERE organisation_id = ${identity.organisationId}::uuid AND ${isIt(identity)} AND status IS NULL`;
}

export async function saveAnswer(
  database: Database,
  identity: RequestIdentity,
  answer: { readonly status: number; readonly body: string },
): Promise<void> {
  const { status, body } = answer;
  await database.execute`
    UPDATE idempotent_answers SET status = ${status}::int, body = ${body}
    WHERE organisation_id = ${identity.organisationId}::uuid AND ${isIt(identity)}`;
}

/** Forgets one: it was refused and kept nothing, or it is too old. */
export async function deleteAnswer(database: Database, identity: RequestIdentity, createdAt: Date): Promise<void> {
  await database.execute`
    DELETE FROM idempotent_answers WHERE organisation_id = ${identity.organisationId}::uuid AND ${isIt(identity)}
      AND created_at = ${createdAt}`;
}

/** SQL for when the oldest answer has been kept for `keptMs`. */
export function answersDue(keptMs: number): SqlPart {
  return sql`(SELECT min(created_at) + ${keptMs}::float8 * interval '1 millisecond' FROM idempotent_answers
    WHERE of_shard(organisation_id))`;
}

/** @returns how many were forgotten. */
export async function deleteAnswersUntil(database: Database, until: Date): Promise<number> {
  return database.execute`DELETE FROM idempotent_answers WHERE of_shard(organisation_id) AND created_at <= ${until}`;
}
