/**
 * The door of nps: how likely customers are to recommend us, and other numbers kept the same way, each with how sure
 * we can be of it. Meetings ask here for what is new; the web API hands scores in; house.ts builds it.
 */
import type { Line } from '../../chat/card.js';
import type { Feature } from '../../chat/feature.js';
import type { NpsDeps } from './deps.js';

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
}

export function createNps(_deps: NpsDeps): NpsRoom {
  return {
    newsSince: async () => [],
    latestScores: async () => [],
  };
}
