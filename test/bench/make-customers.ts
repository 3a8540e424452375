/** Customers, scores and feedback by SQL, as many as a bench wants, as they would lie there had they come one after the other. */

/** Whatever runs SQL. */
export interface Asked {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

/** What is known of each; SQL over `n`, its number from 1. */
export interface CustomersMade {
  readonly count: number;
  /** Every customer is in the next of these; null: in none. */
  readonly segments: readonly (string | null)[];
  /** Facts by name, as SQL over `n`. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** `Customer 1`, `Customer 2`, …, found by name; with ids that follow each other, as ours do. */
export async function makeCustomers(
  client: Asked,
  organisationId: string,
  { count, segments, facts = {} }: CustomersMade,
): Promise<void> {
  const told = Object.entries(facts).map(
    ([name, value]) =>
      `'${name}', jsonb_build_object('value', ${value}, 'source', 'CRM', 'at', '2026-11-01T00:00:00.000Z')`,
  );
  await client.query(
    `WITH made AS (
       INSERT INTO customers (id, organisation_id, name, segment, attributes, created_at)
       SELECT overlay(gen_random_uuid()::text PLACING lpad(to_hex(n), 8, '0') FROM 1 FOR 8)::uuid, $1::uuid, 'Customer ' || n, ($3::text[])[1 + n % cardinality($3::text[])],
         jsonb_build_object(${told.join(', ')}), now() FROM generate_series(1, $2::int) AS t(n) RETURNING id, name)
     INSERT INTO customer_keys (customer_id, organisation_id, key) SELECT id, $1::uuid, lower(name) FROM made`,
    [organisationId, count, segments],
  );
  await client.query('ANALYZE customers');
}

/** As many open and resolved pieces, spread over all customers and over two years. */
export async function makeFeedback(
  client: Asked,
  organisationId: string,
  {
    count,
    customerCount,
    ownerIds,
  }: { readonly count: number; readonly customerCount: number; readonly ownerIds: readonly string[] },
): Promise<void> {
  await client.query(
    `WITH numbered AS (SELECT id, row_number() OVER () AS n FROM customers)
     INSERT INTO feedback (id, organisation_id, number, text, customer_id, source, severity, captured_at, captured_by_id,
       surface, state, owner_id, routing, promise_ms, clock_started_at, promise_ends_at, resolved_at, resolved_by_id,
       outcome, customer_told)
     SELECT gen_random_uuid(), $1::uuid, f, 'The export is empty again, and nobody called back.', c.id, 'bench', 'normal', at,
       owner, 'api', CASE WHEN f % 3 = 0 THEN 'open' ELSE 'resolved' END, owner, '{"kind":"champion"}', 86400000,
       CASE WHEN f % 3 = 0 THEN at END, CASE WHEN f % 3 = 0 THEN at + interval '1 day' END,
       CASE WHEN f % 3 > 0 THEN at + interval '5 hours' END, CASE WHEN f % 3 > 0 THEN owner END,
       CASE WHEN f % 3 > 0 THEN 'fixed' END, CASE WHEN f % 3 > 0 THEN 'It is mended since today.' END
     FROM generate_series(1, $2::int) AS f
       CROSS JOIN LATERAL (SELECT now() - interval '730 days' * (1 - f::float8 / $2::int) - interval '1 minute',
         ($3::uuid[])[1 + f % cardinality($3::uuid[])]) AS t(at, owner)
       JOIN numbered c ON c.n = 1 + (f::bigint * 7919 + f / 13) % $4::int`,
    [organisationId, count, ownerIds, customerCount],
  );
  await client.query('ANALYZE feedback');
}

/** One score of each customer, of the organisation's NPS. */
export async function makeLatestScores(client: Asked, organisationId: string): Promise<void> {
  await client.query(
    `INSERT INTO metrics (id, organisation_id, name, key, kind, better, created_at, months_zone)
     VALUES (gen_random_uuid(), $1::uuid, 'NPS', 'nps', 'nps', 'higher', now(), 'UTC')`,
    [organisationId],
  );
  await client.query(
    `INSERT INTO scores (organisation_id, metric_id, value, customer_id, given_at, taken_at, source, surface)
     SELECT $1::uuid, (SELECT id FROM metrics LIMIT 1), (random() * 10)::int, id, now(), now(), 'bench', 'import'
     FROM customers`,
    [organisationId],
  );
  await client.query('ANALYZE scores');
}
