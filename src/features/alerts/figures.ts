/** What all rooms measure, and one figure measured now and for the equally long time before. */
import type { Figure } from '../../chat/figures.js';
import type { AlertsDeps } from './deps.js';
import { type Reading, readingOf } from './judge.js';
import type { Alert } from './rules/alert.js';

/** By name, each once. */
export async function allFigures({ chapters }: AlertsDeps, organisationId: string): Promise<readonly Figure[]> {
  const all = await Promise.all(chapters().map((room) => room.figures?.(organisationId) ?? []));
  const byName = new Map<string, Figure>();
  for (const figure of all.flat()) if (!byName.has(figure.name)) byName.set(figure.name, figure);
  return [...byName.values()];
}

/** An alert with what its figure is called now: a theme may have another name than last week. */
export async function withTitles(deps: AlertsDeps, alerts: readonly Alert[]): Promise<readonly Alert[]> {
  const [first] = alerts;
  if (!first) return alerts;
  const figures = await allFigures(deps, first.organisationId);
  const titles = new Map(figures.map(({ name, title }) => [name, title]));
  return alerts.map((alert) => {
    const title = titles.get(alert.figure);
    return title === undefined ? alert : { ...alert, title };
  });
}

const dayMs = 86_400_000;

/** What it is in the days up to `now`, this very moment with them. */
export async function measureAt(
  figure: Figure,
  { organisationId, days, segment }: Pick<Alert, 'organisationId' | 'days' | 'segment'>,
  now: Date,
): Promise<Reading | null> {
  const from = new Date(now.getTime() - days * dayMs);
  return readingOf(await figure.measure({ organisationId, from, until: new Date(now.getTime() + 1), segment }));
}

/** In the equally long time before; null too where it is only known as it is now. */
export async function measureBefore(
  figure: Figure,
  alert: Pick<Alert, 'organisationId' | 'days' | 'segment'>,
  now: Date,
): Promise<Reading | null> {
  return figure.isNow ? null : measureAt(figure, alert, new Date(now.getTime() - alert.days * dayMs));
}
