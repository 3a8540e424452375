/**
 * `GET /exports/ORGANISATION/CUSTOMER/MEMBER.json`: everything about one customer, for whoever has the address that
 * `/customer export` gave, while its signature is good. app.ts mounts it with what the room serves.
 */
import { Router } from 'express';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import { sendPieces } from '../http/send-pieces.js';

export interface ExportRoutesDeps {
  readonly clock: Clock;
  readonly links: SignedLinks;
  readonly log: Logger;
  /** null: there is no such customer. */
  customerFile(of: {
    readonly organisationId: string;
    readonly customerId: string;
    readonly viewerId: string;
  }): Promise<AsyncIterable<string> | null>;
}

/** Serves a customer's data, piece by piece, to whoever has a signed link that is still good. */
export function exportRoutes({ clock, links, log, customerFile }: ExportRoutesDeps): Router {
  const router = Router();
  router.get('/exports/:organisationId/:customerId/:viewerId.json', async ({ originalUrl, params }, response) => {
    response.set({
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    const refuse = (status: number, words: string) =>
      void response.status(status).type('text/plain; charset=utf-8').send(`${words}\n`);
    if (!links.isGood(originalUrl, clock.now()))
      return refuse(
        403,
        'This address is not good, or not any more. Ask for a new one: /customer export customer:NAME',
      );
    try {
      const file = await customerFile(params);
      if (!file) return refuse(404, 'There is no such customer.');
      const named = { 'Content-Disposition': 'attachment; filename="customer.json"' };
      await sendPieces(response, { ...named, 'Content-Type': 'application/json; charset=utf-8' }, file);
    } catch (err) {
      log.error({ err }, 'export not sent');
      if (response.headersSent) return void response.destroy();
      response.set('Retry-After', '5');
      refuse(503, 'The file can’t be read just now. Please try again in a minute.');
    }
  });
  return router;
}
