/**
 * The pages that customers open by a link: `/s/TOKEN` asks, `/u/TOKEN` keeps what they want to be left out of. Opening one
 * changes nothing, so that a scanner of links answers nothing; an answer is a POST. No cookie, no script, no token in logs.
 */
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type ErrorRequestHandler, type Response, Router } from 'express';
import { mailKinds } from '../../chat/messenger.js';
import { type AnswerPage, chosen, fieldOf, type SurveyPages } from '../../chat/survey-pages.js';
import type { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import { type PageLook, page } from './page.js';
import {
  endedBody,
  laterBody,
  nothingBody,
  type PageBody,
  questionBody,
  thanksBody,
  tooLargeBody,
  wishesBody,
} from './survey-page.js';

export interface PublicPagesDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly links: SignedLinks;
  readonly surveys: SurveyPages;
  /** Where customers reach the bot, without a slash at its end. */
  readonly baseUrl: () => string;
  /** A link as a PNG. */
  readonly drawQr: (link: string) => Promise<Buffer>;
}

/** 10,000 characters of four bytes, each byte written as `%F0`, and room for the other fields; more is no answer. */
const maxBodyBytes = 10_000 * 4 * 3 + 8 * 1_024;

/** The organisation is not known. */
const nobody: PageLook = { name: '', colour: '' };

/** Serves them. */
export function publicPages({ clock, log, links, surveys, baseUrl, drawQr }: PublicPagesDeps): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: maxBodyBytes, inflate: false, parameterLimit: 20 });

  router.get('/s/:token.png', async ({ params: { token } }, response) => {
    if (!surveys.isForEverybody(token)) return send(response, 404, nobody, nothingBody);
    response
      .set(safe())
      .type('png')
      .send(await drawQr(`${baseUrl()}/s/${token}`));
  });

  router.get('/s/:token', async ({ params: { token }, query }, response) => {
    const found = await surveys.page(token);
    if (!found) return send(response, 404, nobody, nothingBody);
    if (!found.isOpen) return send(response, 410, found.owner, endedBody(found));
    const path = `/s/${token}`;
    if ('thanks' in query) return send(response, 200, found.owner, thanksBody(path, found));
    const fromMail = chosen(found.question, query[fieldOf(found.question)])?.value ?? null;
    send(
      response,
      200,
      found.owner,
      questionBody(path, found, {
        value: fromMail ?? found.answer?.value ?? null,
        comment: found.answer?.comment ?? '',
        problems: {},
        isFromMail: fromMail !== null,
      }),
    );
  });

  router.post('/s/:token', form, async ({ params: { token }, body }, response) => {
    const sent = fieldsOf(body);
    const path = `/s/${token}`;
    try {
      const answered = await surveys.answer(token, sent);
      if (!answered) return send(response, 404, nobody, nothingBody);
      if (!answered.isOpen) return send(response, 410, answered.owner, endedBody(answered));
      response.set(safe()).redirect(303, `${path}?thanks`);
    } catch (error) {
      const found = error instanceof InvalidInput ? await surveys.page(token) : null;
      if (!(error instanceof InvalidInput) || !found) throw error;
      refuse(response, path, { found, sent, error });
    }
  });

  router.get('/u/:token', async ({ params: { token } }, response) => {
    const found = await surveys.wishes(token);
    if (!found) return send(response, 404, nobody, nothingBody);
    send(response, 200, found.owner, wishesBody(`/u/${token}`, found, false));
  });

  router.post('/u/:token', form, async ({ params: { token }, query, body }, response) => {
    const before = await surveys.wishes(token);
    if (!before) return send(response, 404, nobody, nothingBody);
    const sent: Readonly<Record<string, unknown>> = body ?? {};
    // The button of a mail program (RFC 8058) takes them out of what the mail was about, and leaves the rest as it is.
    const about = mailKinds.find((kind) => kind === query.of) ?? 'surveys';
    const unwanted = sent['List-Unsubscribe'] === 'One-Click' ? [...before.unwanted, about] : listOf(sent.unwanted);
    const after = await surveys.setWishes(token, [...new Set(unwanted)]);
    send(response, 200, before.owner, wishesBody(`/u/${token}`, after ?? before, true));
  });

  router.get('/surveys/:organisationId/:id.csv', async ({ originalUrl, params }, response) => {
    if (!links.isGood(originalUrl, clock.now())) return send(response, 403, nobody, nothingBody);
    response
      .set({ ...safe(), 'Content-Disposition': 'attachment; filename="survey-links.csv"' })
      .type('text/csv; charset=utf-8');
    await pipeline(Readable.from(surveys.links(params.organisationId, params.id)), response);
  });

  router.use(['/s', '/u', '/surveys'], answerErrors(log));
  return router;
}

interface Refused {
  readonly found: AnswerPage;
  readonly sent: Readonly<Record<string, string>>;
  readonly error: InvalidInput;
}

/** What was wrong stands above the form, which keeps what was written. */
function refuse(response: Response, path: string, { found, sent, error }: Refused): void {
  const filled = {
    value: sent[fieldOf(found.question)] ?? null,
    comment: sent.comment ?? '',
    problems: error.fields,
    isFromMail: false,
  };
  send(response, 422, found.owner, questionBody(path, { ...found, answer: null }, filled));
}

/** A field that came twice counts as its last. Browsers end lines as RFC 9110 has it; people wrote plain ones. */
const fieldsOf = (body: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(body ?? {}).map(([name, value]) => [
      name,
      String(listOf(value).at(-1) ?? '').replaceAll('\r\n', '\n'),
    ]),
  );

const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');

/** For every answer: nothing is kept on the way, shown in a frame, or told to where the reader goes next. */
const safe = (nonce?: string): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': `default-src 'none'; ${nonce === undefined ? '' : `style-src 'nonce-${nonce}'; `}form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'private, no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
});

function send(response: Response, status: number, look: PageLook, { title, body }: PageBody): void {
  const nonce = randomBytes(16).toString('base64url');
  response.status(status).set(safe(nonce)).type('html').send(page(look, { title, body, nonce }));
}

/** Express would show the browser our stack. */
function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response: Response, next) => {
    const { status }: { readonly status?: unknown } = typeof error === 'object' && error !== null ? error : {};
    if (response.headersSent) return next(error);
    if (status === 413) return send(response, 413, nobody, tooLargeBody);
    if (typeof status === 'number' && status >= 400 && status < 500) return send(response, status, nobody, nothingBody);
    log.error({ err: error }, 'public page failed');
    response.set('Retry-After', '30');
    send(response, 503, nobody, laterBody);
  };
}
