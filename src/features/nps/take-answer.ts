/** Takes in what a customer answered on a page of the bot's own: to "How likely are you to recommend us?". */
import type { Transaction } from '../../storage/database.js';
import type { NpsDeps } from './deps.js';
import { npsShape } from './rules/metric.js';
import { readScore, refuse } from './schema.js';
import { takeWithin } from './take.js';

/** The name by which `nps source:page` shows such answers alone. */
const pageSource = 'page';

/** An answer as the page sent it; whatever a browser sends may be in it. */
export interface GivenAnswer {
  readonly organisationId: string;
  /** What is sent again under the same id replaces what was sent. */
  readonly formId: string;
  readonly score: unknown;
  readonly comment: unknown;
  /** Whose it is, by name; null: nobody is known. */
  readonly customer: string | null;
}

/** Counts it in the caller's transaction. Throws InvalidInput on `score` and `comment`. */
export async function takeAnswer(deps: NpsDeps, tx: Transaction, given: GivenAnswer): Promise<void> {
  const { organisationId, formId, score, comment, customer } = given;
  const read = readScore(
    { score, comment, sourceId: formId, ...(customer !== null && { customer }) },
    deps.clock.now(),
  );
  if ('problems' in read) return refuse(read.problems);
  const items = [{ draft: read.draft, shape: npsShape }];
  const origin = { organisationId, actor: null, place: null, surface: 'survey', source: pageSource } as const;
  await takeWithin(deps, tx, { items, origin });
}
