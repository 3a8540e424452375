/**
 * What colleagues open of the newsletter: `/newsletter/by-mail/TOKEN` confirms an address and stops its mails. Opening it changes
 * nothing; a POST does. No cookie, no token in logs.
 */
import express, { Router } from 'express';
import type { NewsletterPages } from '../../chat/newsletter-pages.js';
import type { Logger } from '../../kernel/logger.js';
import { answerErrors, fieldsOf, nobody, send } from './answer.js';
import { readerBody } from './newsletter-page.js';
import { nothingBody } from './survey-page.js';

export interface NewsletterRoutesDeps {
  readonly log: Logger;
  readonly newsletter: NewsletterPages;
}

/** A yes or a no. */
const form = express.urlencoded({ extended: false, limit: 8 * 1_024, inflate: false, parameterLimit: 20 });

/** Serves them. */
export function newsletterRoutes({ log, newsletter }: NewsletterRoutesDeps): Router {
  const router = Router();

  router.get('/newsletter/by-mail/:token', async ({ params: { token } }, response) => {
    const found = await newsletter.reader(token);
    if (!found) return send(response, 404, nobody, nothingBody);
    send(response, 200, found.owner, readerBody(`/newsletter/by-mail/${token}`, found, false));
  });

  router.post('/newsletter/by-mail/:token', form, async ({ params: { token }, body }, response) => {
    // The button of a mail program (RFC 8058) says no word but its own, and means no.
    const after = await newsletter.settle(token, fieldsOf(body).wants === 'yes');
    if (!after) return send(response, 404, nobody, nothingBody);
    send(response, 200, after.owner, readerBody(`/newsletter/by-mail/${token}`, after, true));
  });

  router.use('/newsletter', answerErrors(log));
  return router;
}
