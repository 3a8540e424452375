/** The way in for systems and files, and the way out to them: many scores a call, with problems by item and field. */

import { type FieldErrors, InvalidInput } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import { AmbiguousCustomers } from '../customers/index.js';
import { wordsFor } from './cards/refusals.js';
import type { NpsDeps } from './deps.js';
import { type Metric, type MetricShape, metricKey, npsShape, wellKnownShape } from './rules/metric.js';
import { faultOf, readScore, refuse, type ScoreDraft } from './schema.js';
import { pageScores, type ScoreRow } from './store/figures.js';
import { hurryImports, listMetrics } from './store/metrics.js';
import { type Addressed, take } from './take.js';

export interface IntakeSource {
  readonly organisationId: string;
  /** The API key's name, or what a file says where its rows come from. */
  readonly source: string;
  readonly surface: 'api' | 'import';
  /** The member who did it; null for systems. */
  readonly actorId: string | null;
  /** The import that brings them; absent: none does. */
  readonly importNumber?: number;
  /** What becomes of words that are old when they come; absent: history. */
  readonly olderAs?: 'history' | 'open';
  /** The date that the import gives to items without one, as they carry it: no news of those that are here. Absent: none. */
  readonly undated?: string;
}

export interface IntakeResult {
  readonly id: string;
  /** false: this answer was known already, and nothing was added. */
  readonly isNew: boolean;
  /** It was known, and the file says something else now: what is kept was changed. */
  readonly isUpdate?: boolean;
  /** The customer that it names was not known, and was made with this name. */
  readonly newCustomer?: string;
}

/** One answer as the web API gives it out, JSON-ready. */
export interface ScoreView {
  /** In the order in which they were taken in: the last of a page is the next page's `after`. */
  readonly id: string;
  /** `NPS`, or the metric's name. */
  readonly metric: string;
  readonly score: number;
  readonly comment: string | null;
  readonly customer: string | null;
  /** Its own, else its customer's. */
  readonly segment: string | null;
  readonly givenAt: string;
  readonly source: string;
  readonly sourceId: string | null;
  readonly link: string | null;
}

export interface ScorePage {
  /** Only what was taken in after the score of this id. */
  readonly after?: string;
  readonly limit: number;
  /** `NPS` or a metric's name; absent: all. */
  readonly metric?: string;
}

/** Problems of one item by field; null when it can be taken. No look-ups. */
export function check({ clock }: NpsDeps, item: unknown): FieldErrors | null {
  const read = readScore(item, clock.now());
  return 'problems' in read ? read.problems : null;
}

/** Takes all items or none, in order. Throws InvalidInput whose fields are `INDEX.field`, e.g. `3.score`. */
export async function intake(
  deps: NpsDeps,
  items: readonly unknown[],
  source: IntakeSource,
): Promise<readonly IntakeResult[]> {
  if (items.length === 0) return [];
  const { settings } = await deps.people.organisation(source.organisationId);
  const drafts = readAll(items, deps.clock.now(), settings.timeZone);
  const addressed = await address(deps, drafts, source.organisationId);
  const actor = source.actorId ? await deps.people.actorOf(source.actorId) : null;
  try {
    const taken = await take(deps, addressed, { ...source, actor, place: null });
    return taken.map(({ id, isNew, isUpdate = false, newCustomer }) => ({
      id: String(id),
      isNew,
      ...(isUpdate && { isUpdate }),
      ...(newCustomer && { newCustomer: newCustomer.name }),
    }));
  } catch (error) {
    if (error instanceof AmbiguousCustomers) refuse(ambiguousItems(drafts, error));
    throw error;
  }
}

function readAll(items: readonly unknown[], now: Date, timeZone: string): readonly ScoreDraft[] {
  const drafts: ScoreDraft[] = [];
  const problems: Record<string, string> = {};
  for (const [index, item] of items.entries()) {
    const read = readScore(item, now, timeZone);
    if ('draft' in read) drafts.push(read.draft);
    else for (const [field, message] of Object.entries(read.problems)) problems[`${index}.${field}`] = message;
  }
  refuse(problems);
  return drafts;
}

