/**
 * `GET /minutes/ID.md`: the minutes of a meeting for whoever has the address that the agenda's card shows, while its
 * signature is good. app.ts mounts it with what the room serves.
 */
import { type Response, Router } from 'express';
import type { Clock } from '../../kernel/clock.js';
import type { SignedLinks } from '../../kernel/signed-links.js';

export interface MinutesRoutesDeps {
  readonly clock: Clock;
  readonly links: SignedLinks;
  /** null: no such meeting, or it is not closed. */
  minutesOf(meetingId: string): Promise<{ readonly fileName: string; readonly markdown: string } | null>;
}

export function minutesRoutes({ clock, links, minutesOf }: MinutesRoutesDeps): Router {
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
    const minutes = await minutesOf(params.id);
    if (!minutes) return say(response, 404, 'There are no minutes of this meeting.');
    response
      .set('Content-Disposition', `attachment; filename="${minutes.fileName}"`)
      .type('text/markdown; charset=utf-8')
      .send(minutes.markdown);
  });
  return router;
}

function say(response: Response, status: number, words: string): void {
  response.status(status).type('text/plain; charset=utf-8').send(`${words}\n`);
}
