/** SQL of what is known of one customer by what they said: one statement, however much that is. */
import { z } from 'zod';
import type { Database } from '../../../storage/database.js';
import { outcomes, states } from '../rules/feedback.js';
import { customerTones } from '../rules/tone/tone-list.js';

const instant = z.string().transform((text) => new Date(text));

const item = z.object({
  number: z.number(),
  text: z.string(),
  state: z.enum(states),
  /** When the customer said it, or when it was captured. */
  at: instant,
  source: z.string(),
  capturedById: z.string().nullable(),
  promiseEndsAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  resolvedById: z.string().nullable(),
  outcome: z.enum(outcomes).nullable(),
  customerTold: z.string().nullable(),
  /** The number of the one that it is a part of. */
  partOf: z.number().nullable(),
});

const known = z.object({
  counts: z.object({
    open: z.number(),
    overdue: z.number(),
    waiting: z.number(),
    resolved: z.number(),
    cameBack: z.number(),
    confidential: z.number(),
    lastAt: instant.nullable(),
  }),
  /** The latest that is not confidential. */
  latest: z.array(item),
  /** The newest; null: it is confidential, or nothing was said. */
  lastWords: z
    .object({
      text: z.string(),
      furtherWords: z.array(
        z.object({ kind: z.enum(['addition', 'before']), text: z.string(), at: z.string(), byId: z.string() }),
      ),
      wrongTones: z.array(z.enum(customerTones)),
    })
    .nullable(),
  /** Open and not confidential, the most urgent first. */
  promised: z.array(item),
});

/** What this room knows of a customer, as figures and with the words that everybody may read. */
export type KnownOfCustomer = z.infer<typeof known>;

/** How many items are told of. */
const toldCount = 5;

/** @see KnownOfCustomer */
export async function knownOfCustomer(
  database: Database,
  {
    organisationId,
    customerId,
    now,
  }: { readonly organisationId: string; readonly customerId: string; readonly now: Date },
): Promise<KnownOfCustomer> {
  const [found] = await database.query<{ known: unknown }[]>`
    WITH mine AS MATERIALIZED (
      SELECT number, left(text, 400) AS text, state, coalesce(said_at, captured_at) AS at, source, confidential,
        captured_by_id AS "capturedById", promise_ends_at AS "promiseEndsAt", resolved_at AS "resolvedAt",
        resolved_by_id AS "resolvedById", outcome, left(customer_told, 400) AS "customerTold", came_back_from_id AS again,
        (SELECT number FROM feedback whole WHERE whole.id = feedback.same_as_id) AS "partOf"
      FROM feedback WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid
        AND (state <> 'withdrawn' OR same_as_id IS NOT NULL)
    )
    SELECT json_build_object(
      'counts', (SELECT json_build_object(
        'open', count(*) FILTER (WHERE state IN ('open', 'acknowledged', 'waiting')),
        'overdue', count(*) FILTER (WHERE "promiseEndsAt" <= ${now}),
        'waiting', count(*) FILTER (WHERE state = 'waiting'),
        'resolved', count(*) FILTER (WHERE state = 'resolved'),
        'cameBack', count(*) FILTER (WHERE again IS NOT NULL),
        'confidential', count(*) FILTER (WHERE confidential),
        'lastAt', max(at)) FROM mine),
      'latest', (SELECT coalesce(json_agg(l), '[]') FROM (
        SELECT * FROM mine WHERE NOT confidential ORDER BY greatest(at, "resolvedAt") DESC, number DESC
        LIMIT ${toldCount}::int) l),
      'lastWords', (SELECT CASE WHEN NOT confidential THEN json_build_object(
          'text', text, 'furtherWords', further_words, 'wrongTones', coalesce(wrong_tones, '{}')) END
        FROM feedback WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid
          AND state <> 'withdrawn' ORDER BY coalesce(said_at, captured_at) DESC, number DESC LIMIT 1),
      'promised', (SELECT coalesce(json_agg(p), '[]') FROM (
        SELECT * FROM mine WHERE NOT confidential AND "promiseEndsAt" IS NOT NULL ORDER BY "promiseEndsAt", number
        LIMIT ${toldCount}::int) p)
    ) AS known`;
  return known.parse(found?.known);
}
