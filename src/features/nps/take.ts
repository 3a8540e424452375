/** The use case "take answers in": all of them or none, counted in the same transaction. Intake and the command ask. */
import type { Actor, PlaceRef, Surface } from '../../kernel/person.js';
import { dateInZone } from '../../kernel/time/local-day.js';
import type { Transaction } from '../../storage/database.js';
import type { CustomerRef, PlacedAnswerer, TakingPart } from '../customers/index.js';
import type { OrganisationProfile } from '../people/index.js';
import type { NpsDeps } from './deps.js';
import { type MetricShape, metricKey } from './rules/metric.js';
import { monthStarts } from './rules/period.js';
import { becomesFeedback } from './rules/words.js';
import { momentOf, type ScoreDraft } from './schema.js';
import { nextScheduled } from './settings.js';
import { type KeptMetric, lockMetrics, noteTaken } from './store/metrics.js';
import { noteValues, updateScores } from './store/score-changes.js';
import { type Batch, idsOfItems, insertScores, type NewScore, recountMonths } from './store/scores.js';
import { type KeptValue, saveValue } from './store/values.js';

/** Where answers come from. */
export interface Origin {
  readonly organisationId: string;
  /** null: a system. */
  readonly actor: Pick<Actor, 'id'> | null;
  readonly surface: Surface;
  readonly place: PlaceRef | null;
  /** Kept with them: a platform, the name of an API key, or what a file says. */
  readonly source: string;
  /** The import that brings them; absent: none does. */
  readonly importNumber?: number;
  /** What becomes of words that are old when they come; absent: what feedback does with such. */
  readonly olderAs?: 'history' | 'open';
  /** The date that the import gives to items without one, as they carry it: no news of those that are here. Absent: none. */
  readonly undated?: string;
}

export interface TakenScore {
  readonly id: bigint;
  readonly isNew: boolean;
  /** It was here, and the file says something else now. */
  readonly isUpdate?: boolean;
  /** Nobody had the name: the customer was made with it. */
  readonly newCustomer?: CustomerRef;
}

/** Files come in many batches: one post after this much quiet, or as soon as the import says that it has ended. */
const importQuietMs = 2 * 60_000;
/** A numbered import says when it has ended; until then nothing is told at once. */
const importOpenMs = 24 * 3_600_000;
/** Systems send answers one by one, and often several in a row: looked at together. */
const systemQuietMs = 60_000;

/** A draft with the metric that it is for. */
export interface Addressed {
  readonly draft: ScoreDraft;
  readonly shape: MetricShape;
}

/**
 * Takes all or none, in order; what is known by its source's id is not taken twice. Throws what the customers room
 * throws for a name that fits two customers.
 */
export function take(deps: NpsDeps, items: readonly Addressed[], origin: Origin): Promise<readonly TakenScore[]> {
  return deps.database.transaction((tx) => takeWithin(deps, tx, { items, origin }));
}

/** The same in the caller's transaction. */
export async function takeWithin(
  deps: NpsDeps,
  tx: Transaction,
  { items, origin }: { readonly items: readonly Addressed[]; readonly origin: Origin },
): Promise<readonly TakenScore[]> {
  const now = deps.clock.now();
  const names = [...new Set(items.flatMap(({ draft }) => draft.customer ?? []))];
  // By the shapes themselves first: thousands of items share a few.
  const keys = new Map([...new Set(items.map(({ shape }) => shape))].map((shape) => [shape, metricKey(shape.name)]));
  const shapes = [...new Map([...keys].map(([shape, key]) => [key, shape])).values()];
  // Held: a schedule that changes meanwhile waits, and then moves these metrics too.
  const profile = await deps.people.holdOrganisation(tx, origin.organisationId);
  // Before the metrics' locks: making customers has a lock of its own.
  const others = names.filter((name) => !deps.customers.isNobody(name, profile.name));
  const { ids: customers, made } = await deps.customers.findOrCreateIds(tx, origin.organisationId, others);
  const placed = await placedAnswerers(deps, tx, { items, origin, customers, profile, now });
  const taking =
    customers.size + placed.size === 0
      ? new Map<string, TakingPart>()
      : await deps.customers.takingPart(tx, origin.organisationId);
  // As late as can be: whoever else takes answers of these metrics in waits from here on.
  const metrics = await lockCounted(tx, { shapes, profile, now });
  const taken: TakenScore[] = [];
  for (const [key, metric] of metrics) {
    const positions = [...items.keys()].filter((index) => keys.get((items[index] as Addressed).shape) === key);
    const rows = positions.map((index) => {
      const { draft } = items[index] as Addressed;
      const named = draft.customer === undefined ? null : (customers.get(draft.customer) ?? null);
      const customerId = named ?? placed.get(draft)?.id ?? null;
      const part = taking.get(customerId ?? '');
      return rowOf(draft, { metric, profile, now, customerId, part, undated: origin.undated });
    });
    const ground = { metric, origin, profile, now };
    const results = await (metric.kind === 'number' ? takeValues : takeOfMetric)(tx, ground, rows);
    const isNps = metric.kind === 'nps';
    if (isNps) await deps.customers.factsChanged(tx, origin.organisationId, customersOf(rows), ['score']);
    for (const [at, index] of positions.entries()) taken[index] = results[at] ?? { id: 0n, isNew: false };
  }
  const withPeople = taken.map((one, index) => {
    const newCustomer = placed.get((items[index] as Addressed).draft)?.newCustomer;
    return newCustomer ? { ...one, newCustomer } : one;
  });
  return made.length === 0 ? withPeople : withNew(withPeople, items, { customers, made });
}

