/** Reads a number as people and programs write it: one rule for every room that takes numbers in. */

/**
 * A point is the decimal sign. A comma groups thousands where exactly three digits follow it and one to three stand
 * before it, the first of them no zero (`1,250`, `1,250,000.5`), as every card of ours writes them; elsewhere it is
 * the decimal sign (`81,5`). Spaces, and points that come again or before a decimal comma (`1.250,5`), group too.
 * @returns null when it is no number; `'unclear'` when it is digits and separators that can be read in several ways,
 *   or in none: `1250,500`, `1,25,000`
 */
export function readNumber(typed: string): number | 'unclear' | null {
  const [, sign = '', digits = ''] = shape.exec(typed.trim()) ?? [];
  if (digits === '') return null;
  const plain = plainOf(digits.replaceAll(/[\u00a0\u202f]/gu, ' '));
  return plain === null ? 'unclear' : Number(`${sign === '' || sign === '+' ? '' : '-'}${plain}`) + 0;
}

/** A sign, and digits with separators between them. */
const shape = /^([-+\u2212]?)(\d+(?:[.,\u00a0\u202f ]\d+)*)$/u;

/** Without a zero in front: `0,125` is a decimal. */
const grouped = String.raw`[1-9]\d{0,2}`;
const readings: readonly (readonly [RegExp, (digits: string) => string])[] = [
  [/^\d+(?:\.\d+)?$/u, (digits) => digits],
  [new RegExp(`^${grouped}(?:,\\d{3})+(?:\\.\\d+)?$`, 'u'), (digits) => digits.replaceAll(',', '')],
  [new RegExp(`^${grouped}(?: \\d{3})+(?:\\.\\d+)?$`, 'u'), (digits) => digits.replaceAll(' ', '')],
  [new RegExp(`^${grouped}(?:\\.\\d{3}){2,}$`, 'u'), (digits) => digits.replaceAll('.', '')],
  [new RegExp(`^${grouped}(?:[. ]\\d{3})+,\\d+$`, 'u'), (digits) => digits.replaceAll(/[. ]/gu, '').replace(',', '.')],
  // Three digits behind the comma of a longer number: thousands would have been grouped, so who knows.
  [/^(?:0,\d+|\d+,(?!\d{3}$)\d+)$/u, (digits) => digits.replace(',', '.')],
];

function plainOf(digits: string): string | null {
  for (const [pattern, read] of readings) if (pattern.test(digits)) return read(digits);
  return null;
}
