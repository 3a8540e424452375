/** What people type in: one score, one value of a number that is kept by hand, and what such a number is. */
import type { CommandLine } from '../../chat/command-line.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import { canAdminister } from '../../kernel/person.js';
import { dateInZone } from '../../kernel/time/local-day.js';
import { parseDate } from '../../kernel/time/read-date.js';
import type { Transaction } from '../../storage/database.js';
import {
  directionChanged,
  noAnswersYet,
  noName,
  noSuchMetric,
  notByHand,
  scaleChanged,
  twoUnits,
  unitChanged,
  whichNumber,
  wordsFor,
} from './cards/refusals.js';
import { changedMetricCard, keptCard, recordedCard } from './cards/small-cards.js';
import type { NpsDeps } from './deps.js';
import {
  type Better,
  type Metric,
  type MetricShape,
  metricKey,
  npsShape,
  type Scale,
  wellKnownShape,
} from './rules/metric.js';
import { firstYear } from './rules/period.js';
import { readScore, readTypedNumber, refuse } from './schema.js';
import { lineOf, showNumber } from './show.js';
import { findMetric, type KeptMetric, listMetrics, noteTaken, saveShape } from './store/metrics.js';
import { saveValue } from './store/values.js';
import { lockCounted, take } from './take.js';

/** `score 9 COMMENT`. */
export async function scoreByCommand(
  deps: NpsDeps,
  { text, details }: Pick<CommandLine, 'text' | 'details'>,
  context: InteractionContext,
): Promise<Reply> {
  // `9/10` and `9 out of 10` are a 9.
  const [, outOfTen, said] = /^(\d{1,2})\s*(?:\/|out of)\s*10(?!\d)[,:;–—-]?\s*(.*)$/isu.exec(text) ?? [];
  const [, first = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(text) ?? [];
  const [score, comment] = outOfTen === undefined ? [first, rest] : [outOfTen, said ?? ''];
  const { customer, segment, date } = details;
  const [, quotedWords = comment.replace(/^[–—-]\s+/u, '')] = /^["“„](.*)["”“]$/su.exec(comment) ?? [];
  return record(
    deps,
    { score: score.replace(/[,:;–—-]$/u, ''), comment: quotedWords, customer, segment, date },
    context,
  );
}

export function scoreByForm(
  deps: NpsDeps,
  { formId, values }: { readonly formId: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  const { score, comment, customer, date } = values;
  // A form is its author's own: an id that somebody else made up is none of theirs.
  const sourceId = isId(formId) ? { sourceId: `form:${context.actor.id}:${formId}` } : {};
  return record(deps, { score, comment, customer, date, ...sourceId }, context);
}

async function record(deps: NpsDeps, typed: FormValues, context: InteractionContext): Promise<Reply> {
  const { date, ...item } = typed;
  const { organisationId } = context.actor;
  const organisation = await deps.people.organisation(organisationId);
  const { timeZone } = organisation.settings;
  const now = deps.clock.now();
  const givenAt = givenOn(date, dateInZone(timeZone, now));
  const read = readScore({ ...item, givenAt }, now, timeZone);
  if ('problems' in read) {
    const { givenAt: fault, ...problems } = read.problems;
    refuse(fault === undefined ? problems : { ...problems, date: fault });
    throw new Error('Problems were found and none was named.');
  }
  const { actor, place, platform } = context;
  const [taken] = await take(deps, [{ draft: read.draft, shape: npsShape }], {
    organisationId,
    actor,
    place,
    surface: platform,
    source: platform,
  });
  const metric = await findMetric(deps.database, organisationId, npsShape.name);
  const line = metric && (await lineOf(deps, metric, organisation));
  return showCard(recordedCard(read.draft, line, taken?.isNew ? String(taken.id) : null));
}

/** A day as people say it; an instant stays one. */
function givenOn(typed: FormValues[string], today: string): FormValues[string] {
  if (typeof typed !== 'string' || typed.trim() === '' || /\dT\d/u.test(typed)) return typed;
  return parseDate(typed, 'date', { today, towards: 'past' });
}

/** What stands behind `metric`: a name, and a value where one is typed. Throws InvalidInput where there is no name. */
function readMetricText(text: string): { readonly name: string; readonly typed: string | null } {
  const [, quoted, rest = ''] = inQuotes.exec(text) ?? [];
  if (quoted !== undefined) return { name: nameFrom(quoted), typed: rest === '' ? null : rest };
  const [, before, typed] = /^(.*\S)\s+([-+\u2212]?\d\S*(?:\s+%)?)$/su.exec(text) ?? [];
  if (before === undefined || typed === undefined) return { name: nameFrom(text), typed: null };
  const name = nameFrom(before);
  if (/\S\s+\d{1,3}$/u.test(name) && /^\d{3}(?!\d)/u.test(typed)) throw whichNumber(name, typed);
  return { name, typed };
}

const inQuotes = /^(?:["“„”]([^"“”]*)["“”])\s*(.*)$/su;

function nameFrom(typed: string): string {
  const name = clean(typed.replaceAll(/^['"‘’“”„\s]+|['"‘’“”\s]+$/gu, ''));
  if (!/[\p{L}\p{N}]/u.test(name)) throw noName();
  return name;
}

const clean = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();

const nameLimit = 60;
const unitLimit = 20;

/** `metric NAME [VALUE] [date:] [unit:] [better:] [scale:]`. */
export async function metricByCommand(
  deps: NpsDeps,
  { text, details }: Pick<CommandLine, 'text' | 'details'>,
  context: InteractionContext,
): Promise<Reply> {
  const whole = await findMetric(deps.database, context.actor.organisationId, clean(text));
  const { name, typed } = whole ? { name: whole.name, typed: null } : readMetricText(text);
  if ([...name].length > nameLimit)
    throw InvalidInput.field('nps.name', 'text', wordsFor.long([...name].length, nameLimit));
  const told = readDetails(details);
  if (typed !== null) return keepValue(deps, { name, date: details.date, ...withTypedUnit(typed, told) }, context);
  if (told.unit === undefined && told.better === undefined && told.scale === undefined) {
    return showNumber(deps, { metric: name, period: details.period }, context);
  }
  return settleShape(deps, { name, ...told }, context);
}

/** `81.5 %` and `81.5%` say the unit with the number. */
function withTypedUnit(typed: string, told: ToldShape): ToldShape & { readonly typed: string } {
  const [, number] = /^(.*\S)\s*%$/su.exec(typed) ?? [];
  if (number === undefined) return { ...told, typed };
  if (told.unit !== undefined && told.unit !== '%') throw twoUnits('%', told.unit ?? 'none');
  return { ...told, unit: '%', typed: number };
}

interface ToldShape {
  readonly unit?: string | null;
  readonly better?: Better;
  readonly scale?: Scale;
}

function readDetails({ unit, better, scale }: CommandLine['details']): ToldShape {
  const cleaned = unit === undefined ? undefined : clean(unit);
  if (cleaned !== undefined && [...cleaned].length > unitLimit) {
    throw InvalidInput.field('nps.unit', 'unit', wordsFor.long([...cleaned].length, unitLimit));
  }
  return {
    ...(cleaned !== undefined && { unit: /^none$/iu.test(cleaned) ? null : cleaned }),
    ...(better !== undefined && { better: better === 'lower' ? 'lower' : 'higher' }),
    ...(scale !== undefined && { scale: readScale(scale) }),
  };
}

function readScale(typed: string): Scale {
  const [, min, max] = /^\s*(-?\d{1,4})\s*(?:-|–|to|\.\.)\s*(-?\d{1,4})\s*$/u.exec(typed) ?? [];
  const scale = { min: Number(min), max: Number(max) };
  if (min !== undefined && scale.min < scale.max) return scale;
  throw InvalidInput.field('nps.scale', 'scale', 'Write a scale by its ends, the lower one first: scale:1-5.');
}

interface TypedValue extends ToldShape {
  readonly name: string;
  readonly typed: string;
  readonly date?: string;
}

async function keepValue(deps: NpsDeps, value: TypedValue, context: InteractionContext): Promise<Reply> {
  const { actor } = context;
  const number = readTypedNumber(value.typed);
  const profile = await deps.people.organisation(actor.organisationId);
  const now = deps.clock.now();
  const date = readDate(value.date, dateInZone(profile.settings.timeZone, now));
  const { name, unit = null, better = 'higher' } = value;
  const present = await findMetric(deps.database, actor.organisationId, name);
  const known = wellKnownShape(name);
  // CSAT and CES are surveys to those who send their answers, and a value a month to those who have only that.
  const wanted = present ?? (known?.kind === 'scale' ? null : known);
  if (value.scale !== undefined || (wanted && wanted.kind !== 'number'))
    throw notByHand(wanted ?? { ...npsShape, name });
  const isShare = known?.kind === 'scale' && number > known.scale.max && number <= 100;
  const shape: MetricShape = {
    kind: 'number',
    name: known?.name ?? name,
    unit: unit ?? (isShare ? '%' : null),
    better,
  };
  const kept = await deps.database.transaction(async (tx) => {
    const held = await deps.people.holdOrganisation(tx, profile.id);
    const metric = (await lockCounted(tx, { shapes: [shape], profile: held, now })).get(metricKey(name));
    if (!metric) throw new Error('The metric was made and is not there.');
    refuseOther(metric, value, canAdminister(actor.role));
    const dated = { date, value: number };
    const replaced = await saveValue(tx, metric.id, { ...dated, at: now, takenById: actor.id });
    if (replaced !== number)
      await noteTaken(tx, metric.id, { count: 1, at: now, importDueAt: null, checkDueAt: null, importNote: null });
    return { metric, dated, replaced };
  });
  return showCard(keptCard(kept.metric, kept.dated, kept.replaced));
}

function readDate(typed: string | undefined, today: string): string {
  if (typed === undefined) return today;
  const date = parseDate(typed, 'date', { today, towards: 'past' });
  if (date > today) throw InvalidInput.field('nps.future', 'date', wordsFor.future);
  if (date < `${firstYear}-01-02`) throw InvalidInput.field('nps.early', 'date', wordsFor.early);
  return date;
}

/** A value in another unit, or of a number that is not typed in, would be compared with what it can't be compared with. */
function refuseOther(metric: KeptMetric, { unit, better }: ToldShape, mayChange: boolean): void {
  if (metric.kind !== 'number') throw notByHand(metric);
  if (unit !== undefined && unit !== metric.unit) throw unitChanged(metric, unit ?? 'none', mayChange);
  if (better !== undefined && better !== metric.better) throw directionChanged(metric);
}

/** Makes a number that answers can be sent to, or changes on purpose what one is called good or measured in. */
async function settleShape(
  deps: NpsDeps,
  told: ToldShape & { readonly name: string },
  { actor, platform }: InteractionContext,
): Promise<Reply> {
  const { organisationId } = actor;
  const known = await listMetrics(deps.database, organisationId);
  const present = known.find(({ name }) => metricKey(name) === metricKey(told.name));
  const shape = present ?? newShape(told, known);
  const outcome = await deps.database.transaction(async (tx) => {
    const profile = await deps.people.holdOrganisation(tx, organisationId);
    const metrics = await lockCounted(tx, { shapes: [shape], profile, now: deps.clock.now() });
    const metric = metrics.get(metricKey(told.name));
    if (!metric) throw new Error('The metric was made and is not there.');
    if (!present) return metric;
    return changeShape(deps, tx, { metric, told, actor, platform });
  });
  return showCard(changedMetricCard(outcome, !present));
}

function newShape(
  { name, scale, unit = null, better = 'higher' }: ToldShape & { readonly name: string },
  known: readonly Metric[],
): MetricShape {
  const shape = wellKnownShape(name);
  if (shape?.kind === 'nps') throw notByHand(npsShape);
  if (shape?.kind === 'scale' && !scale) throw noAnswersYet(shape);
  if (!scale)
    throw noSuchMetric(
      name,
      known.map((metric) => metric.name),
    );
  return { kind: 'scale', name, scale, unit, better };
}

async function changeShape(
  { people }: NpsDeps,
  tx: Transaction,
  {
    metric,
    told,
    actor,
    platform,
  }: { metric: KeptMetric; told: ToldShape } & Pick<InteractionContext, 'actor' | 'platform'>,
): Promise<Metric> {
  if (metric.kind === 'nps') throw notByHand(metric);
  const { scale, unit = metric.unit, better = metric.better } = told;
  const isOtherScale = metric.kind !== 'scale' || metric.scale.min !== scale?.min || metric.scale.max !== scale.max;
  if (scale && isOtherScale) throw scaleChanged(metric);
  if (unit === metric.unit && better === metric.better) return metric;
  if (!canAdminister(actor.role))
    throw unit === metric.unit ? directionChanged(metric) : unitChanged(metric, unit ?? 'none', false);
  const changed = { ...metric, unit, better };
  await saveShape(tx, changed);
  const details = {
    metricId: metric.id,
    unit: { from: metric.unit, to: unit },
    better: { from: metric.better, to: better },
  };
  await people.recordChange(tx, {
    organisationId: actor.organisationId,
    what: 'nps.changeMetric',
    actorId: actor.id,
    surface: platform,
    details,
  });
  return changed;
}
