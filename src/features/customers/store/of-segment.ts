/** SQL that other rooms put into their statements about what customers of one segment said. */
import { type SqlPart, sql } from '../../../storage/database.js';

/**
 * A condition on `customer`: they are in the segment, by hand or by rule.
 * @param customer a column that holds a customer's id, such as `f.customer_id`
 * @param segment as it is kept; see Customers.segmentNamed
 */
export const ofSegment = (customer: string, organisationId: string, segment: string): SqlPart =>
  sql`${sql.raw(customer)} IN (SELECT c.id FROM customers c WHERE c.organisation_id = ${organisationId}::uuid
        AND (lower(c.segment) = lower(${segment}) OR c.rule_segments @> ARRAY[${segment}::text]))`;
