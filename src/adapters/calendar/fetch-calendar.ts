/** Fetches calendars over http and https: one attempt, bounded in time and size, never from inside a private network. */

import type { CalendarAnswer, CalendarRequest, FetchCalendar } from '../../chat/calendar-source.js';
import { deadlineSignal } from '../../kernel/deadline.js';
import { type Guard, guardedFetch, NotFetched } from '../guarded/guarded-fetch.js';
import { limits } from './limits.js';

export interface CalendarFetcherOptions extends Pick<Guard, 'allowPrivate' | 'isPublic'> {
  readonly timeMs?: number;
}

/**
 * Fetches calendars over HTTP: follows redirects, refuses private addresses unless allowed, and keeps to the limits.
 */
export function createCalendarFetcher({ timeMs = limits.timeMs, ...options }: CalendarFetcherOptions): FetchCalendar {
  const { bytes, redirects } = limits;
  return async (request) => {
    try {
      return await fetchCalendar(request, { ...options, bytes, redirects, signal: deadlineSignal(timeMs) });
    } catch (error) {
      return { kind: 'failed', failure: { why: error instanceof NotFetched ? error.why : 'unreachable' } };
    }
  };
}

async function fetchCalendar(request: CalendarRequest, guard: Guard): Promise<CalendarAnswer> {
  const { url, etag, lastModified } = request;
  const asked = {
    accept: 'text/calendar, */*;q=0.1',
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(lastModified ? { 'if-modified-since': lastModified } : {}),
  };
  const { status, headers, body } = await guardedFetch({ url, headers: asked }, guard);
  if (status === 304) return { kind: 'unchanged' };
  if (status !== 200) return { kind: 'failed', failure: { why: 'status', status } };
  const text = joinCutLetters(body).toString('utf8');
  return { kind: 'fetched', text, etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null };
}

/** Lines are folded by bytes, and some calendars fold in the middle of a letter of two or more. */
function joinCutLetters(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const joined = text.replace(/([\xc0-\xf7][\x80-\xbf]{0,2})\r?\n[ \t](?=[\x80-\xbf])/gu, '$1');
  return joined.length === text.length ? bytes : Buffer.from(joined, 'latin1');
}
