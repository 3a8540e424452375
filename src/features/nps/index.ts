/**
 * The door of nps: how likely customers are to recommend us, and other numbers kept the same way, each with how sure
 * we can be of it. Answers come in by intake.ts and record.ts, both through take.ts, which counts them as they come;
 * figures.ts gathers a number, show.ts and charts.ts show it, posts.ts tells it to the team, detractors.ts hands words
 * on to feedback. Meetings ask here for what is new, the web API hands scores in; house.ts builds it.
 */

import type { Chart, Line } from '../../chat/card.js';
import type { Command, Feature } from '../../chat/feature.js';
import { openForm } from '../../chat/reply.js';
import type { FieldErrors } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import { phrase } from '../../kernel/language/say.js';
import type { Transaction } from '../../storage/database.js';
import type { Recount } from '../people/index.js';
import { scoreForm } from './cards/small-cards.js';
import { chartOf, chartOfCustomer } from './charts.js';
import { customerPart } from './customer-part.js';
import type { NpsDeps } from './deps.js';
import { detractorSweep } from './detractors.js';
import { homeParts } from './home-part.js';
import {
  check,
  type EndedImport,
  type IntakeResult,
  type IntakeSource,
  importEnded,
  intake,
  page,
  type ScorePage,
  type ScoreView,
} from './intake.js';
import { metricByCommand } from './keep-number.js';
import { postOutgoing, postSweep, scheduleRecount } from './posts.js';
import { scoreByCommand, scoreByForm } from './record.js';
import { itemSchema } from './schema.js';
import * as show from './show.js';
import { answersAround } from './store/figures.js';
import { type GivenAnswer, takeAnswers } from './take-answers.js';
import { recountMerged, takeBackScore, takeBackValue } from './take-back.js';
import { toldEvents } from './told-events.js';
import { answersOfImport, type ImportedAnswers, type ImportToUndo, undoAnswers } from './undo.js';
import { watchedFigures } from './watched-figures.js';

export type { IntakeResult, IntakeSource, ScorePage, ScoreView } from './intake.js';
export { npsSettings } from './settings.js';
export type { GivenAnswer } from './take-answers.js';
export type { ImportedAnswers, ImportToUndo } from './undo.js';

/** A number that is new or has changed, as an agenda shows it. */
export interface AgendaNumber {
  /** `NPS`, or the metric's name. */
  readonly name: string;
  /** Value, how many answered, interval, and the change with whether it is more than noise. */
  readonly line: Line;
}

/** One answer of a customer, for whoever asks which customer has most to say. */
export interface CustomerScore {
  readonly customerId: string;
  /** 0 to 10. */
  readonly value: number;
  readonly at: Date;
}

/** The door of the number, with what meetings and the web API ask of it. */
export interface NpsRoom extends Feature {
  /** NPS and metrics with answers or values that came after `since` (null: ever), at most 20, the latest. */
  newsSince(organisationId: string, since: Date | null): Promise<readonly AgendaNumber[]>;
  /** Each customer's latest score given after `since`, at most 500, the newest first. */
  latestScores(organisationId: string, since: Date): Promise<readonly CustomerScore[]>;
  /**
   * Takes all items or none, in order, thousands a call; throws InvalidInput whose fields are `INDEX.field`.
   * An item: `score`, `comment`, `customer`, `segment`, `givenAt`, `sourceId`, `link`, `metric`.
   */
  intake(items: readonly unknown[], source: IntakeSource): Promise<readonly IntakeResult[]>;
  /** Counts what a customer answered on a page of ours, in the caller's transaction. Throws InvalidInput on `score`, `comment`. */
  takeAnswers(tx: Transaction, organisationId: string, given: readonly GivenAnswer[]): Promise<void>;
  /** Problems of one item by field, without look-ups; null when it can be taken. */
  check(item: unknown): FieldErrors | null;
  /** One item as it comes in, field by field: the description of the web API is made of it. */
  readonly itemSchema: typeof itemSchema;
  /** The batches of a file are all in: what is new is posted now, and not only after a while of quiet. */
  importEnded(organisationId: string, ended?: EndedImport): Promise<void>;
  /** What an import brought to the numbers and changed of them, by number. */
  answersOfImport(of: Omit<ImportToUndo, 'startedAt'>): Promise<readonly ImportedAnswers[]>;
  /** Takes that back in the caller's transaction: answers the customers of what went, and corrections to send. */
  undoImport(tx: Transaction, undone: ImportToUndo): ReturnType<typeof undoAnswers>;
  /** In the order in which they were taken in. Throws InvalidInput on `metric` or `after`. */
  page(organisationId: string, query: ScorePage): Promise<readonly ScoreView[]>;
  /** What `/charts/ORGANISATION/CHART.png` draws; null: no such chart. The id says metric, segment, months and how it is counted. */
  chartOf(organisationId: string, chartId: string): Promise<Chart | null>;
  /** A customer's last twelve answers as bars; null: fewer than two. */
  chartOfCustomer(organisationId: string, customerId: string): Promise<Chart | null>;
  readonly recounts: readonly Recount[];
}

