/** Looks at everybody once a day, piece by piece: who is at risk, who is no more, and who is new and asked about. */
import { setImmediate as oneTurn } from 'node:timers/promises';
import type { Sweep } from '../../chat/feature.js';
import { newId } from '../../kernel/id.js';
import type { Transaction } from '../../storage/database.js';
import { soundsFrustrated } from '../feedback/index.js';
import type { Settings } from '../people/index.js';
import type { RiskDeps } from './deps.js';
import { nextLookAt, type RiskCase, riskKind } from './rules/case.js';
import { pointsOf, type Reason, weigh } from './rules/reason.js';
import { riskAt, weightsOf } from './settings.js';
import { endCases, latestCases, saveCases } from './store/cases.js';
import { readSignals, type SignalRow } from './store/signals.js';
import { claimLooks, looksDue, lookWork, type RiskSweep, saveLook } from './store/sweeps.js';

/** In one transaction: a statement of the embedded database must be short. */
const pieceLength = 500;

/** Texts that are read before others get a turn. */
const textsAtOnce = 25;

/** Begins anew each day, early in the organisation's zone. */
export const lookSweep = (deps: RiskDeps): Sweep =>
  deps.batches.sweep({
    work: lookWork,
    due: looksDue,
    limit: 1,
    claim: claimLooks,
    async run(tx, sweeps, now) {
      for (const sweep of sweeps) await lookAtPiece(deps, tx, { sweep, now });
    },
  });

async function lookAtPiece(
  deps: RiskDeps,
  tx: Transaction,
  { sweep, now }: { readonly sweep: RiskSweep; readonly now: Date },
): Promise<void> {
  const { organisationId, doneId } = sweep;
  const { settings } = await deps.people.organisation(organisationId, tx);
  const rows = await readSignals(tx, organisationId, { after: doneId, limit: pieceLength, now });
  await settle(deps, tx, { organisationId, rows, settings, now });
  const isMore = rows.length === pieceLength;
  const next = isMore
    ? { doneId: rows.at(-1)?.customerId ?? null, dueAt: now }
    : { doneId: null, dueAt: nextLookAt(settings.timeZone, now), lookedAt: now };
  await saveLook(tx, { ...sweep, ...next });
}

interface Piece {
  readonly organisationId: string;
  readonly rows: readonly SignalRow[];
  readonly settings: Settings;
  readonly now: Date;
}

/** Writes who of them is at risk now, and who is no more. */
async function settle(deps: RiskDeps, tx: Transaction, { organisationId, rows, settings, now }: Piece): Promise<void> {
  const customerIds = rows.map(({ customerId }) => customerId);
  const all = await latestCases(tx, organisationId, { customerIds, now });
  const known = new Map(all.toReversed().map((each) => [each.customerId, each]));
  const atRisk = await whoIs(rows, settings, now);
  const cases = atRisk.map(({ customerId, reasons }): RiskCase => {
    const before = known.get(customerId);
    const standing = { points: pointsOf(reasons), reasons };
    return before ? { ...before, ...standing, endedAt: null } : begun({ organisationId, customerId, ...standing }, now);
  });
  await saveCases(
    tx,
    organisationId,
    cases.filter((each) => hasChanged(each, known.get(each.customerId))),
  );
  // Two of one customer, where two customers became one: the older stays.
  const stay = new Set(cases.map(({ id }) => id));
  const ended = all.filter(({ id, endedAt }) => endedAt === null && !stay.has(id)).map(({ id }) => id);
  await endCases(tx, organisationId, { ids: ended, now });
  await deps.outbox.enqueue(tx, await deps.reminders.movedOn(tx, riskKind, ended, { isEnd: true }));
}

async function whoIs(rows: readonly SignalRow[], settings: Settings, now: Date) {
  const [weights, least] = [weightsOf(settings), riskAt.of(settings)];
  const found: { readonly customerId: string; readonly reasons: readonly Reason[] }[] = [];
  let texts = 0;
  for (const { customerId, lastWords, ...signals } of rows) {
    if (lastWords && weights.tone > 0) {
      texts += 1;
      if (texts % textsAtOnce === 0) await oneTurn();
    }
    const isFrustrated = lastWords !== null && weights.tone > 0 && soundsFrustrated(lastWords);
    const reasons = weigh({ ...signals, isFrustrated }, weights, now);
    if (pointsOf(reasons) >= least) found.push({ customerId, reasons });
  }
  return found;
}

/** One that begins: whoever looks after them is asked at once, in their hours. */
const begun = (of: Pick<RiskCase, 'organisationId' | 'customerId' | 'points' | 'reasons'>, now: Date): RiskCase => ({
  ...of,
  ...{ id: newId(now), beganAt: now, endedAt: null, askDueAt: now, askedId: null, askedAt: null },
  ...{ answer: null, answeredById: null, answeredAt: null },
});

/** Most stand as they did yesterday: these are not written. */
const hasChanged = (now: RiskCase, before: RiskCase | undefined): boolean =>
  before === undefined ||
  before.endedAt !== null ||
  before.points !== now.points ||
  JSON.stringify(before.reasons.map(factOf)) !== JSON.stringify(now.reasons.map(factOf));

/** Days of silence grow by themselves. */
const factOf = ({ kind, count, before }: Reason) => [kind, kind === 'silence' ? Math.floor(count / 7) : count, before];
