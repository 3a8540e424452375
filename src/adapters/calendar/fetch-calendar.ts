/** Fetches calendars over http and https: one attempt, bounded in time and size, never from inside a private network. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { CalendarAnswer, CalendarFailure, CalendarRequest, FetchCalendar } from '../../chat/calendar-source.js';
import { limits } from './limits.js';
import { guardedLookup, isPublicAddress, literalAddress, PrivateAddress } from './public-address.js';

export interface CalendarFetcherOptions {
  /** Whether calendars may lie in our own network, as on a company's own server. */
  readonly allowPrivate: boolean;
  readonly timeMs?: number;
  /** Which addresses may be connected to where private ones are not allowed. Default: those of the public internet. */
  readonly isPublic?: (address: string) => boolean;
}

/** Why a fetch ended without a calendar; thrown and caught in this file. */
class Failed extends Error {
  constructor(readonly failure: CalendarFailure) {
    super(failure.why);
  }
}

/**
 * Fetches calendars over HTTP: follows redirects, refuses private addresses unless allowed, and keeps to the limits.
 */
export function createCalendarFetcher(options: CalendarFetcherOptions): FetchCalendar {
  const { allowPrivate, timeMs = limits.timeMs, isPublic = isPublicAddress } = options;
  const isAllowed = allowPrivate ? null : isPublic;
  return async (request) => {
    const signal = AbortSignal.timeout(timeMs);
    try {
      return await follow(request, { isAllowed, signal });
    } catch (error) {
      return { kind: 'failed', failure: failureOf(error, signal) };
    }
  };
}

function failureOf(error: unknown, signal: AbortSignal): CalendarFailure {
  if (error instanceof Failed) return error.failure;
  if (error instanceof PrivateAddress) return { why: 'private' };
  return { why: signal.aborted ? 'slow' : 'unreachable' };
}

interface Bounds {
  /** null: every address. */
  readonly isAllowed: ((address: string) => boolean) | null;
  readonly signal: AbortSignal;
}

async function follow(request: CalendarRequest, bounds: Bounds): Promise<CalendarAnswer> {
  let url = addressOf(request.url);
  for (let hops = 0; hops <= limits.redirects; hops += 1) {
    const answer = await ask(url, request, bounds);
    const { statusCode = 0, headers } = answer;
    if (statusCode < 300 || statusCode > 399 || statusCode === 304) return read(answer, statusCode);
    answer.destroy();
    if (!headers.location) throw new Failed({ why: 'status', status: statusCode });
    url = addressOf(headers.location, url);
  }
  throw new Failed({ why: 'redirects' });
}

function addressOf(typed: string, base?: URL): URL {
  const text = typed.trim().replace(/^webcals?:/iu, 'https:');
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') throw new Failed({ why: 'address' });
  return url;
}

function ask(
  url: URL,
  { etag, lastModified }: CalendarRequest,
  { isAllowed, signal }: Bounds,
): Promise<IncomingMessage> {
  const literal = literalAddress(url.hostname);
  if (isAllowed && literal !== null && !isAllowed(literal)) throw new PrivateAddress(url.hostname);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((done, fail) => {
    const sent = request(url, {
      signal,
      // A connection that was kept open would go to whatever address it was opened to.
      agent: false,
      ...(isAllowed && { lookup: guardedLookup(isAllowed) }),
      headers: {
        accept: 'text/calendar, */*;q=0.1',
        'accept-encoding': 'gzip, br, deflate',
        'user-agent': 'EmptyChair',
        ...(etag ? { 'if-none-match': etag } : {}),
        ...(lastModified ? { 'if-modified-since': lastModified } : {}),
      },
    });
    sent.once('response', done);
    sent.once('error', fail);
    // A server that wants to speak another protocol ends without either.
    sent.once('close', () => fail(new Error('No answer came.')));
    sent.end();
  });
}

async function read(answer: IncomingMessage, status: number): Promise<CalendarAnswer> {
  const { headers } = answer;
  if (status === 304) {
    answer.destroy();
    return { kind: 'unchanged' };
  }
  if (status !== 200 || Number(headers['content-length'] ?? 0) > limits.bytes) {
    answer.destroy();
    throw new Failed(status === 200 ? { why: 'tooLarge' } : { why: 'status', status });
  }
  const text = await textOf(answer);
  return { kind: 'fetched', text, etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null };
}

/** Counted after unpacking: a few kilobytes may unpack to gigabytes. */
async function textOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  const unpacked = unpack(answer);
  try {
    for await (const part of unpacked) {
      const bytes = part as Buffer;
      length += bytes.length;
      if (length > limits.bytes) throw new Failed({ why: 'tooLarge' });
      parts.push(bytes);
    }
  } finally {
    answer.destroy();
    unpacked.destroy();
  }
  return joinCutLetters(Buffer.concat(parts)).toString('utf8');
}

/** Lines are folded by bytes, and some calendars fold in the middle of a letter of two or more. */
function joinCutLetters(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const joined = text.replace(/([\xc0-\xf7][\x80-\xbf]{0,2})\r?\n[ \t](?=[\x80-\xbf])/gu, '$1');
  return joined.length === text.length ? bytes : Buffer.from(joined, 'latin1');
}

function unpack(answer: IncomingMessage): Readable {
  const unpackers = { gzip: createGunzip, 'x-gzip': createGunzip, br: createBrotliDecompress, deflate: createInflate };
  const encoding = answer.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (!(encoding in unpackers)) return answer;
  const unpacker = unpackers[encoding as keyof typeof unpackers]();
  answer.once('error', (error) => unpacker.destroy(error));
  return answer.pipe(unpacker);
}