/** Whose the answers with an address are, by draft. Whoever gave one was asked: no survey asks them again soon. */
async function placedAnswerers(
  { customers: room }: NpsDeps,
  tx: Transaction,
  given: {
    readonly items: readonly Addressed[];
    readonly origin: Origin;
    readonly customers: ReadonlyMap<string, string>;
    readonly profile: OrganisationProfile;
    readonly now: Date;
  },
): Promise<ReadonlyMap<ScoreDraft, PlacedAnswerer>> {
  const { items, origin, customers, profile, now } = given;
  const drafts = items.flatMap(({ draft }) =>
    draft.email !== undefined && room.isAddress(draft.email) ? [draft] : [],
  );
  if (drafts.length === 0) return new Map();
  const { organisationId, source, importNumber } = origin;
  const ids = drafts.flatMap(({ customer = '' }) => customers.get(customer) ?? []);
  const known = await room.byIds(organisationId, [...new Set(ids)], tx);
  const rows = drafts.map((draft) => {
    const { email = '', person, customer = '' } = draft;
    const at = momentOf(draft, profile.settings.timeZone, now).toISOString();
    return { email, name: person, customer: known.get(customers.get(customer) ?? '')?.name, at, askedAt: at };
  });
  const placed = await room.placeAnswerers(tx, {
    rows,
    source: { organisationId, source, ...(importNumber !== undefined && { importNumber }) },
  });
  return new Map(drafts.flatMap((draft, index) => (placed[index] ? [[draft, placed[index]] as const] : [])));
}

/** Says it at the first answer of each customer who was made. */
function withNew(
  taken: readonly TakenScore[],
  items: readonly Addressed[],
  { customers, made }: { readonly customers: ReadonlyMap<string, string>; readonly made: readonly CustomerRef[] },
): readonly TakenScore[] {
  const unsaid = new Map(made.map((customer) => [customer.id, customer]));
  return taken.map((one, index) => {
    const id = customers.get(items[index]?.draft.customer ?? '') ?? '';
    const newCustomer = unsaid.get(id);
    if (!newCustomer) return one;
    unsaid.delete(id);
    return { ...one, newCustomer };
  });
}

const customersOf = (rows: readonly NewScore[]): readonly string[] => [
  ...new Set(rows.flatMap(({ customerId }) => customerId ?? [])),
];

interface Ground {
  readonly metric: KeptMetric;
  readonly origin: Origin;
  readonly profile: OrganisationProfile;
  readonly now: Date;
}

/** The metrics, made where they are missing, locked, and counted by the zone of today. */
export async function lockCounted(
  tx: Transaction,
  all: { readonly shapes: readonly MetricShape[]; readonly profile: OrganisationProfile; readonly now: Date },
): Promise<Map<string, KeptMetric>> {
  const { shapes, profile, now } = all;
  const { timeZone } = profile.settings;
  const scheduleDueAt = nextScheduled(profile.settings, now);
  const metrics = await lockMetrics(tx, { organisationId: profile.id, shapes, timeZone, scheduleDueAt, now });
  for (const { id, monthsZone } of metrics.values()) {
    if (monthsZone !== timeZone)
      await recountMonths(tx, profile.id, id, { timeZone, monthStarts: monthStarts(timeZone, now) });
  }
  return metrics;
}

/** Of a number that is kept by date: each is its date's value, and replaces what stood there. */
async function takeValues(
  tx: Transaction,
  { metric, origin, profile, now }: Ground,
  rows: readonly NewScore[],
): Promise<readonly TakenScore[]> {
  const { organisationId, importNumber } = origin;
  const taken: TakenScore[] = [];
  const changed: { readonly date: string; readonly before: KeptValue | null }[] = [];
  for (const { value, givenAt } of rows) {
    const date = dateInZone(profile.settings.timeZone, givenAt);
    const before = await saveValue(tx, metric.organisationId, metric.id, {
      date,
      value,
      at: now,
      takenById: origin.actor?.id ?? null,
    });
    const isNew = before === null;
    const isUpdate = before !== null && before.value !== value;
    taken.push({ id: 0n, isNew, ...(isUpdate && { isUpdate }) });
    if (isNew || isUpdate) changed.push({ date, before });
  }
  if (importNumber !== undefined)
    await noteValues(tx, { organisationId, importNumber }, { metricId: metric.id, at: now, changed });
  if (changed.length > 0)
    await noteTaken(tx, metric.organisationId, metric.id, { count: changed.length, at: now, ...dueAfter(origin, now) });
  return taken;
}

