/** SQL of the single words of people's names, by which colleagues mostly call them. */
import { forgottenPerson } from '../../../chat/forgotten.js';
import { sql, type Transaction } from '../../../storage/database.js';
import type { Subject } from './forgettings.js';

/** Letters, and what stands between them in a name: nothing that a pattern reads otherwise. Shorter ones are said by everybody. */
const namePart = /^\p{L}[\p{L}'’-]{2,}$/u;

/** Where people write in sentences. */
const sentences = sql.raw(`SELECT text FROM feedback WHERE organisation_id = o.id
  UNION ALL SELECT prevention FROM feedback WHERE organisation_id = o.id UNION ALL SELECT root_cause FROM feedback WHERE organisation_id = o.id
  UNION ALL SELECT text FROM learnings WHERE organisation_id = o.id UNION ALL SELECT comment FROM scores WHERE organisation_id = o.id
  UNION ALL SELECT text FROM follow_ups WHERE organisation_id = o.id UNION ALL SELECT delights FROM ideas WHERE organisation_id = o.id
  UNION ALL SELECT title FROM ideas WHERE organisation_id = o.id`);

/**
 * `Tomás` and `Ferreira` of `Tomás Ferreira`: what nobody else here is called, and what is no word of its own. A part that
 * stands in small letters as often, as `will` of `Will Smith`, is one: taking it out would spoil what others wrote. So is
 * each of a script without small letters.
 */
export async function partsOfNames(
  tx: Transaction,
  organisationId: string,
  { kind, id }: Subject,
): Promise<readonly string[]> {
  const whose =
    kind === 'member'
      ? sql`SELECT name FROM members WHERE organisation_id = ${organisationId}::uuid
          AND (id = ${id}::uuid OR same_as_id = ${id}::uuid)`
      : sql`SELECT name FROM customer_people WHERE organisation_id = ${organisationId}::uuid
          AND ${id}::uuid IN (id, customer_id)`;
  const names = await tx.query<{ name: string }[]>`${whose}`;
  const parts = names
    .filter(({ name }) => name !== forgottenPerson && name.trim().includes(' '))
    .flatMap(({ name }) => name.split(/\s+/u))
    .filter((part) => namePart.test(part) && part.toLowerCase() !== part);
  if (parts.length === 0) return [];
  const rows = await tx.query<{ part: string }[]>`
    SELECT part FROM unnest(${[...new Set(parts)]}::text[]) AS part, organisations o
    WHERE o.id = ${organisationId}::uuid
      AND NOT EXISTS (SELECT FROM (
          SELECT name FROM members WHERE organisation_id = o.id AND id <> ${id}::uuid AND same_as_id IS DISTINCT FROM ${id}::uuid
          UNION ALL SELECT name FROM customer_people WHERE organisation_id = o.id AND ${id}::uuid NOT IN (id, customer_id)
          UNION ALL SELECT name FROM customers WHERE organisation_id = o.id AND id <> ${id}::uuid
          UNION ALL SELECT o.name) others
        WHERE ' ' || lower(others.name) || ' ' LIKE '% ' || lower(part) || ' %')
      AND (SELECT count(*) FILTER (WHERE words ~ (apart[1] || lower(part) || apart[2])) = 0
            OR count(*) FILTER (WHERE words ~ (apart[1] || lower(part) || apart[2])) < count(*) FILTER (WHERE words ~ (apart[1] || part || apart[2]))
          FROM (${sentences}) written(words), (VALUES (ARRAY['(^|[^[:alnum:]@._-])', '($|[^[:alnum:]@_-])'])) around(apart)
          WHERE words ILIKE '%' || part || '%')`;
  return rows.map(({ part }) => part);
}
