/** What a wall is. Pure. */
import { numbered } from '../../../chat/numbered.js';
import { phrase } from '../../../kernel/language/say.js';

/** A page for a screen on a wall. */
export interface Wall {
  readonly organisationId: string;
  readonly id: string;
  /** W-1 is 1. */
  readonly number: number;
  /** Where it hangs. */
  readonly name: string;
  readonly createdById: string;
  readonly createdAt: Date;
  /** null: it is good. */
  readonly removedAt: Date | null;
}

/** In characters, or how many there may be at a time. */
export const limits = { name: 60, walls: 20 } as const;

/** For how long the link to somebody's home is good. */
export const homeLinkMs = 12 * 3_600_000;

/** Reads and writes `W-1`. */
export const wallNumbers = numbered({
  letter: 'W',
  room: 'home',
  named: phrase('A wall is named by its number'),
  list: 'wall',
});

/** `W-1` for 1. */
export const wallName = wallNumbers.nameOf;
