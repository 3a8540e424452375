/** SQL of the words that are to become feedback. */
import type { Surface } from '../../../kernel/person.js';
import { type Database, dueNext } from '../../../storage/database.js';

type Queried = Pick<Database, 'prisma'>;

/** A detractor's answer whose words are still to be answered. */
export interface DueWords {
  readonly id: bigint;
  readonly organisationId: string;
  readonly value: number;
  readonly comment: string;
  readonly customer: string | null;
  readonly givenAt: Date;
  readonly source: string;
  readonly surface: Surface;
  readonly link: string | null;
  readonly takenById: string | null;
  readonly placeId: string | null;
}

/** When the next words are to become feedback. */
export const wordsDue = dueNext('nps.detractors', { table: 'scores', dueAt: 'feedback_due_at' });

/** Not locked: what is done with them is done once by itself, because feedback knows a source item again. */
export async function dueWords({ prisma }: Queried, now: Date, limit: number): Promise<readonly DueWords[]> {
  return prisma.$queryRaw<DueWords[]>`
    SELECT s.id, s.organisation_id AS "organisationId", s.value, s.comment, c.name AS customer,
      s.given_at AS "givenAt", s.source, s.surface, s.link, s.taken_by_id AS "takenById", s.place_id AS "placeId"
    FROM scores s LEFT JOIN customers c ON c.id = s.customer_id
    WHERE s.feedback_due_at <= ${now} ORDER BY s.feedback_due_at, s.id LIMIT ${limit}::int`;
}

/** They are feedback now. */
export async function settleWords(
  { prisma }: Queried,
  settled: readonly { readonly organisationId: string; readonly id: bigint; readonly number: number }[],
): Promise<void> {
  const rows = JSON.stringify(settled.map((each) => ({ ...each, id: String(each.id) })));
  await prisma.$executeRaw`
    UPDATE scores s SET feedback_due_at = NULL, feedback_number = r.number
    FROM jsonb_to_recordset(${rows}::jsonb) AS r("organisationId" uuid, id bigint, number int)
    WHERE s.organisation_id = r."organisationId" AND s.id = r.id`;
}

/** They could not be taken just now: tried again at `at`, and meanwhile in nobody's way. */
export async function postponeWords(
  { prisma }: Queried,
  { organisationId, id }: Pick<DueWords, 'organisationId' | 'id'>,
  at: Date,
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE scores SET feedback_due_at = ${at} WHERE organisation_id = ${organisationId}::uuid AND id = ${id}`;
}
