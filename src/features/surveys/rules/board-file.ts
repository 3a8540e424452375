/** The board page as a table: CSV as RFC 4180 has it, a line for each touchpoint and for each quote. Pure. */
import { cell } from './links-file.js';
import type { Priorities } from './priorities.js';

const columns = [
  ...['kind', 'touchpoint', 'answers', 'share_percent', 'low_percent', 'high_percent', 'place_from', 'place_to'],
  ...['team_share_percent', 'misjudgement_points', 'words', 'customer'],
] as const;

interface Quoted {
  readonly choice: string;
  readonly comment: string;
  readonly customer: string | null;
}

/** Its lines without their ends, the head first. Shares have one decimal; what is not known is empty. */
export function boardLines({ priorities }: Priorities, quotes: readonly Quoted[]): readonly string[] {
  const points = priorities.map(({ touchpoint, chosenCount, share, interval, place, teamShare, misjudgement }) => [
    ...['touchpoint', touchpoint, String(chosenCount), percent(share), percent(interval.low), percent(interval.high)],
    ...[String(place.first), String(place.last), percent(teamShare), percent(misjudgement), '', ''],
  ]);
  const words = quotes.map(({ choice, comment, customer }) => [
    ...['quote', choice, '', '', '', '', '', '', '', '', comment, customer ?? ''],
  ]);
  return [columns, ...points, ...words].map((line) => line.map(cell).join(','));
}

const percent = (share: number | null): string => (share === null ? '' : (100 * share).toFixed(1));
