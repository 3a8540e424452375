/** POST /api/messages: everything that Teams tells. Nothing of ours stands in the answers but what was asked for. */
import express, { type ErrorRequestHandler, type Router } from 'express';
import { isDatabaseAway } from '../../../kernel/errors.js';
import type { Logger } from '../../../kernel/logger.js';
import { senderIsKnown } from '../../http/limit-addresses.js';
import { answerLater } from '../../http/whose-fault.js';
import { NotYet } from '../../platform/once-only.js';
import { type Activity, activity, tenantOf } from '../activity.js';
import { limits } from '../limits.js';
import { type Door, type InvokeAnswer, Unauthorised } from './door.js';

export interface RoutesDeps {
  /** null: the door is not open yet. */
  door(): Door | null;
  /** Lower case; empty: any. */
  readonly tenantIds: readonly string[];
  /** The one channel of Bot Framework that is heard; null: any, for tools on this machine. */
  readonly channel: string | null;
  readonly log: Logger;
  /** Does what the activity says. */
  take(told: Activity, tenantId: string): Promise<InvokeAnswer | null>;
}

/** Without a tenant of their own, tools on this machine are one tenant. */
const localTenant = 'local';

/** The route that Teams calls. What it refuses gets a status alone; the reason stands in the log. */
export function teamsRoutes({ door, tenantIds, channel, log, take }: RoutesDeps): Router {
  const router = express.Router();
  router.post('/api/messages', express.json({ limit: limits.requestBytes }), async (request, response) => {
    const opened = door();
    if (!opened) return void answerLater(response, 503).end();
    const body: unknown = request.body;
    const read = activity.safeParse(body);
    try {
      if (!read.success) {
        const fields = read.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).slice(0, 10);
        log.warn({ fields }, 'teams activity refused');
        return void response.status(400).end();
      }
      const told = read.data;
      const answer = await opened.take(request.get('authorization') ?? '', body as object, async () => {
        senderIsKnown(response);
        // On Direct Line and Web Chat whoever writes says what their tenant and their name are.
        if (channel !== null && (told.channelId ?? channel) !== channel) {
          log.warn({ channelId: told.channelId }, 'channel other than teams refused');
          return { status: 403 };
        }
        const tenantId = tenantOf(told) ?? (tenantIds.length === 0 ? localTenant : '');
        if (tenantIds.length > 0 && !tenantIds.includes(tenantId)) {
          log.warn({ tenantId }, 'teams tenant refused');
          return { status: 403 };
        }
        return take(told, tenantId);
      });
      if (answer?.body === undefined) return void response.status(answer?.status ?? 200).end();
      response.status(answer.status).json(answer.body);
    } catch (error) {
      if (error instanceof Unauthorised) {
        log.warn('teams request without a valid token refused');
        return void response.status(401).end();
      }
      // Teams tells again what was not taken.
      const isNotYet = error instanceof NotYet;
      if (!isNotYet) log.error({ err: error }, 'teams activity failed');
      const status = isNotYet || isDatabaseAway(error) ? 503 : 500;
      answerLater(response, status).end();
    }
  });
  router.use('/api/messages', refuseBody);
  return router;
}

/** Too large, or no JSON. */
const refuseBody: ErrorRequestHandler = (error: { status?: unknown }, _request, response, _next) => {
  response.status(typeof error.status === 'number' ? error.status : 400).end();
};
