/** Takes in what a customer answered on a page of the bot's own: to "How likely are you to recommend us?". */
import { invalid } from '../../chat/typed.js';
import type { Transaction } from '../../storage/database.js';
import type { NpsDeps } from './deps.js';
import { npsShape } from './rules/metric.js';
import { readScore } from './schema.js';
import { takeWithin } from './take.js';

/** The name by which `nps source:page` shows such answers alone. */
const pageSource = 'page';

/** An answer as the page sent it; whatever a browser sends may be in it. */
export interface GivenAnswer {
  /** What is sent again under the same id replaces what was sent. */
  readonly formId: string;
  readonly score: unknown;
  readonly comment: unknown;
  /** Whose it is, by name; null: nobody is known. */
  readonly customer: string | null;
}

/** Counts answers of different forms in the caller's transaction. Throws InvalidInput on `score` and `comment`. */
export async function takeAnswers(
  deps: NpsDeps,
  tx: Transaction,
  organisationId: string,
  given: readonly GivenAnswer[],
): Promise<void> {
  const now = deps.clock.now();
  const items = given.map(({ formId, score, comment, customer }) => {
    const read = readScore({ score, comment, sourceId: formId, ...(customer !== null && { customer }) }, now);
    if ('problems' in read) throw invalid('nps.invalid', read.problems);
    return { draft: read.draft, shape: npsShape };
  });
  const origin = { organisationId, actor: null, place: null, surface: 'survey', source: pageSource } as const;
  await takeWithin(deps, tx, { items, origin });
}
