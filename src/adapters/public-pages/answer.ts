/** How every public page is answered: nothing is kept on the way, and whoever comes without a page gets no stack. */
import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, Response } from 'express';
import { ExpectedError } from '../../kernel/errors.js';
import { currentLanguage } from '../../kernel/language/reader.js';
import type { Logger } from '../../kernel/logger.js';
import { faultStatus } from '../http/whose-fault.js';
import { type PageLook, page } from './page.js';
import { laterBody, nothingBody, type PageBody, tooLargeBody } from './survey-page.js';

/** The organisation is not known. */
export const nobody: PageLook = { name: '', colour: '' };

/** A field that came twice counts as its last. Browsers end lines as RFC 9110 has it; people wrote plain ones. */
export const fieldsOf = (body: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(body ?? {}).map(([name, value]) => [
      name,
      String(listOf(value).at(-1) ?? '').replaceAll('\r\n', '\n'),
    ]),
  );

/** The texts of a field that may come several times. */
export const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');

/**
 * For every answer: nothing is kept on the way, shown in a frame, or told to where the reader goes next.
 * @param isLive the page has a script of ours, which asks for the page again
 */
export const safe = (nonce?: string, { isLive = false } = {}): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': `default-src 'none'; ${nonce === undefined ? '' : `style-src 'nonce-${nonce}'; `}${isLive ? `script-src 'nonce-${nonce}'; connect-src 'self'; ` : ''}form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'private, no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
});

/** Sends a page in its frame. */
export function send(response: Response, status: number, look: PageLook, shown: PageBody): void {
  const nonce = randomBytes(16).toString('base64url');
  response
    .status(status)
    .set({ ...safe(nonce), 'Content-Language': currentLanguage() })
    .type('html')
    .send(page(look, { ...shown, nonce }));
}

/** Express would show the browser our stack. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response: Response, next) => {
    const status = faultStatus(error);
    if (response.headersSent) return next(error);
    if (status < 500) return send(response, status, nobody, status === 413 ? tooLargeBody() : nothingBody());
    // A refusal is no fault of ours: nobody is woken for it, and trying again does not help.
    if (error instanceof ExpectedError) return send(response, 422, nobody, nothingBody());
    log.error({ err: error }, 'public page failed');
    response.set('Retry-After', '30');
    send(response, 503, nobody, laterBody());
  };
}
