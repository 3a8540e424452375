/** Status pages: `/n/TOKEN`, its feed, and subscribing to it by mail. Opening any of them changes nothing. */
import type { Response, Router, urlencoded } from 'express';
import type { NoticePages, StatusPage } from '../../chat/notice-pages.js';
import { Conflict, InvalidInput } from '../../kernel/errors.js';
import { fieldsOf, nobody, safe, send } from './answer.js';
import { atomFeed } from './atom.js';
import { askedText, type StatusShown, statusBody, subscriptionBody } from './notice-page.js';
import { nothingBody } from './survey-page.js';

export interface NoticeRoutesDeps {
  readonly notices: NoticePages;
  /** Reads a form that was sent. */
  readonly form: ReturnType<typeof urlencoded>;
  /** Where customers reach the bot, without a slash at its end. */
  readonly baseUrl: () => string;
}

/** Adds them. */
export function noticeRoutes(router: Router, { notices, form, baseUrl }: NoticeRoutesDeps): void {
  router.get('/n/by-mail/:token', async ({ params: { token } }, response) => {
    const found = await notices.subscription(token);
    if (!found) return send(response, 404, nobody, nothingBody());
    send(response, 200, found.owner, subscriptionBody(`/n/by-mail/${token}`, found, false));
  });

  router.post('/n/by-mail/:token', form, async ({ params: { token }, body }, response) => {
    // The button of a mail program (RFC 8058) says no word but its own, and means no.
    const after = await notices.settle(token, fieldsOf(body).wants === 'yes');
    if (!after) return send(response, 404, nobody, nothingBody());
    send(response, 200, after.owner, subscriptionBody(`/n/by-mail/${token}`, after, true));
  });

  router.get('/n/:token.atom', async ({ params: { token } }, response) => {
    const found = await notices.page(token);
    if (!found) return send(response, 404, nobody, nothingBody());
    response
      .set(safe())
      .type('application/atom+xml; charset=utf-8')
      .send(atomFeed(found, baseUrl(), `/n/${token}`));
  });

  router.get('/n/:token', async ({ params: { token }, query }, response) => {
    const found = await notices.page(token);
    const told = 'asked' in query ? askedText() : null;
    show(response, 200, found, { path: `/n/${token}`, told, problem: null });
  });

  router.post('/n/:token', form, async ({ params: { token }, body }, response) => {
    const path = `/n/${token}`;
    const { email = '' } = fieldsOf(body);
    try {
      if (!(await notices.subscribe(token, email))) return send(response, 404, nobody, nothingBody());
      response.set(safe()).redirect(303, `${path}?asked`);
    } catch (error) {
      const status = error instanceof InvalidInput ? 422 : error instanceof Conflict ? 429 : null;
      if (status === null) throw error;
      const problem = { words: (error as Error).message, email: email.slice(0, 254) };
      show(response, status, await notices.page(token), { path, told: null, problem });
    }
  });
}

function show(response: Response, status: number, found: StatusPage | null, shown: StatusShown): void {
  if (found) send(response, status, found.owner, { ...statusBody(found, shown), feed: `${shown.path}.atom` });
  else send(response, 404, nobody, nothingBody());
}
