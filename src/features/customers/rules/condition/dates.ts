/** Dates as facts hold them: `2024-01-01`, an instant in ISO 8601, a year, or seconds or ms since 1970. Pure. */

const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?$/u;

/** In ms since 1970, UTC; null: it is no date. */
export function dateMs(value: string | number | boolean): number | null {
  const text = String(value).trim();
  if (/^\d{10}$/u.test(text)) return Number(text) * 1_000;
  if (/^\d{13}$/u.test(text)) return Number(text);
  const [, year, month = '01', day = '01'] = iso.exec(text) ?? [];
  if (year === undefined) return null;
  const startMs = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  // Date rolls 31 February over into March.
  const isThere = !Number.isNaN(startMs) && new Date(startMs).toISOString().startsWith(`${year}-${month}-${day}`);
  if (!isThere) return null;
  const ms = /[T ]/u.test(text) ? Date.parse(text) : startMs;
  return Number.isNaN(ms) ? startMs : ms;
}
