/** What people type behind `metric`: one value of a number that is kept by hand, and what such a number is. */

import { commandOrWordsCard } from '../../chat/answers.js';
import { type CommandLine, writeLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { beginsWithVerb } from '../../chat/meant.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { dateInZone } from '../../kernel/time/local-day.js';
import { parseDate } from '../../kernel/time/read-date.js';
import type { Transaction } from '../../storage/database.js';
import {
  directionChanged,
  noAnswersYet,
  noSuchMetric,
  notByHand,
  scaleChanged,
  unitChanged,
  wordsFor,
} from './cards/refusals.js';
import { changedMetricCard, keptCard } from './cards/small-cards.js';
import type { NpsDeps } from './deps.js';
import { clean, readDetails, readMetricText, type ToldShape, withTypedUnit } from './read-metric.js';
import { type Metric, type MetricShape, metricKey, npsShape, wellKnownShape } from './rules/metric.js';
import { firstYear } from './rules/period.js';
import { readTypedNumber } from './schema.js';
import { showNumber } from './show.js';
import { findMetric, type KeptMetric, listMetrics, noteTaken, saveShape } from './store/metrics.js';
import { saveValue } from './store/values.js';
import { lockCounted } from './take.js';

const nameLimit = 60;

/** `metric NAME [VALUE] [date:] [unit:] [better:] [scale:]`. */
export async function metricByCommand(
  deps: NpsDeps,
  { text, details, isLiteral }: Pick<CommandLine, 'text' | 'details' | 'isLiteral'>,
  context: InteractionContext,
): Promise<Reply> {
  const whole = await findMetric(deps.database, context.actor.organisationId, clean(text));
  const { name, typed } = whole ? { name: whole.name, typed: null } : readMetricText(text);
  if ([...name].length > nameLimit)
    throw InvalidInput.field('nps.name', 'text', wordsFor.long([...name].length, nameLimit));
  const told = readDetails(details);
  const isNew = typed !== null && !(await findMetric(deps.database, context.actor.organisationId, name));
  // `metric delete CSAT 81.5`: no number is called so, unless a person says it.
  if (isNew && !isLiteral && beginsWithVerb(name))
    return showCard(
      commandOrWordsCard(
        { asks: say('Is “{name}” the name of a number?', { name }), button: say('Yes, keep it') },
        text,
        {
          meant: { label: say('Help with metric'), line: 'help metric' },
          keeping: writeLine('metric', details, text),
        },
      ),
    );
  if (typed !== null) return keepValue(deps, { name, date: details.date, ...withTypedUnit(typed, told) }, context);
  if (told.unit === undefined && told.better === undefined && told.scale === undefined) {
    return showNumber(deps, { metric: name, period: details.period }, context);
  }
  return settleShape(deps, { name, ...told }, context);
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
    const before = await saveValue(tx, metric.organisationId, metric.id, { ...dated, at: now, takenById: actor.id });
    const replaced = before?.value ?? null;
    if (replaced !== number)
      await noteTaken(tx, metric.organisationId, metric.id, {
        count: 1,
        at: now,
        importDueAt: null,
        checkDueAt: null,
        importNote: null,
      });
    return { metric, dated, replaced };
  });
  return showCard(keptCard(kept.metric, kept.dated, kept.replaced));
}

function readDate(typed: string | undefined, today: string): string {
  if (typed === undefined) return today;
  const date = parseDate(typed, 'date', { today, towards: 'past' });
  if (date > today) throw InvalidInput.field('nps.future', 'date', wordsFor.valueAhead(date, today));
  if (date < `${firstYear}-01-02`) throw InvalidInput.field('nps.early', 'date', wordsFor.valueEarly(date));
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
