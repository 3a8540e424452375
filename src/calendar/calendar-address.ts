/** Reads the address of a calendar as people type it. */

/** http or https. null: it is none. Slack wraps addresses in angle brackets, with their text behind a bar. */
export function calendarAddress(typed: string): string | null {
  const url = typed.trim().replace(/^<([^|>]+)(?:\|[^>]*)?>$/u, '$1');
  if (url.length > 1_500 || !URL.canParse(url) || /\s/u.test(url)) return null;
  return url.replace(/^webcals?:/iu, 'https:');
}
