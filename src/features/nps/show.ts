/** What people ask to see: the number, the list of numbers, and what other rooms' cards show of them. */

import { z } from 'zod';
import { olderVersionCard } from '../../chat/answers.js';
import type { Block } from '../../chat/card.js';
import type { CommandLine } from '../../chat/command-line.js';
import type { Chapter, ReportPeriod } from '../../chat/feature.js';
import type { InteractionContext, Viewer } from '../../chat/interaction.js';
import { createList, type ListHandlers } from '../../chat/list.js';
import type { Cut } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { isId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import type { OrganisationProfile } from '../people/index.js';
import { handCard, handLine } from './cards/hand-card.js';
import { numberCard, numberLine } from './cards/number-card.js';
import { longFilter, narrowBy, noAnswersYet, noSuchMetric } from './cards/refusals.js';
import { reportBlocks } from './cards/report-card.js';
import { answerRow, metricRow, newMetricNote } from './cards/small-cards.js';
import { chartsOf, handChartsOf } from './charts.js';
import type { NpsDeps } from './deps.js';
import { figuresOf, handFiguresOf, type Query, usualQuery } from './figures.js';
import { npsShape, wellKnownShape } from './rules/metric.js';
import { countGiven, latestSince, scoresOfCustomer } from './store/figures.js';
import {
  findMetric,
  type KeptMetric,
  listMetrics,
  lockMetrics,
  metricsTakenSince,
  pageMetrics,
} from './store/metrics.js';
import { tellable } from './voices.js';

const shortText = z
  .string()
  .transform((text) => text.replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim())
  .pipe(z.string().max(200))
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const querySchema = z.object({
  metric: shortText,
  period: shortText.transform((period = usualQuery.period) => period),
  segment: shortText,
  source: shortText,
});

type TypedQuery = z.output<typeof querySchema>;

/** `nps 90d` is `nps period:90d`. Throws InvalidInput for words that are no period. */
export async function numberTyped(
  deps: NpsDeps,
  text: string,
  details: CommandLine['details'],
  context: InteractionContext,
): Promise<Reply> {
  const words = text.trim();
  if (words === '') return showNumber(deps, details, context);
  if (details.period !== undefined || !/\d|week|month|quarter|year/iu.test(words)) throw narrowBy(words);
  return showNumber(deps, { ...details, period: words }, context);
}

/** @param typed `metric`, `period`, `segment`, `source` */
export async function showNumber(deps: NpsDeps, typed: unknown, context: InteractionContext): Promise<Reply> {
  const read = querySchema.safeParse(typed);
  if (!read.success) throw longFilter();
  return answer(deps, read.data, context);
}

async function answer(deps: NpsDeps, typed: TypedQuery, { actor }: InteractionContext): Promise<Reply> {
  const { metric: name = npsShape.name, ...query } = typed;
  const organisation = await deps.people.organisation(actor.organisationId);
  const metric = await metricOf(deps, organisation, name);
  return showCard(await cardOf(deps, metric, { query, organisation }));
}

/** @param value what a button carries, never trusted; what this version never wrote is an older one's */
export async function showByButton(deps: NpsDeps, value: string, context: InteractionContext): Promise<Reply> {
  const read = querySchema.safeParse(readJson(value === '' ? '{}' : value));
  return read.success ? answer(deps, read.data, context) : showCard(olderVersionCard('button'));
}

function readJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

/** NPS is there from the first question on. Throws InvalidInput for any other that is not kept. */
async function metricOf(deps: NpsDeps, organisation: OrganisationProfile, name: string): Promise<KeptMetric> {
  const { database, clock } = deps;
  const kept = await findMetric(database, organisation.id, name);
  if (kept) return kept;
  const shape = wellKnownShape(name);
  if (shape?.kind === 'scale') throw noAnswersYet(shape);
  if (shape?.kind !== 'nps') {
    throw noSuchMetric(
      name,
      (await listMetrics(database, organisation.id)).map((metric) => metric.name),
    );
  }
  const { timeZone } = organisation.settings;
  const all = { organisationId: organisation.id, shapes: [shape], timeZone, scheduleDueAt: null, now: clock.now() };
  const made = await database.transaction((tx) => lockMetrics(tx, all));
  const [metric] = made.values();
  if (!metric) throw new Error('NPS was made and is not there.');
  return metric;
}

interface Asked {
  readonly query: Query;
  readonly organisation: OrganisationProfile;
}

async function cardOf(deps: NpsDeps, metric: KeptMetric, { query, organisation }: Asked) {
  if (metric.kind === 'number') {
    const figures = await handFiguresOf(deps, metric, organisation);
    return handCard(figures, handChartsOf(deps, figures));
  }
  const figures = await figuresOf(deps, metric, { query, organisation });
  const rooms = metric.kind === 'nps' ? deps.chapters() : [];
  const beside = await Promise.all(rooms.map((room) => room.besideNumber?.(organisation.id) ?? []));
  return numberCard(figures, { charts: chartsOf(deps, figures), beside: beside.flat() });
}

export async function lineOf(deps: NpsDeps, metric: KeptMetric, organisation: OrganisationProfile) {
  if (metric.kind === 'number') return handLine(await handFiguresOf(deps, metric, organisation));
  return numberLine(await figuresOf(deps, metric, { query: usualQuery, organisation, withMovers: false }));
}

/** Answers `metric` without a name, and its buttons. */
export function metricsList(deps: NpsDeps): ListHandlers {
  return createList<KeptMetric>({
    action: 'nps.metrics',
    lists: { all: () => ({ title: say('The numbers we keep'), none: say('There are no numbers yet.') }) },
    everything: 'all',
    find: ({ search }, cut, { actor: { organisationId } }) =>
      pageMetrics(deps.database, { organisationId, search }, cut),
    async rows(metrics, { actor }) {
      const organisation = await deps.people.organisation(actor.organisationId);
      const rows: Block[] = [];
      for (const metric of metrics) rows.push(metricRow(metric, await lineOf(deps, metric, organisation)));
      return rows;
    },
    get note() {
      return newMetricNote();
    },
  });
}

/** What the customer answered. Words that became confidential feedback stay there. */
export async function aboutCustomer(
  deps: NpsDeps,
  asked: { readonly customerId: string } & Cut,
  { actor }: Viewer,
): Promise<Chapter> {
  const { organisationId, timeZone } = actor;
  if (!isId(asked.customerId)) return { count: 0, blocks: [] };
  const found = await scoresOfCustomer(deps.database, { organisationId, ...asked });
  const open = new Set(await tellable(deps, organisationId, found.items));
  const rows = found.items.map((answer) =>
    answerRow(open.has(answer) ? answer : { ...answer, comment: null, feedbackNumber: null }, timeZone),
  );
  return {
    count: found.totalCount,
    lastContactAt: found.items[0]?.givenAt ?? null,
    blocks: rows,
  };
}

/** The number, on the home page. */
export async function atHome(deps: NpsDeps, { actor }: InteractionContext): Promise<Chapter> {
  const metric = await findMetric(deps.database, actor.organisationId, npsShape.name);
  if (!metric || metric.answerCount === 0) return { count: 0, blocks: [] };
  const organisation = await deps.people.organisation(actor.organisationId);
  const line = [`${metric.name} `, ...[await lineOf(deps, metric, organisation)].flat()];
  return {
    count: 1,
    blocks: [{ kind: 'row', line, action: { kind: 'button', action: 'nps.show', label: say('Show'), value: '' } }],
  };
}

/**
 * How well the habit goes: how many answers were given in the period (a late one counts on its own date), how many of
 * them with words, and how many detractors' words became feedback.
 */
export async function reportOn(deps: NpsDeps, period: ReportPeriod, { actor }: InteractionContext): Promise<Chapter> {
  const metric = await findMetric(deps.database, actor.organisationId, npsShape.name);
  const counts = metric
    ? await countGiven(deps.database, metric.organisationId, metric.id, period)
    : { all: 0, withWords: 0, feedback: 0 };
  return { count: counts.all, blocks: reportBlocks(counts) };
}

/** An agenda names this many numbers at most. */
const newsLimit = 20;

/** NPS and metrics with answers or values that came after `since` (null: ever), at most 20, the latest. */
export async function newsSince(deps: NpsDeps, organisationId: string, since: Date | null) {
  if (!isId(organisationId)) return [];
  const fresh = await metricsTakenSince(deps.database, { organisationId, since, limit: newsLimit });
  if (fresh.length === 0) return [];
  const organisation = await deps.people.organisation(organisationId);
  const news = [];
  for (const metric of fresh) news.push({ name: metric.name, line: await lineOf(deps, metric, organisation) });
  return news;
}

const latestLimit = 500;

export async function latestScores({ database }: NpsDeps, organisationId: string, since: Date) {
  const metric = isId(organisationId) ? await findMetric(database, organisationId, npsShape.name) : null;
  return metric ? latestSince(database, metric.organisationId, metric.id, since, latestLimit) : [];
}
