/** SQL of whether people of other companies read in a place. Used by place-audience.ts. */
import type { Sql } from '../../../storage/database.js';
import type { Address } from './addresses.js';

/** A place, and what its platform last said of its readers; `isShared` null: it never said. */
export interface PlaceReaders extends Address {
  readonly isShared: boolean | null;
}

/** `placeId` is a UUID. */
export async function findAudience(db: Sql, placeId: string): Promise<PlaceReaders | null> {
  const [place] = await db.query<PlaceReaders[]>`
    SELECT p.organisation_id AS "organisationId", p.external_id AS "externalId", w.platform,
      w.external_id AS "workspaceExternalId", p.is_shared AS "isShared"
    FROM places p JOIN workspaces w ON w.id = p.workspace_id WHERE p.id = ${placeId}::uuid`;
  return place ?? null;
}

/** Answers the place's organisation when this is news; null: it was known, or there is no such place. */
export async function saveAudience(tx: Sql, placeId: string, isShared: boolean): Promise<string | null> {
  const [changed] = await tx.query<{ organisationId: string }[]>`
    UPDATE places SET is_shared = ${isShared}
    WHERE id = ${placeId}::uuid AND is_shared IS DISTINCT FROM ${isShared}
    RETURNING organisation_id AS "organisationId"`;
  return changed?.organisationId ?? null;
}
