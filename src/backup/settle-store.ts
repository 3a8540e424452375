/** SQL of settling a restored database: what was on its way, numbers that may be taken, and cards that are to be shown anew. */
import { perhapsSent } from '../delivery/attempt.js';
import type { Database, Transaction } from '../storage/database.js';
import type { NumberedKind } from '../storage/history.js';
import { sideEffects } from './side-effects.js';

/** Everything that waited may have gone out the moment after: it is looked at once, at once, and without its claims. */
export async function freeClaims(database: Database): Promise<void> {
  for (const text of Object.keys(sideEffects.freed)) await database.executeSql(text);
  await database.executeSql(
    `UPDATE deliveries d SET state = 'skipped', failure = '${sought}' WHERE state = 'queued' AND NOT at_most_once
       AND living_key IS NOT NULL AND NOT EXISTS
         (SELECT FROM living_messages l WHERE l.key = d.living_key AND l.destination = d.destination)`,
  );
}

/** A card that waited: when the bot starts it is looked for where it would stand, and posted only where it is not there. */
const sought = 'sought_after_restore';

/** What is left in the queue is perhaps sent too, and its rooms are told when the bot starts. Answers how many by organisation. */
export async function closeQueue(
  database: Database,
  { madeAt, until }: { readonly madeAt: Date; readonly until: Date },
): Promise<ReadonlyMap<string, number>> {
  await database.executeSql(
    `UPDATE deliveries SET state = 'unknown', failure = '${perhapsSent}', settled_at = $1::timestamptz, owes_telling = true
     WHERE state IN ('queued', 'sending')`,
    [until.toISOString()],
  );
  await database.executeSql(`UPDATE deliveries SET state = 'queued', failure = NULL WHERE failure = '${sought}'`);
  const { rows } = await database.executeSql(
    `SELECT organisation_id::text AS id, count(*)::int AS count FROM deliveries
     WHERE failure = '${perhapsSent}' AND settled_at >= $1::timestamptz GROUP BY organisation_id`,
    [madeAt.toISOString()],
  );
  return new Map((rows as { id: string; count: number }[]).map(({ id, count }) => [id, count]));
}

/** Things that people call by a letter and a number, on cards. Imports are named at the command line alone. */
const letters: Readonly<Record<Exclude<NumberedKind, 'import'>, string>> = {
  feedback: 'F',
  idea: 'I',
  followUp: 'A',
  survey: 'S',
  notice: 'N',
  trial: 'T',
  life: 'LT',
  alert: 'AL',
  theme: 'TH',
  wall: 'W',
  newsletter: 'L',
  webhook: 'WH',
};
const leftOutCount = 1_000;

export interface KnownNumbers {
  readonly last: string;
  readonly next: string;
}

/** Leaves numbers out that lost things may have: a button on such a card must never reach another thing. */
export async function leaveNumbersOut(tx: Transaction, organisationId: string): Promise<KnownNumbers> {
  const kinds = Object.keys(letters);
  const rows = await tx.query<{ kind: keyof typeof letters; last: number }[]>`
    INSERT INTO numbers AS n (organisation_id, kind, last)
    SELECT ${organisationId}::uuid, kind, ${leftOutCount}::int FROM unnest(${kinds}::text[]) kind
    ON CONFLICT (organisation_id, kind) DO UPDATE SET last = n.last + ${leftOutCount}::int RETURNING kind, last`;
  const sorted = rows.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const known = sorted.filter(({ last }) => last > leftOutCount);
  return {
    last: known.map(({ kind, last }) => `${letters[kind]}-${last - leftOutCount}`).join(', '),
    next: sorted.map(({ kind, last }) => `${letters[kind]}-${last + 1}`).join(', '),
  };
}

/** Cards that were posted or edited in the last days before may show what is missing now. */
const recentDays = 7;
const mostOfPlace = 200;

/** Orders an edit of each, composed from what is known now. A message of reminders is never composed as a new one. */
export async function showAnew(tx: Transaction, madeAt: Date, now: Date): Promise<void> {
  await tx.execute`
    WITH recent AS (
      SELECT destination, living_key, min(organisation_id::text)::uuid AS organisation_id, max(id) AS id FROM deliveries
      WHERE living_key IS NOT NULL AND created_at > ${madeAt}::timestamptz - ${recentDays}::int * interval '1 day'
      GROUP BY destination, living_key
    ), ranked AS (
      SELECT r.*, l.kind, l.payload, row_number() OVER (PARTITION BY r.destination ORDER BY r.id DESC) AS place
      FROM recent r JOIN living_messages l ON l.destination = r.destination AND l.key = r.living_key
      WHERE l.kind IS NOT NULL
    )
    INSERT INTO deliveries (organisation_id, kind, payload, destination, living_key, at_most_once, state, created_at)
    SELECT organisation_id, kind,
      CASE WHEN kind = 'reminders.message' THEN payload || '{"isEdit": true}' ELSE payload END,
      destination, living_key, false, 'queued', ${now}
    FROM ranked WHERE place <= ${mostOfPlace}::int ORDER BY id`;
}

export async function organisationIds(database: Database): Promise<readonly string[]> {
  const { rows } = await database.executeSql('SELECT id::text FROM organisations ORDER BY id');
  return (rows as { id: string }[]).map(({ id }) => id);
}
