/**
 * Keeps who is in which segment true: for customers whose facts change in the transaction that changes them, and for all
 * when a rule changes, when something is kept out, or when days change what holds, by a sweep in pieces.
 */
import type { Sweep } from '../../chat/feature.js';
import type { Sql, Transaction } from '../../storage/database.js';
import type { CustomersDeps } from './deps.js';
import { removeKeptOut } from './keep-out.js';
import { nameOf } from './rules/condition/condition.js';
import type { Known } from './rules/condition/judge.js';
import {
  askedByAll,
  type CustomerFacts,
  furtherFactsOf,
  knownOf,
  type ReadRule,
  readRules,
  segmentsOf,
} from './rules/segment.js';
import {
  claimSweep,
  holdRules,
  listSegmentRules,
  nextCustomers,
  readFacts,
  type SegmentSweep,
  saveSegments,
  saveSweep,
  segmentWork,
  startSweep,
  sweepDue,
} from './store/segments.js';

const dayMs = 86_400_000;

/** In one transaction: a statement of the embedded database must be short. */
const pieceLength = 1_000;

/** More than these are left to the sweep, so that what changed them stays quick. */
const atOnce = 5_000;

/**
 * Facts of these changed. Answers the segments by rule of each, by id; none where there are no rules.
 * @param names which facts or events; absent: any
 */
export async function refreshSegments(
  { clock }: Pick<CustomersDeps, 'clock'>,
  tx: Transaction,
  organisationId: string,
  ids: readonly string[],
  names?: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ids.length === 0) return new Map();
  await holdRules(tx, organisationId, 'read');
  const rules = readRules(await listSegmentRules(tx, organisationId));
  const { facts, events } = askedByAll(rules.map(({ read }) => read));
  const asked = [...facts, ...events].map(nameOf);
  if (rules.length === 0 || (names && !names.some((name) => asked.includes(nameOf(name))))) return new Map();
  if (ids.length > atOnce) {
    await startSweep(tx, organisationId, clock.now());
    return new Map();
  }
  return judge(tx, organisationId, { rules, ids, now: clock.now(), lock: false });
}

/** What conditions see of these, by id. */
export async function knownOfMany(
  { clock }: Pick<CustomersDeps, 'clock'>,
  db: Sql,
  { organisationId, ids }: { readonly organisationId: string; readonly ids: readonly string[] },
): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map();
  const now = clock.now();
  const customers = await readFacts(db, organisationId, { ids, asks: { score: true, events: true }, now });
  return new Map(customers.map((customer) => [customer.id, knownOf(customer, now)]));
}

interface Judging {
  readonly rules: readonly ReadRule[];
  readonly ids: readonly string[];
  readonly now: Date;
  readonly lock: boolean;
}

async function judge(
  tx: Transaction,
  organisationId: string,
  { rules, ids, now, lock }: Judging,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const asks = furtherFactsOf(askedByAll(rules.map(({ read }) => read)));
  const customers = await readFacts(tx, organisationId, { ids, asks, now, lock });
  const names = new Map<string, string>();
  const judged = customers.map((customer) => ({
    customer,
    segments: segmentsOf(rules, knownOf(customer, now, names)),
  }));
  const changed = judged.filter(({ customer, segments }) => !isSame(customer, segments));
  await saveSegments(
    tx,
    organisationId,
    changed.map(({ customer: { id }, segments }) => ({ id, segments })),
  );
  return new Map(judged.map(({ customer: { id }, segments }) => [id, segments]));
}

const isSame = ({ ruleSegments }: CustomerFacts, segments: readonly string[]): boolean =>
  ruleSegments.length === segments.length && ruleSegments.every((name, index) => name === segments[index]);

/** Looks at everybody anew, piece by piece. */
export function segmentSweep(deps: CustomersDeps): Sweep {
  return { name: segmentWork, due: sweepDue, run: (now) => sweepPiece(deps, now) };
}

/** One piece, of this organisation or of the one whose turn it is. Answers whether there was one, as 1 or 0. */
export async function sweepPiece(deps: CustomersDeps, now: Date, organisationId?: string): Promise<number> {
  const { count } = await deps.batches.inTransaction({
    work: segmentWork,
    now,
    limit: 1,
    claim: (tx) => claimSweep(tx, now, organisationId),
    async run(tx, sweeps) {
      for (const sweep of sweeps) await runPiece(tx, sweep, now);
    },
  });
  return count;
}

async function runPiece(tx: Transaction, sweep: SegmentSweep, now: Date): Promise<void> {
  const { organisationId, doneId, doneCount } = sweep;
  const rules = readRules(await listSegmentRules(tx, organisationId));
  const ids = await nextCustomers(tx, organisationId, { after: doneId, limit: pieceLength });
  if (ids.length > 0) {
    await removeKeptOut(tx, organisationId, ids, now);
    await judge(tx, organisationId, { rules, ids, now, lock: true });
  }
  if (ids.length === pieceLength) {
    await saveSweep(tx, { organisationId, doneId: ids.at(-1) ?? null, doneCount: doneCount + ids.length, dueAt: now });
    return;
  }
  const { isByTime } = askedByAll(rules.map(({ read }) => read));
  // Dates of facts and days of events are in UTC: so is the midnight at which they count otherwise.
  const dueAt = isByTime ? new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs) : null;
  await saveSweep(tx, { organisationId, doneId: null, doneCount: 0, dueAt });
}