/** Each draft with its metric: one that is kept, or one that everybody knows. Throws InvalidInput for any other. */
async function address(
  { database }: NpsDeps,
  drafts: readonly ScoreDraft[],
  organisationId: string,
): Promise<readonly Addressed[]> {
  const kept = await listMetrics(database, organisationId);
  const byKey = new Map<string, Metric>(kept.map((metric) => [metricKey(metric.name), metric]));
  const byName = new Map<string, MetricShape | null>();
  const shapeOf = (name: string) => {
    const known = byName.get(name);
    if (known !== undefined) return known;
    const shape = byKey.get(metricKey(name)) ?? shareShape(name, drafts) ?? wellKnownShape(name);
    byName.set(name, shape);
    return shape;
  };
  const problems: Record<string, string> = {};
  const addressed = drafts.flatMap((draft, index): Addressed[] => {
    const name = draft.metric ?? npsShape.name;
    const shape = shapeOf(name);
    const fault = shape && faultOf(shape, draft.score);
    if (shape && !fault) return [{ draft, shape }];
    if (fault) problems[`${index}.score`] = fault;
    else
      problems[`${index}.metric`] = wordsFor.unknownMetric(
        name,
        kept.map((metric) => metric.name),
      );
    return [];
  });
  refuse(problems);
  return addressed;
}

/** Of a well-known survey that is not kept yet: percentages of good answers, when every value is beyond its scale. */
function shareShape(name: string, drafts: readonly ScoreDraft[]): MetricShape | null {
  const known = wellKnownShape(name);
  if (known?.kind !== 'scale') return null;
  const { max } = known.scale;
  const scores = drafts
    .filter(({ metric }) => metric && metricKey(metric) === metricKey(name))
    .map(({ score }) => score);
  return scores.every((score) => score > max)
    ? { kind: 'number', name: known.name, unit: '%', better: known.better }
    : null;
}

function ambiguousItems(drafts: readonly ScoreDraft[], { names }: AmbiguousCustomers): FieldErrors {
  const problems: Record<string, string> = {};
  for (const [index, { customer }] of drafts.entries()) {
    const question = customer === undefined ? undefined : names.get(customer);
    if (question !== undefined) problems[`${index}.customer`] = question;
  }
  return problems;
}

/** An import whose rows are all through. */
export interface EndedImport {
  readonly number: number;
  readonly rowCount: number;
  readonly addedCount: number;
}

/** The batches of a file are all in: what is new is posted now, and not only after a while of quiet. */
export async function importEnded(
  { database, clock }: NpsDeps,
  organisationId: string,
  ended: EndedImport | null,
): Promise<void> {
  const note = ended && { number: ended.number, counts: { rowCount: ended.rowCount, addedCount: ended.addedCount } };
  await hurryImports(database, organisationId, { now: clock.now(), note });
}

/** Throws InvalidInput on `metric` or `after`. */
export async function page(
  { database }: NpsDeps,
  organisationId: string,
  { after = '0', limit, metric: name }: ScorePage,
): Promise<readonly ScoreView[]> {
  if (!/^\d{1,18}$/.test(after)) {
    throw InvalidInput.field(
      'nps.after',
      'after',
      say('This is not the id of a score. after is the id of the last score that you have, a number.'),
    );
  }
  const kept = name === undefined ? [] : await listMetrics(database, organisationId);
  const metric = name === undefined ? undefined : kept.find((each) => metricKey(each.name) === metricKey(name));
  if (name !== undefined && !metric) {
    if (wellKnownShape(name)) return [];
    const words = wordsFor.unknownMetric(
      name,
      kept.map((each) => each.name),
    );
    throw InvalidInput.field('nps.metric', 'metric', words);
  }
  const rows = await pageScores(database, organisationId, {
    after: BigInt(after),
    limit,
    metricId: metric?.id ?? null,
  });
  return rows.map(viewOf);
}

/** As the web API gives it out. */
export const viewOf = (row: ScoreRow): ScoreView => ({
  ...row,
  id: String(row.id),
  givenAt: row.givenAt.toISOString(),
});
