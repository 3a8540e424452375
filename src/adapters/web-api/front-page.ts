/** What a browser sees at the bot's address: what answers there, and what is said where nothing does. */
import { type ErrorRequestHandler, type RequestHandler, type Response, Router } from 'express';
import type { Logger } from '../../kernel/logger.js';
import { routeOf } from '../http/route-of.js';

const head = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Empty Chair</title>
<style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark }</style>
<h1>Empty Chair</h1>
`;

const welcome = `<p>It gives your customer a seat in every meeting, and it is running. It works in your chat: type
<code>/customer help</code> in Slack, or <code>@Empty Chair help</code> in Microsoft Teams.</p>
<p>For whoever runs it: <a href="/readyz">what it is connected to</a>.</p>
`;

function send(response: Response, status: number, words: string): void {
  response
    .status(status)
    .set({
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
    .type('html')
    .send(`${head}${words}</html>\n`);
}

/** `GET /`, one page without scripts. Behind the playground's page, where there is one. */
export function frontPage(): Router {
  const router = Router();
  router.get('/', (_request, response) => send(response, 200, welcome));
  return router;
}

/** After all routes: nothing is at this path. */
export const nothingHere: RequestHandler = (_request, response) =>
  send(response, 404, '<p>There is nothing at this address.</p>\n<p><a href="/">To the start</a></p>\n');

/** After all routes: what one of them threw. Express itself would show the stack. */
export const wentWrong =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    const { status }: { readonly status?: unknown } = typeof error === 'object' && error !== null ? error : {};
    const isTheirs = typeof status === 'number' && status >= 400 && status < 500;
    if (!isTheirs) log.error({ err: error, route: routeOf(request) }, 'request failed');
    if (response.headersSent) return void response.destroy();
    if (isTheirs) send(response, status, '<p>This address can’t be read. Check how it is written.</p>\n');
    else send(response, 500, '<p>Something went wrong here. It has been logged. Please try again.</p>\n');
  };
