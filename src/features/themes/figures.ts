/** How often each theme was named, week by week: what lists, agendas, alerts and the web home show of it. */

import { catchUp } from './catch-up.js';
import type { ThemesDeps } from './deps.js';
import { type Change, changeOf, weeksBefore } from './rules/change.js';
import { rootOf, type Theme } from './rules/theme.js';
import { countWeeks, firstSaidAt } from './store/items.js';

/** A theme with how it goes. What was merged into it counts. */
export interface ThemeFigures {
  readonly theme: Theme;
  /** It and what was merged into it. */
  readonly partIds: readonly string[];
  /** Counts of seven days each: the last ones first. */
  readonly weeks: readonly number[];
  readonly change: Change;
}

/** Whether themes were found yet, and those that stand by themselves. */
export interface ThemesNow {
  readonly isFound: boolean;
  readonly themes: readonly ThemeFigures[];
}

/** The most named in the last seven days, none of them hidden. */
export const mostNamed = ({ themes }: ThemesNow, count: number): readonly ThemeFigures[] =>
  themes.filter(({ theme, change }) => theme.hiddenAt === null && change.count > 0).slice(0, count);

const weekMs = 7 * 86_400_000;

/** Hidden ones too; the most named in the last seven days first. @param until default: now */
export async function figuresOf(
  deps: ThemesDeps,
  organisationId: string,
  until = deps.clock.now(),
): Promise<ThemesNow> {
  const { database } = deps;
  const { themes, run } = await catchUp(deps, organisationId);
  const asked = { organisationId, themeIds: null, until, weekCount: weeksBefore + 1 };
  const [counts, firstAt] = await Promise.all([countWeeks(database, asked), firstSaidAt(database, organisationId)]);
  // Weeks before the first word are no weeks in which nobody said anything.
  const known = firstAt === null ? 0 : Math.floor((until.getTime() - firstAt.getTime()) / weekMs);
  const compared = Math.min(weeksBefore, Math.max(0, known - 1));
  const byId = new Map(themes.map((theme) => [theme.id, theme]));
  const standing = new Map<string, { theme: Theme; partIds: string[]; weeks: number[] }>();
  for (const theme of themes) {
    const root = rootOf(theme, byId);
    const into = standing.get(root.id) ?? { theme: root, partIds: [], weeks: new Array<number>(compared + 1).fill(0) };
    into.partIds.push(theme.id);
    standing.set(root.id, into);
  }
  for (const { themeId, weeksAgo, count } of counts) {
    const theme = byId.get(themeId);
    const into = theme && standing.get(rootOf(theme, byId).id);
    if (into && weeksAgo <= compared) into.weeks[weeksAgo] = (into.weeks[weeksAgo] ?? 0) + count;
  }
  const all = [...standing.values()].map((each): ThemeFigures => {
    const [count = 0, ...before] = each.weeks;
    return { ...each, change: changeOf(count, before) };
  });
  const isFound = run?.foundAt != null;
  return {
    isFound,
    themes: all.toSorted((a, b) => b.change.count - a.change.count || a.theme.number - b.theme.number),
  };
}
