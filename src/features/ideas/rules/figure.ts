/** Compares what an experiment measured before and after, where both can be read as numbers of one unit. Pure. */

export type Better = 'higher' | 'lower';
export type Verdict = 'better' | 'worse' | 'same';

interface Figure {
  readonly value: number;
  /** `%`, `days`: what is left around the number. */
  readonly unit: string;
}

/** One number with a unit before or behind it: `40 %`, `€1,250.50`, `-3`. */
const figure = /^(\P{N}*?)([-−+]?)(\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)(\P{N}*)$/u;

/** null: no single number stands there, so nothing is made of it. */
export function readFigure(typed: string): Figure | null {
  const [, before = '', sign = '', digits, after = ''] = figure.exec(typed.trim()) ?? [];
  if (digits === undefined) return null;
  const plain = /[, \u00a0\u202f]\d{3}(?:\D|$)/u.test(digits)
    ? digits.replace(/[, \u00a0\u202f]/gu, '')
    : digits.replace(',', '.');
  const value = Number(plain) * (sign === '-' || sign === '−' ? -1 : 1);
  return Number.isFinite(value)
    ? { value, unit: `${before}${after}`.replace(/\s+/gu, ' ').trim().toLowerCase() }
    : null;
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
