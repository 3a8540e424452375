/** What a theme is, how it is called, and how much of it is kept. Pure. */

import { numbered } from '../../../chat/numbered.js';
import { phrase, say } from '../../../kernel/language/say.js';

/** The words that tell a theme, by their stems, with how much each counts; the greatest first. */
export type Terms = readonly (readonly [stem: string, weight: number])[];

/** What customers say about the same. */
export interface Theme {
  readonly organisationId: string;
  readonly id: string;
  /** 3 of TH-3; never given to another. */
  readonly number: number;
  /** As a person named it; null: by its words. */
  readonly givenName: string | null;
  /** What it is called by its words, and then its words as people write them, the most telling first. */
  readonly words: readonly string[];
  readonly terms: Terms;
  /** A person gave it its words: they don’t drift. */
  readonly isFixed: boolean;
  /** Feedback that says most of it, the most central first. */
  readonly centralIds: readonly string[];
  /** It counts as a part of this one. */
  readonly mergedIntoId: string | null;
  /** It was split off from this one. */
  readonly splitFromId: string | null;
  readonly hiddenAt: Date | null;
  readonly createdAt: Date;
}

/** In characters, items, weeks, or how many there may be. */
export const limits = {
  name: 60,
  /** Feedback that is looked through, the latest. */
  items: 100_000,
  /** Weeks in which themes are looked for. */
  weeks: 26,
  /** Themes that the bot finds; more are no help. */
  found: 40,
  /** Themes that are kept, with those that people named, merged or hid. */
  kept: 200,
  /** Words by which a theme is split. */
  splitWords: 10,
  /** New feedback that is sorted while somebody waits. */
  atOnce: 500,
} as const;

/** Reads and writes `TH-3`. T-1 is an early test already. */
export const themeNumbers = numbered({
  letter: 'TH',
  room: 'themes',
  named: phrase('A theme is named by its number'),
  list: 'themes',
});

/** `TH-3` for 3. */
export const themeName = themeNumbers.nameOf;

/** `Battery life`; what a person called it. */
export function wordsName({ givenName, words }: Pick<Theme, 'givenName' | 'words'>): string {
  if (givenName !== null) return givenName;
  const [name = ''] = words;
  return name === '' ? say('Without words') : name.charAt(0).toUpperCase() + name.slice(1);
}

/** `TH-3 · Battery life` */
export const titleOf = (theme: Pick<Theme, 'number' | 'givenName' | 'words'>): string =>
  `${themeName(theme.number)} · ${wordsName(theme)}`;

/** The theme that this one counts for, through all merges; of a circle, which none makes, itself. */
export function rootOf<T extends Pick<Theme, 'id' | 'mergedIntoId'>>(theme: T, byId: ReadonlyMap<string, T>): T {
  let root = theme;
  for (let steps = 0; root.mergedIntoId !== null && steps < limits.kept; steps += 1) {
    const next = byId.get(root.mergedIntoId);
    if (!next) break;
    root = next;
  }
  return root;
}
