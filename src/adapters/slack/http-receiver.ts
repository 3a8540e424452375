/**
 * `POST /slack/events`: the one address for commands, interactivity and events. Reads nothing that is not signed,
 * and acknowledges in time whatever happens behind it. start.ts hands it to Bolt as its receiver.
 */
import type { App, Receiver } from '@slack/bolt';
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { describeDefect } from '../../chat/defect.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import { limits } from './limits.js';
import { isReadable } from './payloads.js';
import { createVerifyRequest } from './verify-request.js';

export interface HttpReceiverDeps {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Logger;
}

export const eventsPath = '/slack/events';

export function createHttpReceiver(deps: HttpReceiverDeps): Receiver & { readonly routes: Router } {
  const verify = createVerifyRequest(deps.signingSecret);
  const routes = express.Router();
  let bolt: App | null = null;
  const readBody = express.raw({ type: () => true, limit: limits.requestBytes, inflate: false });
  routes.post(eventsPath, readBody, (request: Request, response: Response) => {
    const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signed = { timestamp: request.get('x-slack-request-timestamp'), signature: request.get('x-slack-signature') };
    const problem = verify({ ...signed, body }, deps.clock.now());
    if (problem !== null) return refuse(deps.log, response, { status: 401, reason: problem });
    const parsed = parseBody(request.get('content-type') ?? '', body.toString('utf8'));
    if (parsed === null) return refuse(deps.log, response, { status: 400, reason: 'unreadable' });
    if (parsed.type === 'url_verification') return void response.json({ challenge: parsed.challenge });
    if (!isReadable(parsed)) return refuse(deps.log, response, { status: 400, reason: 'unreadable' });
    if (bolt) void pass(bolt, { body: parsed, request, response, log: deps.log });
  });
  routes.use(eventsPath, answerErrors(deps.log));
  return {
    routes,
    init(app) {
      bolt = app;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
}

interface Passed {
  readonly body: Record<string, unknown>;
  readonly request: Request;
  readonly response: Response;
  readonly log: Logger;
}

/** Events are acknowledged when they are done, so that Slack tells again what a crash swallowed; but always in time. */
async function pass(bolt: App, { body, request, response, log }: Passed): Promise<void> {
  const send = (status: number, content?: unknown) => answerOnce(response, status, content);
  const isEvent = 'event' in body;
  const lastMoment = setTimeout(() => {
    log.warn({ kind: kindOf(body) }, 'slack request acknowledged at the last moment');
    send(isSubmission(body) ? 503 : 200);
  }, limits.ackMs);
  try {
    await bolt.processEvent({
      body,
      ack: async (content?: unknown) => {
        if (!isEvent) send(200, content);
      },
      ...retryOf(request),
    });
    send(200);
  } catch (thrown) {
    log.error({ kind: kindOf(body), defect: describeDefect(thrown) }, 'slack request failed');
    send(500);
  } finally {
    clearTimeout(lastMoment);
  }
}

/** A modal that is acknowledged closes, with everything that was written into it; unavailable, it stays. */
const isSubmission = (body: Record<string, unknown>): boolean => body.type === 'view_submission';

function answerOnce(response: Response, status: number, content: unknown): void {
  if (response.headersSent) return;
  response.status(status);
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
export function parseBody(contentType: string, text: string): Record<string, unknown> | null {
  try {
    if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) return objectOf(JSON.parse(text));
    const fields = Object.fromEntries(new URLSearchParams(text));
    return fields.payload === undefined ? fields : objectOf(JSON.parse(fields.payload));
  } catch {
    return null;
  }
}

function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** As the log names a request: never more than its kind. */
function kindOf(body: Record<string, unknown>): string {
  const event = objectOf(body.event);
  const kind = event?.type ?? body.type ?? (body.command === undefined ? 'unknown' : 'command');
  return String(kind).slice(0, 40);
}

function refuse(log: Logger, response: Response, { status, reason }: { status: number; reason: string }): void {
  log.warn({ status, reason }, 'slack request refused');
  response.status(status).end();
}

/** What reading the body throws carries a status; its message may quote the body. */
function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: { status?: unknown }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = typeof error.status === 'number' ? error.status : 500;
    refuse(log, response, { status, reason: status === 413 ? 'too_long' : 'unreadable' });
  };
}
