/**
 * The pages that customers open by a link: `/s/TOKEN` asks, `/u/TOKEN` keeps what they want to be left out of;
 * notice-routes.ts adds status pages. Opening one
 * changes nothing, so that a scanner of links answers nothing; an answer is a POST. No cookie, no script, no token in logs.
 */
import express, { type Response, Router } from 'express';
import { mailKinds } from '../../chat/messenger.js';
import type { NoticePages } from '../../chat/notice-pages.js';
import { type AnswerPage, chosen, fieldOf, type SurveyPages } from '../../chat/survey-pages.js';
import type { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import { inReadersLanguage } from '../http/readers-language.js';
import { sendPieces } from '../http/send-pieces.js';
import { answerErrors, fieldsOf, listOf, nobody, safe, send } from './answer.js';
import { noticeRoutes } from './notice-routes.js';
import { endedBody, nothingBody, questionBody, thanksBody, wishesBody } from './survey-page.js';

export interface PublicPagesDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly links: SignedLinks;
  readonly surveys: SurveyPages;
  readonly notices: NoticePages;
  /** Where customers reach the bot, without a slash at its end. */
  readonly baseUrl: () => string;
  /** A link as a PNG. */
  readonly drawQr: (link: string) => Promise<Buffer>;
}

/** 10,000 characters of four bytes, each byte written as `%F0`, and room for the other fields; more is no answer. */
const maxBodyBytes = 10_000 * 4 * 3 + 8 * 1_024;

/** Serves them. */
export function publicPages({ clock, log, links, surveys, notices, baseUrl, drawQr }: PublicPagesDeps): Router {
  const router = Router();
  router.use(['/s', '/u', '/n', '/surveys'], inReadersLanguage);
  const form = express.urlencoded({ extended: false, limit: maxBodyBytes, inflate: false, parameterLimit: 20 });

  router.get('/s/:token.png', async ({ params: { token } }, response) => {
    if (!surveys.isForEverybody(token)) return send(response, 404, nobody, nothingBody());
    response
      .set(safe())
      .type('png')
      .send(await drawQr(`${baseUrl()}/s/${token}`));
  });

  router.get('/s/:token', async ({ params: { token }, query }, response) => {
    const found = await surveys.page(token);
    if (!found) return send(response, 404, nobody, nothingBody());
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
      if (!answered) return send(response, 404, nobody, nothingBody());
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
    if (!found) return send(response, 404, nobody, nothingBody());
    send(response, 200, found.owner, wishesBody(`/u/${token}`, found, false));
  });

  router.post('/u/:token', form, async ({ params: { token }, query, body }, response) => {
    const before = await surveys.wishes(token);
    if (!before) return send(response, 404, nobody, nothingBody());
    const sent: Readonly<Record<string, unknown>> = body ?? {};
    // The button of a mail program (RFC 8058) takes them out of what the mail was about, and leaves the rest as it is.
    const about = mailKinds.find((kind) => kind === query.of) ?? 'surveys';
    const unwanted = sent['List-Unsubscribe'] === 'One-Click' ? [...before.unwanted, about] : listOf(sent.unwanted);
    const path = `/u/${token}`;
    try {
      const after = await surveys.setWishes(token, [...new Set(unwanted)]);
      send(response, 200, before.owner, wishesBody(path, after ?? before, true));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      // From a page of an older release: they choose again on this one.
      send(response, 422, before.owner, wishesBody(path, before, false));
    }
  });

  router.get('/surveys/:organisationId/:id.csv', async ({ originalUrl, params }, response) => {
    if (!links.isGood(originalUrl, clock.now())) return send(response, 403, nobody, nothingBody());
    const file = {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="survey-links.csv"',
    };
    await sendPieces(response, { ...safe(), ...file }, surveys.links(params.organisationId, params.id));
  });

  noticeRoutes(router, { notices, form, baseUrl });

  router.use(['/s', '/u', '/n', '/surveys'], answerErrors(log));
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
