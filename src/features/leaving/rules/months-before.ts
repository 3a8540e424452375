/** The first day of a month some months ago. Pure. */

/** @param date `YYYY-MM-DD`; so is the answer: of 2026-11-28, 12 months before, 2025-11-01 */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const count = year * 12 + (month - 1) - months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}
