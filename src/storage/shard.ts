/**
 * A copy's share of the organisations, where copies of the bot divide due work and the queue among them (docs/scaling.md).
 * Each claim and each question of what is due has the condition `of_shard(organisation_id)`. PostgreSQL has no such
 * function: it is replaced here, by the one expression that says which organisations are whose, before a statement is sent.
 */

/** One of `count` shares, from 1. */
export interface Shard {
  readonly number: number;
  readonly count: number;
}

/** A copy that does the work of all organisations. */
export const wholeShard: Shard = { number: 1, count: 1 };

/**
 * Answers what writes the condition into a statement: TRUE for a copy that works for all.
 * The last digits of an id are random (a UUID of version 4 or 7), so the shares are about equal. What belongs to no
 * organisation is the first share's.
 */
export function writeShard({ number, count }: Shard): (statement: string) => string {
  const isOurs = (column: string) =>
    `(('x' || right(coalesce(${column}::text, '0000000'), 7))::bit(28)::int % ${count} = ${number - 1})`;
  return (statement) =>
    // Most statements have none, and looking for the words is quicker than matching.
    statement.includes('of_shard(')
      ? statement.replaceAll(/\bof_shard\(([\w."]+)\)/g, (_all, column: string) =>
          count === 1 ? 'TRUE' : isOurs(column),
        )
      : statement;
}
