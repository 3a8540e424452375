/** Customers' words that a post or `who` repeats: never those of confidential feedback. */
import type { NpsDeps } from './deps.js';
import type { Figures } from './figures.js';
import { listVoices, type Voice } from './store/figures.js';

/** A promoter's and a detractor's newest words in the period; of NPS alone, and none where nobody wrote any. */
export async function voicesOf(deps: NpsDeps, { metric, windows, counting }: Figures): Promise<readonly Voice[]> {
  if (metric.kind !== 'nps') return [];
  const { from, until } = windows.now;
  const ranges = [
    { low: 9, high: 10 },
    { low: 0, high: 6 },
  ];
  const found = await Promise.all(
    ranges.map(async (range) => {
      const voices = await listVoices(
        deps.database,
        { organisationId: metric.organisationId, metricId: metric.id, counting },
        { from, until, ...range },
      );
      return (await tellable(deps, metric.organisationId, voices))[0] ?? [];
    }),
  );
  return found.flat();
}

/** Without those whose feedback is confidential. */
export async function tellable<T extends { readonly feedbackNumber: number | null }>(
  { feedback }: Pick<NpsDeps, 'feedback'>,
  organisationId: string,
  all: readonly T[],
): Promise<readonly T[]> {
  const numbers = all.flatMap(({ feedbackNumber }) => feedbackNumber ?? []);
  // Without a viewer: what may be told to a whole place.
  const glimpses = await feedback.glimpse(organisationId, { numbers }, null);
  const told = new Set(glimpses.flatMap(({ number, excerpt }) => (excerpt === null ? [] : [number])));
  return all.filter(({ feedbackNumber }) => feedbackNumber === null || told.has(feedbackNumber));
}