/** Builds the room on people, customers and feedback. */
export function createNps(deps: NpsDeps): NpsRoom {
  deps.customers.onMerge((tx, merging) => recountMerged(deps, tx, merging));
  return {
    title: phrase('The number'),
    topic: { name: 'numbers', about: phrase('NPS, other numbers, and answers that you type in') },
    commands: commands(deps),
    actions: {
      'nps.show': (value, context) => show.showByButton(deps, value, context),
      'nps.takeBack': (value, context) => takeBackScore(deps, value, context),
      'nps.takeBackValue': (value, context) => takeBackValue(deps, value, context),
      'nps.metrics': show.metricsList(deps).pressed,
      'nps.score': async () => openForm(scoreForm(newId(deps.clock.now()))),
    },
    forms: { 'nps.score': (formId, values, context) => scoreByForm(deps, { formId, values }, context) },
    customerPart: (asked) => customerPart(deps, asked),
    movedAround: (organisationId, moments) => answersAround(deps.database, organisationId, moments),
    aboutCustomer: (customerId, viewer, cut) => show.aboutCustomer(deps, { customerId, ...cut }, viewer),
    atHome: (context) => show.atHome(deps, context),
    reportOn: (period, context) => show.reportOn(deps, period, context),
    toldEvents: toldEvents(deps),
    figures: (organisationId) => watchedFigures(deps, organisationId),
    homeParts: ({ organisationId }) => homeParts(deps, organisationId),
    outgoing: { 'nps.post': postOutgoing(deps) },
    sweeps: [detractorSweep(deps), postSweep(deps)],
    newsSince: (organisationId, since) => show.newsSince(deps, organisationId, since),
    latestScores: (organisationId, since) => show.latestScores(deps, organisationId, since),
    intake: (items, source) => intake(deps, items, source),
    takeAnswers: (tx, organisationId, given) => takeAnswers(deps, tx, organisationId, given),
    check: (item) => check(deps, item),
    itemSchema,
    importEnded: (organisationId, ended) => importEnded(deps, organisationId, ended ?? null),
    answersOfImport: (of) => answersOfImport(deps, of),
    undoImport: (tx, undone) => undoAnswers(deps, tx, undone),
    page: (organisationId, query) => page(deps, organisationId, query),
    chartOf: (organisationId, chartId) => chartOf(deps, organisationId, chartId),
    chartOfCustomer: (organisationId, customerId) => chartOfCustomer(deps, organisationId, customerId),
    recounts: [scheduleRecount(deps)],
  };
}

function commands(deps: NpsDeps): readonly Command[] {
  return [
    {
      name: 'nps',
      usage: 'nps [7d|30d|month|quarter|year|2026-05|2026-Q2|2026|from..to] [segment: source:]',
      does: phrase('shows the number, how sure we can be of it, its trend and chart'),
      examples: ['nps quarter', 'nps 2026-05 segment:Retail'],
      asked: [
        { words: /^how (?:are we doing|(?:happy|satisfied) are customers)$/iu, line: 'nps' },
        { words: /^(?:what is|how is|show) (?:nps|number|score)$/iu, line: 'nps' },
      ],
      details: [{ key: 'segment' }, { key: 'period' }, { key: 'source' }],
      handle: ({ text, details }, context) => show.numberTyped(deps, text, details, context),
    },
    {
      name: 'score',
      usage: 'score 9 [COMMENT] [customer: segment: date:]',
      does: phrase('records one answer by hand'),
      examples: ['score 9 Checked in within a minute customer:Acme'],
      details: [{ key: 'customer', names: 'customer', mayBeNew: true }, { key: 'segment' }, { key: 'date' }],
      keeps: {
        asks: phrase('Is this what the customer said?'),
        button: phrase('Yes, their words'),
        of: (text) => text.replace(/^\S+\s*/u, ''),
      },
      handle: async (line, context) =>
        line.text === ''
          ? openForm(scoreForm(newId(deps.clock.now()), line.details.customer))
          : scoreByCommand(deps, line, context),
    },
    {
      name: 'metric',
      usage: 'metric [NAME] [81.5] [date: unit:% better:higher|lower scale:1-5]',
      does: phrase('lists, shows and keeps other numbers'),
      examples: ['metric CSAT 81.5'],
      details: [
        { key: 'date' },
        { key: 'unit' },
        { key: 'better', oneOf: ['higher', 'lower'] },
        { key: 'scale' },
        { key: 'period' },
      ],
      handle: (line, context) =>
        line.text === '' ? show.metricsList(deps).typed(line, context) : metricByCommand(deps, line, context),
    },
  ];
}
