/**
 * `POST /mail/bounces`: mails that came back, from a mail server or a service that sends mail. It needs no key: only who
 * has the mail knows its id, and all that it can do is to end mail to that address.
 */
import express, { type ErrorRequestHandler, Router } from 'express';
import type { TakeBounce } from '../../chat/mail.js';
import { faultStatus } from '../http/whose-fault.js';
import { readBounces } from './read-bounces.js';

/** A bounce holds the mail once more; ours are small. */
const maxBody = '1mb';
/** Services send many in a call. */
const maxBounces = 1_000;

/** Serves it. */
export function bounceRoutes(take: TakeBounce): Router {
  const router = Router();
  router.post('/mail/bounces', express.text({ type: () => true, limit: maxBody }), async ({ body }, response) => {
    const bounces = readBounces(typeof body === 'string' ? body : '').slice(0, maxBounces);
    let noted = 0;
    for (const bounce of bounces) if (await take(bounce)) noted += 1;
    response.json({ noted });
  });
  const refused: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    const status = faultStatus(error);
    if (status >= 500 || response.headersSent) return next(error);
    response.status(status).json({ noted: 0, detail: 'This can’t be read as a bounce. It has at most 1 MB.' });
  };
  router.use('/mail/bounces', refused);
  return router;
}
