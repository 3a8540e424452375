/**
 * `POST /internal/cli`: the bot that runs does what the command line beside it asks, because only it has the
 * embedded database open. For programs of this machine that could read the token out of the database's folder.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import type { Logger } from '../../../kernel/logger.js';
import { senderIsKnown } from '../../http/limit-addresses.js';
import { Problem, problemFor, sendProblem } from '../../http/problem.js';
import { bodyReader, requireJson } from '../../http/read-body.js';
import { callPath, callSchema, perform } from './calls.js';
import type { Host } from './host.js';

/** A batch of the longest texts, each letter of four bytes. */
const readBody = bodyReader(64 * 1024 * 1024);

/** The route by which the command line hands its work to a running bot: from this machine alone, and with the token. */
export function hostRoute(deps: { readonly host: Host; readonly token: string; readonly log: Logger }): Router {
  const router = Router();
  router.all(callPath, async (request, response) => {
    try {
      requireNeighbour(request, deps.token);
      senderIsKnown(response);
      // Some of it takes long, and nothing is sent meanwhile.
      request.socket.setTimeout(0);
      response.json({ result: (await answer(deps.host, request, response)) ?? null });
    } catch (error) {
      sendProblem(response, problemFor(error) ?? failed(deps.log, error));
    }
  });
  return router;
}

async function answer(host: Host, request: Request, response: Response): Promise<unknown> {
  requireJson(request);
  const call = callSchema.safeParse(readJson(await readBody(request, response)));
  if (call.success) return perform(host, call.data);
  throw new Problem(
    400,
    'cli.unknownCall',
    'The bot that runs does not know this command: it is another version. Restart it.',
  );
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}

/** Whoever is far away or has no token is told that there is nothing here. */
function requireNeighbour(request: Request, token: string): void {
  const isNear = /^(?:::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '');
  const [, given = ''] = /^Bearer (.+)$/.exec(request.get('authorization') ?? '') ?? [];
  if (isNear && timingSafeEqual(digest(given), digest(token))) return;
  throw new Problem(404, 'api.noSuchPath', 'There is nothing here.');
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function failed(log: Logger, err: unknown): Problem {
  log.error({ err }, 'command failed');
  return new Problem(500, 'cli.failed', 'The running bot failed to do this; its log says why.');
}
