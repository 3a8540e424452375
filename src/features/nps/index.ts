/**
 * The door of nps: how likely customers are to recommend us, and other numbers kept the same way, each with how sure
 * we can be of it. Meetings ask here for what is new; the web API hands scores in; house.ts builds it.
 */
import type { Chart, Line } from '../../chat/card.js';
import type { Feature } from '../../chat/feature.js';
import type { FieldErrors } from '../../kernel/errors.js';
import type { NpsDeps } from './deps.js';
import { check, type IntakeResult, type IntakeSource, intake, type ScorePage, type ScoreView } from './intake.js';

export type { IntakeResult, IntakeSource, ScorePage, ScoreView } from './intake.js';

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

export interface NpsRoom extends Feature {
  /** NPS and metrics with answers or values that came after `since`; null: ever. */
  newsSince(organisationId: string, since: Date | null): Promise<readonly AgendaNumber[]>;
  /** Each customer's latest score given after `since`, at most 500, the newest first. */
  latestScores(organisationId: string, since: Date): Promise<readonly CustomerScore[]>;
  /**
   * Takes all items or none, in order, thousands a call; throws InvalidInput whose fields are `INDEX.field`.
   * An item: `score`, `comment`, `customer`, `segment`, `givenAt`, `sourceId`, `link`, `metric`.
   */
  intake(items: readonly unknown[], source: IntakeSource): Promise<readonly IntakeResult[]>;
  /** Problems of one item by field, without look-ups; null when it can be taken. */
  check(item: unknown): FieldErrors | null;
  /** The batches of a file are all in: what is new is posted now, and not only after a while of quiet. */
  importEnded(organisationId: string, source: string): Promise<void>;
  /** In the order in which they were taken in. Throws InvalidInput on `metric` or `after`. */
  page(organisationId: string, query: ScorePage): Promise<readonly ScoreView[]>;
  /** What `/charts/CHARTID.png` draws; null: no such chart. The id says metric, segment, period and how it is counted. */
  chartOf(organisationId: string, chartId: string): Promise<Chart | null>;
}

export function createNps(deps: NpsDeps): NpsRoom {
  return {
    intake: (items, source) => intake(deps, items, source),
    check,
    importEnded: async () => {},
    page: async () => [],
    chartOf: async () => null,
    newsSince: async () => [],
    latestScores: async () => [],
  };
}
