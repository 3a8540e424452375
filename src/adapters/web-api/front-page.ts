/** `GET /`: says what answers there, to whoever opens the bot's address in a browser. Behind the playground's page, where there is one. */
import { Router } from 'express';

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Empty Chair</title>
<style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark }</style>
<h1>Empty Chair</h1>
<p>It gives your customer a seat in every meeting, and it is running. It works in your chat: type
<code>/customer help</code> in Slack, or <code>@Empty Chair help</code> in Microsoft Teams.</p>
<p>For whoever runs it: <a href="/readyz">what it is connected to</a>.</p>
</html>
`;

/** One page without scripts. */
export function frontPage(): Router {
  const router = Router();
  router.get('/', (_request, response) => {
    response
      .set({
        'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      })
      .type('html')
      .send(page);
  });
  return router;
}
