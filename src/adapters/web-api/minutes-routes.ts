/**
 * `GET /minutes/ID.md`: the minutes of a meeting for whoever has the address that the agenda's card shows, while its
 * signature is good. app.ts mounts it with what the room serves.
 */
import { type ErrorRequestHandler, type Response, Router } from 'express';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import { senderIsKnown } from '../http/limit-addresses.js';
import { answerLater, faultStatus } from '../http/whose-fault.js';

export interface MinutesRoutesDeps {
  readonly clock: Clock;
  readonly links: SignedLinks;
  readonly log: Logger;
  /** null: no such meeting, or it is not closed. */
  minutesOf(meetingId: string): Promise<{ readonly fileName: string; readonly markdown: string } | null>;
}

/** Serves minutes as Markdown to whoever has a signed link that is still good. */
export function minutesRoutes({ clock, links, log, minutesOf }: MinutesRoutesDeps): Router {
  const router = Router();
  router.get('/minutes/:id.md', async ({ originalUrl, params }, response) => {
    response.set({
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    if (!links.isGood(originalUrl, clock.now())) {
      return say(
        response,
        403,
        'This address is not good, or not any more. The minutes stand in the thread of the agenda.',
      );
    }
    senderIsKnown(response);
    const minutes = await minutesOf(params.id);
    if (!minutes) return say(response, 404, 'There are no minutes of this meeting.');
    response
      .set('Content-Disposition', `attachment; filename="${minutes.fileName}"`)
      .type('text/markdown; charset=utf-8')
      .send(minutes.markdown);
  });
  router.use('/minutes', answerErrors(log));
  return router;
}

/** Express would show the browser our stack. */
function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response: Response, next) => {
    const status = faultStatus(error);
    if (status < 500) return say(response, status, 'This address can’t be read. Check how it is written.');
    log.error({ err: error }, 'minutes not shown');
    if (response.headersSent) return next(error);
    say(answerLater(response, 503), 503, 'The minutes can’t be read just now. Please try again in a minute.');
  };
}

function say(response: Response, status: number, words: string): void {
  response.status(status).type('text/plain; charset=utf-8').send(`${words}\n`);
}
