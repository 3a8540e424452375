/** SQL of which customers a mail domain stands for. */
import type { Sql } from '../../../storage/database.js';

/** That a domain is a customer's. */
export interface DomainHolder {
  readonly domain: string;
  readonly customerId: string;
  /** Somebody said so; false: only one of their people writes from there. */
  readonly isTold: boolean;
}

/** Of these domains those that are known, each customer once; of people at most so many customers as are told apart. */
export async function holdersOfDomains(
  db: Sql,
  organisationId: string,
  domains: readonly string[],
): Promise<readonly DomainHolder[]> {
  if (domains.length === 0) return [];
  return db.query<DomainHolder[]>`
    SELECT value AS domain, customer_id AS "customerId", true AS "isTold" FROM customer_ids
    WHERE organisation_id = ${organisationId}::uuid AND kind = 'domain' AND value = ANY(${[...domains]}::text[])
    UNION ALL
    SELECT d.domain, p.customer_id, false FROM unnest(${[...domains]}::text[]) AS d(domain)
    CROSS JOIN LATERAL (
      SELECT DISTINCT customer_id FROM customer_people
      WHERE organisation_id = ${organisationId}::uuid AND email_domain = d.domain LIMIT 5
    ) p`;
}
