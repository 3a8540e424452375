/** What people did to a theme, as its append-only history keeps it. */
import type { Surface } from '../../../kernel/person.js';

/** What happened, with its details. Numbers are those of other themes. */
export type Happening =
  | { readonly what: 'named' | 'unnamed' | 'hidden' | 'shown'; readonly details: Readonly<Record<string, never>> }
  | {
      readonly what: 'merged' | 'parted' | 'took' | 'gave' | 'split' | 'splitOff';
      readonly details: { readonly number: number };
    };

/** One entry of the history. */
export type ThemeEvent = Happening & { readonly at: Date; readonly actorId: string | null; readonly surface: Surface };
