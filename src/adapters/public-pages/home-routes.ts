/**
 * How customers do, for people of the organisation: `/home/ORGANISATION/MEMBER` by a signed link from the chat, `/wall/TOKEN`
 * for a screen on a wall. Both only show; neither takes anything. No cookie, no request elsewhere, no token in logs.
 */
import { randomBytes } from 'node:crypto';
import { type Response, Router } from 'express';
import type { Chart } from '../../chat/card.js';
import type { HomePage, HomePages } from '../../chat/home-pages.js';
import type { Clock } from '../../kernel/clock.js';
import { currentLanguage } from '../../kernel/language/reader.js';
import type { Logger } from '../../kernel/logger.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import { senderIsKnown } from '../http/limit-addresses.js';
import { inReadersLanguage } from '../http/readers-language.js';
import { answerErrors, nobody, safe, send } from './answer.js';
import { homeCss, homeScript } from './home-look.js';
import { homeBody, homeWhereBody, linkEndedBody } from './home-page.js';
import { page } from './page.js';
import { nothingBody } from './survey-page.js';

export interface HomeRoutesDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly links: Pick<SignedLinks, 'isGood'>;
  readonly home: HomePages;
  /** A chart as SVG for a page of ours. @param name begins the ids in it */
  readonly draw: (chart: Chart, name: string) => Promise<string>;
}

/** Serves them. */
export function homeRoutes({ clock, log, links, home, draw }: HomeRoutesDeps): Router {
  const router = Router();
  router.use(['/home', '/wall'], inReadersLanguage);

  router.get('/home', (_request, response) => send(response, 200, nobody, homeWhereBody()));

  router.get('/home/:organisationId/:memberId', async ({ originalUrl, params }, response) => {
    if (!links.isGood(originalUrl, clock.now())) return send(response, 403, nobody, linkEndedBody());
    senderIsKnown(response);
    const found = await home.home(params.organisationId, params.memberId);
    if (!found) return send(response, 404, nobody, nothingBody());
    await show(response, found, draw);
  });

  router.get('/wall/:token', async ({ params: { token } }, response) => {
    const found = await home.wall(token);
    if (!found) return send(response, 404, nobody, nothingBody());
    senderIsKnown(response);
    await show(response, found, draw);
  });

  router.use(['/home', '/wall'], answerErrors(log));
  return router;
}

async function show(response: Response, found: HomePage, draw: HomeRoutesDeps['draw']): Promise<void> {
  const drawn = new Map<string, string>();
  for (const { id, chart } of found.parts) if (chart) drawn.set(id, await draw(chart, id));
  const nonce = randomBytes(16).toString('base64url');
  const own = { nonce, css: homeCss, script: homeScript };
  response
    .set({ ...safe(nonce, { isLive: true }), 'Content-Language': currentLanguage() })
    .type('html')
    .send(page(found.owner, { ...homeBody(found, drawn), ...own }));
}
