/**
 * `GET /boards/ORGANISATION/SURVEY.png` and `.csv`: the board page of a survey for whoever has the link that a card was
 * given, while its signature is good. The signature covers whose survey it is, so no organisation's link opens another's.
 */
import { type ErrorRequestHandler, type Response, Router } from 'express';
import type { Board } from '../../chat/board.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import { senderIsKnown } from '../http/limit-addresses.js';
import { answerLater, faultStatus } from '../http/whose-fault.js';

export interface BoardRoutesDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly links: Pick<SignedLinks, 'isGood'>;
  readonly boards: {
    /** null: there is no such survey, or nobody has answered. */
    boardOf(organisationId: string, surveyId: string): Promise<Board | null>;
    /** The same as CSV. */
    tableOf(organisationId: string, surveyId: string): Promise<string | null>;
    /** A PNG. */
    draw(board: Board): Promise<Buffer>;
  };
}

/** Spreadsheet programs know by it that what follows is UTF-8. */
const mark = '\ufeff';

/** Serves board pages as pictures and tables. */
export function boardRoutes({ clock, log, links, boards }: BoardRoutesDeps): Router {
  const router = Router();
  router.get('/boards/:organisationId/:surveyId.png', async ({ originalUrl, params, query }, response) => {
    if (!links.isGood(originalUrl, clock.now())) return refuse(response, 403);
    senderIsKnown(response);
    const board = await boards.boardOf(params.organisationId, params.surveyId);
    if (!board) return refuse(response, 404);
    const picture = await boards.draw(board);
    response
      .set({
        ...safe,
        'Content-Disposition': `${'download' in query ? 'attachment' : 'inline'}; filename="board-page.png"`,
      })
      .type('png')
      .send(picture);
  });
  router.get('/boards/:organisationId/:surveyId.csv', async ({ originalUrl, params }, response) => {
    if (!links.isGood(originalUrl, clock.now())) return refuse(response, 403);
    senderIsKnown(response);
    const table = await boards.tableOf(params.organisationId, params.surveyId);
    if (table === null) return refuse(response, 404);
    response
      .set({ ...safe, 'Content-Disposition': 'attachment; filename="board-page.csv"' })
      .type('text/csv; charset=utf-8')
      .send(mark + table);
  });
  router.use('/boards', answerErrors(log));
  return router;
}

/** Customers' words stand on it: nothing is kept on the way. */
const safe = {
  'Cache-Control': 'private, no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;

const refusals = {
  400: 'This address can’t be read. Check how it is written.',
  403: 'This address is not good, or not any more. Ask for a new one: /customer survey board S-1, with the number of the survey.',
  404: 'There is no such board page, or nobody has answered yet.',
  503: 'The board page can’t be made just now. Please try again in a minute.',
} as const;

function refuse(response: Response, status: keyof typeof refusals): void {
  response.status(status).set(safe).type('text/plain; charset=utf-8').send(`${refusals[status]}\n`);
}

/** Express would show the browser our stack. */
function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response: Response, next) => {
    if (faultStatus(error) < 500) return refuse(response, 400);
    log.error({ err: error }, 'board page not shown');
    if (response.headersSent) return next(error);
    refuse(answerLater(response, 503), 503);
  };
}
