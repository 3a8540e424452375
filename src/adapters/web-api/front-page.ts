/** What a browser sees at the bot's address: what answers there, and what is said where nothing does. */
import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { currentDirection, currentLanguage, inLanguage } from '../../kernel/language/reader.js';
import { say, sayParts } from '../../kernel/language/say.js';
import type { Logger } from '../../kernel/logger.js';
import { readersLanguage } from '../http/readers-language.js';
import { routeOf } from '../http/route-of.js';
import { answerLater, faultStatus } from '../http/whose-fault.js';
import { type Html, html } from '../platform/html.js';

const welcome = (): Html => html`<p>${sayParts<Html>(
  'It gives your customer a seat in every meeting, and it is running. It works in your chat: type {slack} in Slack, or {teams} in Microsoft Teams.',
  { slack: html`<code>/customer help</code>`, teams: html`<code>@Empty Chair help</code>` },
)}</p>
<p>${sayParts<Html>('For whoever runs it: {link}.', { link: html`<a href="/readyz">${say('what it is connected to')}</a>` })}</p>
`;

const nothing = (): Html => html`<p>${say('There is nothing at this address.')}</p>
<p><a href="/">${say('To the start')}</a></p>
`;

const unreadable = (): Html => html`<p>${say('This address can’t be read. Check how it is written.')}</p>
`;

const failed = (): Html => html`<p>${say('Something went wrong here. It has been logged. Please try again.')}</p>
`;

const page = (words: Html): Html => html`<!doctype html>
<html lang="${currentLanguage()}" dir="${currentDirection()}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Empty Chair</title>
<style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark }</style>
<h1>Empty Chair</h1>
${words}</html>
`;

/** In the language that the browser asks for. */
function send(request: Request, response: Response, status: number, words: () => Html): void {
  response
    .status(status)
    .set({
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
    .type('html')
    .send(inLanguage(readersLanguage(request), () => page(words()).text));
}

/** `GET /`, one page without scripts. Behind the playground's page, where there is one. */
export function frontPage(): Router {
  const router = Router();
  router.get('/', (request, response) => send(request, response, 200, welcome));
  return router;
}

/** After all routes: nothing is at this path. */
export const nothingHere: RequestHandler = (request, response) => send(request, response, 404, nothing);

/** After all routes: what one of them threw. Express itself would show the stack. */
export const wentWrong =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    const status = faultStatus(error);
    if (status >= 500) log.error({ err: error, route: routeOf(request) }, 'request failed');
    if (response.headersSent) return void response.destroy();
    send(request, answerLater(response, status), status, status < 500 ? unreadable : failed);
  };
