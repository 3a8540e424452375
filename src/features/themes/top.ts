/** What other rooms ask of themes: the most named ones, without any word that not everybody may read. */
import type { ThemesDeps } from './deps.js';
import { figuresOf, mostNamed, type ThemeFigures } from './figures.js';
import { themeName, wordsName } from './rules/theme.js';

/** How many are wanted. */
export interface AskedForTop {
  readonly count: number;
  /** Who looks at them; null: a whole place. All may see the same. */
  readonly viewerId: string | null;
}

/** A theme as other rooms may show it. */
export interface TopTheme {
  readonly id: string;
  /** `TH-3` */
  readonly number: string;
  readonly name: string;
  /** In the last seven days. */
  readonly countThisWeek: number;
  /** A week, on average of the weeks before; null: there was none. */
  readonly before: number | null;
  /** How many more than before, rounded; less than 0: fewer. */
  readonly change: number;
  /** The change tells nothing that chance does not. */
  readonly isNoise: boolean;
}

/** @see ThemesRoom.top */
export async function top(
  deps: ThemesDeps,
  organisationId: string,
  { count }: AskedForTop,
): Promise<readonly TopTheme[]> {
  return mostNamed(await figuresOf(deps, organisationId), count).map(topOf);
}

const topOf = ({ theme, change }: ThemeFigures): TopTheme => ({
  id: theme.id,
  number: themeName(theme.number),
  name: wordsName(theme),
  countThisWeek: change.count,
  before: change.usual,
  change: change.more,
  isNoise: change.isNoise,
});
