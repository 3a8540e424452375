/** SQL of what is being forgotten, so that a restart goes on with it, and of what was, so that no backup brings it back. */
import { createHash } from 'node:crypto';
import type { DeliveryOrder } from '../../../delivery/delivery.js';
import type { Surface } from '../../../kernel/person.js';
import { claimable, dueNext, type Sql, type Transaction } from '../../../storage/database.js';
import type { Forgotten } from '../rules/scrub.js';

/** Whom it is about. */
export const subjectKinds = ['customer', 'member', 'contact', 'subscriber'] as const;
/** What may be forgotten. */
export type SubjectKind = (typeof subjectKinds)[number];
/** Somebody, by our id. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** A forgetting that was begun and has not ended. */
export interface Forgetting extends Forgotten {
  readonly organisationId: string;
  readonly subject: Subject;
  readonly actorId: string | null;
  readonly surface: Surface;
}

/** The work that a restart goes on with. */
export const forgetWork = 'leaving.forget';

/** A restart goes on after so long: whoever began it does it at once. */
const patienceMs = 10 * 60_000;

const nameOf = ({ kind, id }: Subject): string => `${kind}:${id}`;

/** Begins it, or begins anew what was begun, which then looks for the names of both. */
export async function beginForgetting(tx: Transaction, forgetting: Forgetting, now: Date): Promise<Forgetting> {
  const { organisationId, subject, terms, texts, actorId, surface } = forgetting;
  const [row] = await tx.query<{ terms: string[]; texts: string[] }[]>`
    INSERT INTO forgettings AS f (organisation_id, subject, terms, texts, actor_id, surface, due_at)
    VALUES (${organisationId}::uuid, ${nameOf(subject)}, ${JSON.stringify(terms)}::jsonb, ${JSON.stringify(texts)}::jsonb,
      ${actorId}::uuid, ${surface}, ${new Date(now.getTime() + patienceMs)})
    ON CONFLICT (organisation_id, subject) DO UPDATE SET terms = f.terms || excluded.terms, texts = f.texts || excluded.texts
    RETURNING terms, texts`;
  return { ...forgetting, ...row };
}

/** Ends it: only a hash of the id stays, so that a restored backup is known to hold it. */
export async function endForgetting(
  tx: Transaction,
  { organisationId, subject }: Forgetting,
  now: Date,
): Promise<void> {
  await tx.execute`
    DELETE FROM forgettings WHERE organisation_id = ${organisationId}::uuid AND subject = ${nameOf(subject)}`;
  await tx.execute`
    INSERT INTO forgotten (hash, kind, at) VALUES (${hashOf(subject)}, ${subject.kind}, ${now}) ON CONFLICT DO NOTHING`;
}

/** Ids are random enough that nobody finds one by its hash. */
const hashOf = (subject: Subject): string => createHash('sha256').update(nameOf(subject)).digest('hex');

/** When the earliest that was left undone is to be done. */
export const forgettingDue = dueNext(forgetWork, {
  table: 'forgettings',
  dueAt: 'due_at',
  id: { column: 'subject', type: 'text' },
});

/** Those that are due, the longest first. */
export async function dueForgettings(db: Sql, now: Date): Promise<readonly Forgetting[]> {
  const rows = await db.query<(Omit<Forgetting, 'subject'> & { readonly subject: string })[]>`
    SELECT f.organisation_id AS "organisationId", f.subject, f.terms, f.texts, f.actor_id AS "actorId", f.surface
    FROM forgettings f WHERE f.due_at <= ${now} AND ${claimable(forgetWork, 'f', now, 'subject')} ORDER BY f.due_at LIMIT 5`;
  return rows.map(({ subject, ...rest }) => {
    const [kind = '', id = ''] = subject.split(':');
    return { ...rest, subject: { kind: kind as SubjectKind, id } };
  });
}

/** Edits of the messages that stand somewhere and show one of these, as each was ordered last. */
export async function livingOrders(
  tx: Transaction,
  organisationId: string,
  ids: readonly string[],
): Promise<readonly DeliveryOrder[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ key: string; destination: string; kind: string; payload: DeliveryOrder['payload'] }[]>`
    SELECT l.key, l.destination, l.kind, l.payload FROM living_messages l
    WHERE l.organisation_id = ${organisationId}::uuid AND split_part(l.key, ':', 2) = ANY(${[...new Set(ids)]}::text[])
      AND l.kind IS NOT NULL AND l.payload IS NOT NULL`;
  return rows.map(({ key, destination, kind, payload }) => {
    const [where = '', id = ''] = destination.split(':');
    const to =
      where === 'place' ? ({ kind: 'place', placeId: id } as const) : ({ kind: 'member', memberId: id } as const);
    return { organisationId, kind, payload, to, living: key, onlyEdit: true };
  });
}

/** Things on whose cards somebody's name stands, the newest 2,000. */
export async function thingsOf(
  tx: Transaction,
  organisationId: string,
  { kind, id }: Subject,
): Promise<readonly string[]> {
  const rows =
    kind === 'member'
      ? await tx.query<{ id: string }[]>`
    SELECT id FROM (
      SELECT id FROM feedback WHERE organisation_id = ${organisationId}::uuid AND ${id}::uuid IN (owner_id, captured_by_id, resolved_by_id)
      UNION ALL SELECT id FROM ideas WHERE organisation_id = ${organisationId}::uuid AND ${id}::uuid IN (author_id, moved_by_id)
      UNION ALL SELECT id FROM follow_ups WHERE organisation_id = ${organisationId}::uuid
        AND ${id}::uuid IN (owner_id, created_by_id, settled_by_id)
      UNION ALL SELECT id FROM learnings WHERE organisation_id = ${organisationId}::uuid AND member_id = ${id}::uuid
      UNION ALL SELECT id FROM meetings WHERE organisation_id = ${organisationId}::uuid AND ${id}::uuid IN (presenter_id, closed_by_id)
    ) things ORDER BY id DESC LIMIT 2000`
      : await tx.query<{ id: string }[]>`
    SELECT id FROM (
      SELECT id FROM feedback WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${id}::uuid
      UNION ALL SELECT id FROM meetings WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${id}::uuid
      UNION ALL SELECT meeting_id FROM learnings WHERE organisation_id = ${organisationId}::uuid
        AND customer_id = ${id}::uuid AND meeting_id IS NOT NULL
      UNION ALL SELECT idea_id FROM idea_customers WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${id}::uuid
    ) things ORDER BY id DESC LIMIT 2000`;
  return rows.map((row) => row.id);
}

/** Which of these names, in lower case, somebody else here has, or the organisation itself. */
export async function namesOfOthers(
  tx: Transaction,
  {
    organisationId,
    id,
    folded,
  }: { readonly organisationId: string; readonly id: string; readonly folded: readonly string[] },
): Promise<readonly string[]> {
  const rows = await tx.query<{ name: string }[]>`
    SELECT lower(name) AS name FROM members WHERE organisation_id = ${organisationId}::uuid AND id <> ${id}::uuid
      AND same_as_id IS DISTINCT FROM ${id}::uuid AND lower(name) = ANY(${[...folded]}::text[])
    UNION SELECT lower(name) FROM customers WHERE organisation_id = ${organisationId}::uuid AND id <> ${id}::uuid
      AND lower(name) = ANY(${[...folded]}::text[])
    UNION SELECT lower(name) FROM organisations WHERE id = ${organisationId}::uuid`;
  return rows.map(({ name }) => name);
}
