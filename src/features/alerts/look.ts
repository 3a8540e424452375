/** Looks each minute whether an organisation that has alerts has new facts, and measures then; each hour even without. */
import type { Sweep } from '../../chat/feature.js';
import type { Figure } from '../../chat/figures.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import type { AlertsDeps } from './deps.js';
import { allFigures, measureAt, measureBefore } from './figures.js';
import { begins, ends, type Reading } from './judge.js';
import { type Alert, fullLookMs, lookMs } from './rules/alert.js';
import {
  type AlertWatch,
  alertsDue,
  alertWork,
  dueWatches,
  factsMark,
  listAlerts,
  lockAlert,
  saveAlert,
  saveWatch,
} from './store/alerts.js';

/** Organisations at a time; the next follow at once. */
const atOnce = 20;

/** Figures are measured outside of transactions: rooms ask the database as they do for people. */
export const alertSweep = (deps: AlertsDeps): Sweep => ({
  name: alertWork,
  due: alertsDue,
  run: async (now) =>
    deps.batches.oneByOne(alertWork, now, await dueWatches(deps.database, now, atOnce), (each) =>
      lookAt(deps, each, now),
    ),
});

async function lookAt(deps: AlertsDeps, watch: AlertWatch, now: Date): Promise<void> {
  const { organisationId, measureDueAt } = watch;
  const { database } = deps;
  const seen = await factsMark(database, organisationId);
  const next = { ...watch, seen, dueAt: new Date(now.getTime() + lookMs) };
  if (seen === watch.seen && measureDueAt !== null && measureDueAt > now) return saveWatch(database, next);
  const alerts = await listAlerts(database, organisationId);
  // What nobody watches costs nothing.
  if (alerts.length === 0) return saveWatch(database, { ...watch, dueAt: null, measureDueAt: null });
  const figures = new Map((await allFigures(deps, organisationId)).map((figure) => [figure.name, figure]));
  for (const alert of alerts) {
    const figure = figures.get(alert.figure);
    if (figure) await settle(deps, { alert, figure, now });
  }
  await saveWatch(database, { ...next, measureDueAt: new Date(now.getTime() + fullLookMs) });
}

interface Looking {
  readonly alert: Alert;
  readonly figure: Figure;
  readonly now: Date;
}

/** Measures one, and tells where it begins or ends. Two copies of the bot may be at it: the second finds it told. */
async function settle(deps: AlertsDeps, { alert, figure, now }: Looking): Promise<void> {
  const reading = await measureAt(figure, alert, now);
  const isBeginning = alert.firingSince === null && begins(reading, alert);
  const isEnding = alert.firingSince !== null && ends(reading, alert);
  const before = isBeginning ? await measureBefore(figure, alert, now) : null;
  await deps.outbox.commit(async (tx) => {
    const stands = await lockAlert(tx, alert.organisationId, alert.number);
    if (!stands || stands.removedAt !== null || hasMovedOn(stands, alert)) return;
    const measured = { ...stands, ...valuesOf(reading, stands), checkedAt: now };
    if (isBeginning) {
      const begun = { ...measured, firingSince: now, round: stands.round + 1, valueBefore: before?.value ?? null };
      await saveAlert(tx, begun);
      await deps.outbox.enqueue(tx, [orderOf('alerts.began', begun)]);
    } else if (isEnding) {
      await saveAlert(tx, { ...measured, firingSince: null });
      await deps.outbox.enqueue(tx, [orderOf('alerts.ended', measured, stands.firingSince)]);
    } else if (stands.value !== measured.value || stands.count !== measured.count || stands.checkedAt === null) {
      await saveAlert(tx, measured);
    }
  });
}

/** It was changed meanwhile, or another copy of the bot was first. */
const hasMovedOn = (stands: Alert, seen: Alert): boolean =>
  stands.round !== seen.round ||
  stands.firingSince?.getTime() !== seen.firingSince?.getTime() ||
  stands.figure !== seen.figure ||
  stands.bound !== seen.bound ||
  stands.sign !== seen.sign ||
  stands.days !== seen.days ||
  stands.segment !== seen.segment;

/** Where there is too little to say anything, what was known stays. */
const valuesOf = (reading: Reading | null, { value, count }: Alert) =>
  reading === null ? { value, count } : { value: reading.value, count: reading.count };

function orderOf(kind: 'alerts.began' | 'alerts.ended', alert: Alert, since: Date | null = null): DeliveryOrder {
  const { organisationId, number, round, placeId, memberId, createdById } = alert;
  const payload = { organisationId, number, round, since: since?.toISOString() ?? null };
  const to =
    placeId === null
      ? ({ kind: 'member', memberId: memberId ?? createdById } as const)
      : ({ kind: 'place', placeId } as const);
  return { organisationId, kind, payload, to };
}
