/** How customers live, in the champion's words. Pure. */
import { numbered } from '../../../chat/numbered.js';
import { phrase } from '../../../kernel/language/say.js';

/** In characters, or in how many there may be. */
export const limits = { text: 1_000, link: 2_000, lives: 20 } as const;

/** A day of theirs, or an exercise to try. */
export interface Life {
  readonly organisationId: string;
  readonly id: string;
  readonly number: number;
  readonly text: string;
  readonly link: string | null;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly removedAt: Date | null;
}

/** LT-1. */
export const lifeNumbers = numbered({
  letter: 'LT',
  room: 'firstWeek',
  named: phrase('A text about how customers live is named by its number'),
  list: 'life',
});
