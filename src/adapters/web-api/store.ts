/** All Prisma of the web API: its keys, the answers it remembers, and which organisations there are to choose from. */
import { type Database, Prisma } from '../../storage/database.js';

/** A system that may send in, as a request's key identifies it. */
export interface ApiClient {
  readonly keyId: string;
  readonly organisationId: string;
  /** The source of what it sends. */
  readonly name: string;
  /** null: it need not sign. */
  readonly signingSecret: string | null;
}

export async function findClient(database: Database, keyHash: string): Promise<ApiClient | null> {
  const key = await database.prisma.apiKey.findUnique({ where: { keyHash } });
  if (key === null || key.revokedAt !== null) return null;
  return { keyId: key.id, organisationId: key.organisationId, name: key.name, signingSecret: key.signingSecret };
}

export interface NewKey {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly keyHash: string;
  readonly signingSecret: string | null;
  readonly createdAt: Date;
}

/** false: a key of that name is in use. */
export async function insertKey(database: Database, key: NewKey): Promise<boolean> {
  const { count } = await database.prisma.apiKey.createMany({ data: [key], skipDuplicates: true });
  return count === 1;
}

export interface KeyEntry {
  readonly name: string;
  readonly signs: boolean;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** Newest last, the revoked among them. */
export async function readKeys(database: Database, organisationId: string): Promise<readonly KeyEntry[]> {
  const keys = await database.prisma.apiKey.findMany({ where: { organisationId }, orderBy: { id: 'asc' } });
  return keys.map(({ name, signingSecret, createdAt, revokedAt }) => ({
    name,
    signs: signingSecret !== null,
    createdAt,
    revokedAt,
  }));
}

/** false: no key of that name is in use. */
export async function markRevoked(
  database: Database,
  key: { readonly organisationId: string; readonly name: string },
  now: Date,
): Promise<boolean> {
  const where = { organisationId: key.organisationId, name: key.name, revokedAt: null };
  const { count } = await database.prisma.apiKey.updateMany({ where, data: { revokedAt: now } });
  return count > 0;
}

/** An organisation as the command line lists it. */
export interface OrganisationEntry {
  readonly id: string;
  readonly name: string;
}

/** For whoever works at the machine itself and has to say which one is meant; requests never come here. */
export async function readOrganisations(database: Database): Promise<readonly OrganisationEntry[]> {
  return database.prisma.organisation.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } });
}

/** One request under its Idempotency-Key. */
export interface RequestIdentity {
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

/** Null when nothing is remembered. */
export async function readAnswer(database: Database, identity: RequestIdentity): Promise<RememberedAnswer | null> {
  return database.prisma.idempotentAnswer.findUnique({ where: { apiKeyId_key: identity } });
}

/** Begins the request; false: somebody has already. */
export async function insertHold(
  database: Database,
  identity: RequestIdentity,
  hold: { readonly requestHash: string; readonly heldUntil: Date; readonly createdAt: Date },
): Promise<boolean> {
  const data = [{ ...identity, ...hold }];
  const { count } = await database.prisma.idempotentAnswer.createMany({ data, skipDuplicates: true });
  return count === 1;
}

/** Takes over what a killed copy left; false: somebody else was quicker. */
export async function takeOverHold(
  database: Database,
  identity: RequestIdentity,
  seen: { readonly heldUntil: Date; readonly newHeldUntil: Date },
): Promise<boolean> {
  const { count } = await database.prisma.idempotentAnswer.updateMany({
    where: { ...identity, status: null, heldUntil: seen.heldUntil },
    data: { heldUntil: seen.newHeldUntil },
  });
  return count === 1;
}

/** Ends the hold without an answer, so that the next try need not wait. */
export async function endHold(database: Database, identity: RequestIdentity, now: Date): Promise<void> {
  await database.prisma.idempotentAnswer.updateMany({ where: { ...identity, status: null }, data: { heldUntil: now } });
}

export async function saveAnswer(
  database: Database,
  identity: RequestIdentity,
  answer: { readonly status: number; readonly body: string },
): Promise<void> {
  const { status, body } = answer;
  await database.prisma.idempotentAnswer.updateMany({ where: { ...identity }, data: { status, body } });
}

/** Forgets one: it was refused and kept nothing, or it is too old. */
export async function deleteAnswer(database: Database, identity: RequestIdentity, createdAt: Date): Promise<void> {
  await database.prisma.idempotentAnswer.deleteMany({ where: { ...identity, createdAt } });
}

/** SQL for when the oldest answer has been kept for `keptMs`. */
export function answersDue(keptMs: number): Prisma.Sql {
  return Prisma.sql`(SELECT min(created_at) + ${keptMs}::float8 * interval '1 millisecond' FROM idempotent_answers)`;
}

/** @returns how many were forgotten. */
export async function deleteAnswersUntil(database: Database, until: Date): Promise<number> {
  const { count } = await database.prisma.idempotentAnswer.deleteMany({ where: { createdAt: { lte: until } } });
  return count;
}
