/**
 * `POST /slack/events`: the one address for commands, interactivity and events. Reads nothing that is not signed,
 * and acknowledges in time whatever happens behind it. start.ts hands it to Bolt as its receiver.
 */
import type { Receiver } from '@slack/bolt';
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import type { Clock } from '../../../kernel/clock.js';
import type { Logger } from '../../../kernel/logger.js';
import { senderIsKnown } from '../../http/limit-addresses.js';
import { answerLater, faultStatus } from '../../http/whose-fault.js';
import { isObject, type Json } from '../../platform/json.js';
import type { Replays } from '../../platform/replays.js';
import { limits } from '../limits.js';
import type { Acknowledger, Verdict } from './acknowledger.js';
import { isReadable } from './payloads.js';
import { createRequests } from './verify-request.js';

export interface HttpReceiverDeps {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly acknowledger: Acknowledger;
  /** What other copies did; null: there are none. */
  readonly replays: Replays | null;
}

export const eventsPath = '/slack/events';

/** Takes requests by HTTP: checks signature, age and replays. */
export function createHttpReceiver(deps: HttpReceiverDeps): Receiver & { readonly routes: Router } {
  const { clock, log, acknowledger, replays } = deps;
  const requests = createRequests(deps.signingSecret);
  const routes = express.Router();
  const readBody = express.raw({ type: () => true, limit: limits.requestBytes, inflate: false });
  routes.post(eventsPath, readBody, async (request: Request, response: Response) => {
    const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const timestamp = request.get('x-slack-request-timestamp');
    const signed = { timestamp, signature: request.get('x-slack-signature'), body };
    if (isCertificateCheck(body)) return void response.status(200).end();
    const problem = requests.problem(signed, clock.now());
    if (problem !== null) return refuse(log, response, { status: 401, reason: problem });
    senderIsKnown(response);
    const signature = signed.signature ?? '';
    if (await replays?.wasDone(signature, new Date(Number(timestamp) * 1_000))) {
      return refuse(log, response, { status: 401, reason: 'replayed' });
    }
    const parsed = parseBody(request.get('content-type') ?? '', body);
    if (parsed?.type === 'url_verification') return void response.json({ challenge: parsed.challenge });
    if (parsed?.type === 'app_rate_limited') return rateLimited(log, response, parsed);
    if (parsed === null || !isReadable(parsed)) return refuse(log, response, { status: 400, reason: 'unreadable' });
    acknowledger.take({
      body: parsed,
      ...retryOf(request),
      answer(verdict) {
        if (verdict.kind === 'taken') replays?.note(signature);
        else requests.forget(signed);
        answerWith(response, verdict);
      },
    });
  });
  routes.use(eventsPath, answerErrors(log));
  return {
    routes,
    init: (app) => acknowledger.init(app),
    start: async () => undefined,
    stop: async () => acknowledger.stop(),
  };
}

/** Slack looks whether our certificate is good, and signs nothing. Nothing else is read of it, and nothing done. */
function isCertificateCheck(body: Buffer): boolean {
  return body.length < 1_000 && new URLSearchParams(body.toString('latin1')).get('ssl_check') === '1';
}

function rateLimited(log: Logger, response: Response, body: Json): void {
  log.warn({ teamId: String(body.team_id).slice(0, 40) }, 'slack holds events back: more than 30,000 an hour');
  response.status(200).end();
}

const statuses = { taken: 200, again: 503, failed: 500 } as const;

function answerWith(response: Response, verdict: Verdict): void {
  answerLater(response, statuses[verdict.kind]);
  const content = verdict.kind === 'taken' ? verdict.content : undefined;
  if (content === undefined || content === '') response.end();
  else if (typeof content === 'string') response.type('text/plain').send(content);
  else response.json(content);
}

function retryOf(request: Request): { retryNum?: number; retryReason?: string } {
  const count = Number(request.get('x-slack-retry-num') ?? Number.NaN);
  const reason = request.get('x-slack-retry-reason');
  return { ...(Number.isInteger(count) && { retryNum: count }), ...(reason && { retryReason: reason }) };
}

/** Null for what is neither a form nor JSON, or is no object. */
export function parseBody(contentType: string, body: Buffer): Json | null {
  try {
    const text = body.toString('utf8');
    if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) return objectOf(JSON.parse(text));
    const fields = Object.fromEntries(new URLSearchParams(text));
    return fields.payload === undefined ? fields : objectOf(JSON.parse(fields.payload));
  } catch {
    return null;
  }
}

const objectOf = (value: unknown): Json | null => (isObject(value) ? value : null);

function refuse(log: Logger, response: Response, { status, reason }: { status: number; reason: string }): void {
  log.warn({ status, reason }, 'slack request refused');
  answerLater(response, status).end();
}

/** The message of what reading the body throws may quote it. */
function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = faultStatus(error);
    refuse(log, response, { status, reason: { 413: 'too_long', 500: 'failed', 503: 'away' }[status] ?? 'unreadable' });
  };
}
