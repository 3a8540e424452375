/** Compares what an experiment measured before and after, where both can be read as numbers of one unit. Pure. */
import { readNumber } from '../../../kernel/read-number.js';

export type Better = 'higher' | 'lower';
/** How a value compares with the one before the trial. */
export type Verdict = 'better' | 'worse' | 'same';

interface Figure {
  readonly value: number;
  /** `%`, `days`: what is left around the number. */
  readonly unit: string;
}

/** One number with a unit before or behind it: `40 %`, `€1,250.50`, `-3`. */
const figure = /^(\P{N}*?)([-−+]?\d+(?:[.,\u00a0\u202f ]\d+)*)(\P{N}*)$/u;

/** null: no single number stands there, so nothing is made of it. */
export function readFigure(typed: string): Figure | null {
  const [, before = '', number = '', after = ''] = figure.exec(typed.trim()) ?? [];
  const value = readNumber(number);
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return { value, unit: `${before}${after}`.replace(/\s+/gu, ' ').trim().toLowerCase() };
}

/** The change from one to the other; null when it can't be known: other units, or no numbers. */
export function changeBetween(before: string, after: string): number | null {
  const [from, to] = [readFigure(before), readFigure(after)];
  if (!from || !to || (from.unit !== to.unit && from.unit !== '' && to.unit !== '')) return null;
  // Cuts off what binary fractions add: 0.3 - 0.1 is 0.2.
  return Number((to.value - from.value).toPrecision(12));
}

/** null: it can't be known, or nobody said which direction is good. */
export function verdictOn(before: string, after: string, better: Better | null): Verdict | null {
  const change = changeBetween(before, after);
  if (change === null || better === null) return null;
  if (change === 0) return 'same';
  return change > 0 === (better === 'higher') ? 'better' : 'worse';
}
