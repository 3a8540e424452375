/** `POST /api/v1/feedback` takes in what other systems heard from customers; `GET` gives it back with how it stands. */
import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import type { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Database } from '../../storage/database.js';
import { authenticate, verifySignature } from './authenticate.js';
import type { FeedbackEntry, FeedbackIntake, FeedbackPage, IntakeResult } from './feedback-intake.js';
import { type Answer, answerOnce } from './idempotency.js';
import { type ItemsCall, parseItems, problemOfFields, refuseFaulty } from './items.js';
import { parsePage, problemOfQuery } from './page-query.js';
import { Problem } from './problem.js';
import { bodyReader, requireJson } from './read-body.js';
import type { ApiClient } from './store.js';

/** 5 MB: 1,000 items of five thousand letters each. */
export const maxBodyBytes = 5 * 1024 * 1024;

const path = '/api/v1/feedback';
const readBody = bodyReader(maxBodyBytes);

export interface FeedbackRoutesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly intake: FeedbackIntake;
}

export function feedbackRoutes(deps: FeedbackRoutesDeps): Router {
  const router = Router();
  router
    .route(path)
    .post((request, response) => take(deps, request, response))
    .get((request, response) => list(deps, request, response))
    .all(({ method }) => {
      throw new Problem(405, 'api.method', `${method} is not possible here: POST takes feedback in, GET lists it.`, {
        headers: { Allow: 'GET, HEAD, POST' },
      });
    });
  return router;
}

async function take(deps: FeedbackRoutesDeps, request: Request, response: Response): Promise<void> {
  const client = await authenticate(deps.database, request);
  requireJson(request);
  const body = await readBody(request, response);
  const signature = verifySignature(client, request, { body, now: deps.clock.now() });
  const call = parseItems(body);
  refuseFaulty(call, (item) => deps.intake.check(item));
  const key = idempotencyKey(request, signature);
  const takeOnce = (attempt: string | null) => takeIn(deps, client, { call, attempt });
  if (key === null) return send(response, await takeOnce(null));
  const requestHash = createHash('sha256').update(`POST ${path}\n`).update(body).digest('hex');
  const { isRepeated, ...answer } = await answerOnce(deps, { apiKeyId: client.keyId, key, requestHash }, takeOnce);
  if (isRepeated) response.set('Idempotency-Replayed', 'true');
  send(response, answer);
}

function send(response: Response, { status, body }: Answer): void {
  response.status(status).type('application/json').send(body);
}

/** A signed request without a key of its own goes by its signature, so that one caught on the way can't be replayed. */
function idempotencyKey(request: Request, signature: string | null): string | null {
  const key = request.get('idempotency-key');
  if (key === undefined) return signature && `signature:${signature}`;
  if (/^[!-~ ]{1,255}$/.test(key)) return `key:${key}`;
  const detail = 'An Idempotency-Key has 1 to 255 ASCII characters; a UUID does well.';
  throw new Problem(400, 'api.idempotencyKey', detail, { errors: [{ parameter: 'Idempotency-Key', detail }] });
}

async function takeIn(
  deps: FeedbackRoutesDeps,
  client: ApiClient,
  { call, attempt }: { readonly call: ItemsCall; readonly attempt: string | null },
): Promise<Answer> {
  const items = attempt === null ? call.items : call.items.map((item, index) => withId(item, `${attempt}:${index}`));
  const results = await intakeOf(deps, client, { ...call, items });
  const newCount = results.filter(({ isNew }) => isNew).length;
  deps.log.info({ source: client.name, itemCount: results.length, newCount }, 'feedback taken in by the web API');
  const body = results.map(({ number, isNew }) => ({ id: `F-${number}`, isNew }));
  return { status: newCount > 0 ? 201 : 200, body: JSON.stringify(body) };
}

/** See idempotency.ts: what has no id of its own is known again by this one. */
function withId(item: unknown, id: string): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const hasOwn = 'sourceId' in item && typeof item.sourceId === 'string' && item.sourceId.trim() !== '';
  return hasOwn ? item : { ...item, sourceId: id };
}

async function intakeOf(
  deps: FeedbackRoutesDeps,
  client: ApiClient,
  call: ItemsCall,
): Promise<readonly IntakeResult[]> {
  const { organisationId, name: source } = client;
  try {
    return await deps.intake.intake(call.items, { organisationId, source, surface: 'api', actorId: null });
  } catch (error) {
    const problem = error instanceof InvalidInput ? problemOfFields(call, error.fields) : null;
    throw problem ?? error;
  }
}

async function list(deps: FeedbackRoutesDeps, request: Request, response: Response): Promise<void> {
  const client = await authenticate(deps.database, request);
  verifySignature(client, request, { body: Buffer.alloc(0), now: deps.clock.now() });
  const page = parsePage(request.query);
  const items = await pageOf(deps.intake, client, page);
  const last = items.at(-1);
  const next = last !== undefined && items.length === page.limit ? nextPage(page, last.number) : null;
  if (next !== null) response.set('Link', `<${next}>; rel="next"`);
  response.set('Cache-Control', 'no-store').json({ items, next });
}

async function pageOf(
  intake: FeedbackIntake,
  client: ApiClient,
  page: FeedbackPage,
): Promise<readonly FeedbackEntry[]> {
  try {
    return await intake.page(client.organisationId, page);
  } catch (error) {
    const problem = error instanceof InvalidInput ? problemOfQuery(error.fields) : null;
    throw problem ?? error;
  }
}

function nextPage(page: { readonly limit: number; readonly state?: string }, after: number): string {
  const query = new URLSearchParams({ after: String(after), limit: String(page.limit) });
  if (page.state !== undefined) query.set('state', page.state);
  return `${path}?${query}`;
}
