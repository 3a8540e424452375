/** Takes back what an import brought to the numbers, and tells the places that read them. The imports room asks. */
import type { DeliveryOrder } from '../../delivery/delivery.js';
import { newId } from '../../kernel/id.js';
import type { Transaction } from '../../storage/database.js';
import type { NpsDeps } from './deps.js';
import { monthStarts } from './rules/period.js';
import {
  deleteImported,
  metricsOfImport,
  placesToldSince,
  recountAnswers,
  restoreScores,
  restoreValues,
} from './store/score-changes.js';
import { recountMonths } from './store/scores.js';

/** An import that is to be taken back. */
export interface ImportToUndo {
  readonly organisationId: string;
  readonly number: number;
  readonly startedAt: Date;
}

/** How many answers of a number an import brought and changed. */
export interface ImportedAnswers {
  /** `NPS`, or the metric's name. */
  readonly name: string;
  readonly addedCount: number;
  readonly changedCount: number;
}

/** What an import has of the numbers, as long as it stands. */
export async function answersOfImport(
  { database }: NpsDeps,
  { organisationId, number }: Omit<ImportToUndo, 'startedAt'>,
): Promise<readonly ImportedAnswers[]> {
  const metrics = await metricsOfImport(database, { organisationId, importNumber: number });
  return metrics.map(({ name, addedCount, changedCount }) => ({ name, addedCount, changedCount }));
}

/**
 * Deletes its answers, writes back those that it changed, and counts anew. Answers the customers of what went, and the
 * orders of the corrections.
 */
export async function undoAnswers(
  deps: NpsDeps,
  tx: Transaction,
  undone: ImportToUndo,
): Promise<{ readonly customerIds: readonly string[]; readonly orders: readonly DeliveryOrder[] }> {
  const { organisationId, number, startedAt } = undone;
  const { settings } = await deps.people.holdOrganisation(tx, organisationId);
  const ref = { organisationId, importNumber: number };
  const metrics = await metricsOfImport(tx, ref);
  if (metrics.length === 0) return { customerIds: [], orders: [] };
  const now = deps.clock.now();
  const starts = monthStarts(settings.timeZone, now);
  const deleted = await deleteImported(tx, ref);
  const restored = await restoreScores(tx, ref);
  const values = await restoreValues(tx, ref);
  const orders: DeliveryOrder[] = [];
  for (const { metricId, name } of metrics) {
    await recountMonths(tx, organisationId, metricId, { timeZone: settings.timeZone, monthStarts: starts });
    const gone = [...deleted, ...values].filter((each) => each.metricId === metricId).length;
    await recountAnswers(tx, organisationId, metricId, { gone, madeSince: startedAt });
    const places = await placesToldSince(tx, { organisationId, metricId, since: startedAt });
    orders.push(...places.map((placeId) => correction({ organisationId, metricId, name, number, placeId }, now)));
  }
  const customerIds = [...deleted, ...restored].flatMap(({ customerId }) => customerId ?? []);
  await deps.customers.factsChanged(tx, organisationId, [...new Set(customerIds)], ['score']);
  return { customerIds, orders };
}

/** Tells a place that a number which it read no longer holds. @param of.number null: something typed by hand was wrong */
export function correction(
  of: {
    readonly organisationId: string;
    readonly metricId: string;
    readonly name: string;
    readonly number: number | null;
    readonly placeId: string;
  },
  now: Date,
): DeliveryOrder {
  const { organisationId, metricId, name, number, placeId } = of;
  return {
    organisationId,
    kind: 'nps.post',
    payload: {
      ...{ organisationId, metricId, placeId, occasion: 'correction', orderId: newId(now) },
      ...{ ...(number !== null && { importNumber: number }), metricName: name },
    },
    to: { kind: 'place', placeId },
    atMostOnce: true,
  };
}