async function takeOfMetric(
  tx: Transaction,
  { metric, origin, profile, now }: Ground,
  rows: readonly NewScore[],
): Promise<readonly TakenScore[]> {
  const { organisationId, source, surface, actor, place, importNumber = null, olderAs } = origin;
  const isSurvey = surface === 'survey';
  const batch = {
    organisationId,
    metricId: metric.id,
    source,
    surface,
    takenAt: now,
    takenById: actor?.id ?? null,
    placeId: place?.id ?? null,
    importNumber,
    wordsAsNew: olderAs === 'open',
    isWhole: isSurvey,
    monthStarts: monthStarts(profile.settings.timeZone, now),
  };
  const ids = await insertScores(tx, batch, rows);
  if (ids.length > 0)
    await noteTaken(tx, metric.organisationId, metric.id, { count: ids.length, at: now, ...dueAfter(origin, now) });
  if (ids.length === rows.length) return ids.map((id) => ({ id, isNew: true }));
  const matched = matchIds(
    rows,
    ids,
    await idsOfItems(
      tx,
      batch,
      rows.flatMap(({ sourceItemId }) => sourceItemId ?? []),
    ),
  );
  return importNumber === null && !isSurvey
    ? matched
    : withUpdates(tx, { batch, rows, matched, ids }, { profile, now });
}

/** A file is the truth about its answers, and a customer about theirs: what is here and says something else is changed. */
async function withUpdates(
  tx: Transaction,
  known: {
    readonly batch: Batch;
    readonly rows: readonly NewScore[];
    readonly matched: readonly TakenScore[];
    readonly ids: readonly bigint[];
  },
  { profile, now }: Pick<Ground, 'profile' | 'now'>,
): Promise<readonly TakenScore[]> {
  const { batch, rows, matched } = known;
  const fresh = new Set(known.ids);
  const here = matched.flatMap(({ id }, index) => {
    const row = rows[index];
    return row && !fresh.has(id) ? [{ id, row }] : [];
  });
  const changed = new Set(await updateScores(tx, batch, here));
  if (changed.size === 0) return matched;
  const { timeZone } = profile.settings;
  await recountMonths(tx, batch.organisationId, batch.metricId, { timeZone, monthStarts: monthStarts(timeZone, now) });
  await noteTaken(tx, batch.organisationId, batch.metricId, {
    count: 0,
    at: now,
    ...dueAfter({ surface: batch.surface, importNumber: batch.importNumber ?? undefined }, now),
  });
  return matched.map((one) => (changed.has(one.id) ? { ...one, isUpdate: true } : one));
}

/** Some were here already, or came twice: `ids` are those of the new ones in order, `kept` of every item by its source's id. */
function matchIds(
  rows: readonly NewScore[],
  ids: readonly bigint[],
  kept: ReadonlyMap<string, bigint>,
): readonly TakenScore[] {
  let next = 0;
  return rows.map(({ sourceItemId }): TakenScore => {
    const id = sourceItemId === null ? ids[next] : kept.get(sourceItemId);
    const isNew = id === ids[next];
    if (isNew) next += 1;
    return { id: id ?? 0n, isNew };
  });
}

/** A file is posted when it has ended; anything else is looked at soon, for a change that can't wait. */
function dueAfter({ surface, importNumber }: Pick<Origin, 'surface' | 'importNumber'>, now: Date) {
  const after = (ms: number) => new Date(now.getTime() + ms);
  if (importNumber !== undefined)
    return { importDueAt: after(importOpenMs), checkDueAt: null, importNote: { number: importNumber, counts: null } };
  const isSystem = surface === 'api' || surface === 'survey';
  if (surface === 'import') return { importDueAt: after(importQuietMs), checkDueAt: null, importNote: null };
  return { importNote: null, importDueAt: null, checkDueAt: isSystem ? after(systemQuietMs) : now };
}

type RowGround = { readonly customerId: string | null; readonly part: TakingPart | undefined } & Pick<
  Origin,
  'undated'
>;

function rowOf(
  draft: ScoreDraft,
  { metric, profile, now, customerId, part, undated }: Omit<Ground, 'origin'> & RowGround,
): NewScore {
  const { score, comment = null, segment = null, sourceId, link = null } = draft;
  const givenAt = momentOf(draft, profile.settings.timeZone, now);
  return {
    value: score,
    comment,
    customerId,
    segment,
    givenAt,
    trial: part && part.since <= givenAt ? part.name : null,
    isUndated: undated !== undefined && draft.givenAt === undated,
    sourceItemId: sourceId ?? null,
    link,
    feedbackDueAt: metric.kind === 'nps' && becomesFeedback(score, comment) ? now : null,
  };
}
