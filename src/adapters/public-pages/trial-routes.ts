/**
 * The page of an invitation to an early test: `/t/TOKEN` says what it is, and takes a yes or a no. Opening it changes nothing,
 * so that a scanner of links answers nothing; an answer is a POST. No cookie, no script, no token in logs.
 */
import express, { Router } from 'express';
import type { TrialPages } from '../../chat/trial-pages.js';
import type { Logger } from '../../kernel/logger.js';
import { inReadersLanguage } from '../http/readers-language.js';
import { answerErrors, fieldsOf, nobody, safe, send } from './answer.js';
import { nothingBody } from './survey-page.js';
import { answeredBody, invitationBody, overBody } from './trial-page.js';

/** A yes or a no; more is no answer. */
const form = express.urlencoded({ extended: false, limit: 8 * 1_024, inflate: false, parameterLimit: 20 });

/** Serves it. */
export function trialRoutes({ log, trials }: { readonly log: Logger; readonly trials: TrialPages }): Router {
  const router = Router();
  router.use('/t', inReadersLanguage);

  router.get('/t/:token', async ({ params: { token }, query }, response) => {
    const found = await trials.page(token);
    if (!found) return send(response, 404, nobody, nothingBody());
    if (!found.isOpen) return send(response, 410, found.owner, overBody(found));
    const path = `/t/${token}`;
    const isAnswered = 'thanks' in query && found.answer !== null;
    send(response, 200, found.owner, isAnswered ? answeredBody(path, found) : invitationBody(path, found, false));
  });

  router.post('/t/:token', form, async ({ params: { token }, body }, response) => {
    const { answer, more } = fieldsOf(body);
    const path = `/t/${token}`;
    if (answer !== 'yes' && answer !== 'no') {
      const found = await trials.page(token);
      if (!found) return send(response, 404, nobody, nothingBody());
      if (!found.isOpen) return send(response, 410, found.owner, overBody(found));
      return send(response, 422, found.owner, invitationBody(path, found, true));
    }
    const answered = await trials.answer(token, { isYes: answer === 'yes', noMore: more === 'none' });
    if (!answered) return send(response, 404, nobody, nothingBody());
    if (!answered.isOpen) return send(response, 410, answered.owner, overBody(answered));
    response.set(safe()).redirect(303, `${path}?thanks`);
  });

  router.use('/t', answerErrors(log));
  return router;
}
