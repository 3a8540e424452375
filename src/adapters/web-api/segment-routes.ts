/**
 * `POST /api/v1/identify`, `/group`, `/track`, `/alias`, `/page`, `/screen` and `/batch`: what systems know of customers, in
 * the Segment spec (https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/).
 */
import { type Request, type Response, Router } from 'express';
import type { ApiClient } from '../../chat/key-book.js';
import type { FieldErrors } from '../../kernel/errors.js';
import { inOrganisation } from '../../storage/scope.js';
import { Problem } from '../http/problem.js';
import { bodyReader, parseJson, requireJson } from '../http/read-body.js';
import { answerSigned } from './answer-request.js';
import { type AuthenticateDeps, authenticate } from './authenticate.js';
import { maxBodyBytes } from './collection-routes.js';
import type { IdempotencyDeps } from './idempotency.js';
import { maxItemsPerCall, refuseFaulty } from './items.js';
import { oversizeOf } from './oversize.js';
import { verifySignature } from './signatures.js';

const readBody = bodyReader(maxBodyBytes);

/** As in the Segment spec. */
const maxMessageBytes = 32 * 1024;

/** What can be sent by itself. */
const types = ['identify', 'group', 'track', 'alias', 'page', 'screen'] as const;

/** Clients of Segment that are given a host alone post to /v1. */
export const segmentPaths: readonly string[] = [...types, 'batch'].map((type) => `/v1/${type}`);

export interface SegmentRoutesDeps extends AuthenticateDeps, IdempotencyDeps {
  readonly customers: {
    checkMessage(message: unknown, type?: string): FieldErrors | null;
    takeFacts(
      messages: readonly unknown[],
      source: { readonly organisationId: string; readonly source: string; readonly type?: string },
    ): Promise<{
      readonly repeatedCount: number;
      readonly ignoredCount: number;
      readonly leftOut: readonly { readonly index: number; readonly path: string; readonly why: string }[];
      readonly notes: readonly string[];
    }>;
  };
}

interface Call {
  readonly items: readonly unknown[];
  readonly pointerOf: (index: number) => string;
}

export function segmentRoutes(deps: SegmentRoutesDeps): Router {
  const router = Router();
  for (const type of types) route(deps, router, type);
  route(deps, router, 'batch');
  return router;
}

function route(deps: SegmentRoutesDeps, router: Router, name: string): void {
  router
    .route([`/api/v1/${name}`, `/v1/${name}`])
    .post((request, response) => take(deps, request, response, name))
    .all(({ method }) => {
      const detail = `${method} is not possible here: POST takes facts in.`;
      throw new Problem(405, 'api.method', detail, { headers: { Allow: 'POST' } });
    });
}

async function take(deps: SegmentRoutesDeps, request: Request, response: Response, name: string): Promise<void> {
  const client = await authenticate(deps, request, { scope: 'capture', basic: 'user' });
  await inOrganisation(client.organisationId, () => takeFrom(client, deps, { request, response, name }));
}

interface Asked {
  readonly request: Request;
  readonly response: Response;
  /** Of the route. */
  readonly name: string;
}

async function takeFrom(client: ApiClient, deps: SegmentRoutesDeps, { request, response, name }: Asked): Promise<void> {
  requireJson(request);
  const body = await readBody(request, response);
  const signed = verifySignature(client, request, { body, now: deps.clock.now() });
  const type = name === 'batch' ? undefined : name;
  const parsed = parseJson(body);
  const call = type === undefined ? batchOf(parsed) : { items: [parsed], pointerOf: () => '' };
  refuseFaulty(call, (item) => oversizeOf(item, maxMessageBytes) ?? deps.customers.checkMessage(item, type));
  // Begun, and sent again after a crash, a signed call counts once.
  const items = signed === null ? call.items : call.items.map((item, index) => withId(item, `${signed.key}:${index}`));
  response.set('Cache-Control', 'no-store');
  const path = `/api/v1/${name}`;
  await answerSigned(deps, { client, request, response, body, signed, path }, async () => ({
    status: 200,
    body: JSON.stringify(await takeIn(deps, client, { ...call, items, type })),
  }));
}

async function takeIn(
  { customers, log }: SegmentRoutesDeps,
  { organisationId, name: source }: ApiClient,
  { type, ...call }: Call & { readonly type: string | undefined },
): Promise<object> {
  const { items } = call;
  const taken = await customers.takeFacts(items, { organisationId, source, ...(type !== undefined && { type }) });
  const { repeatedCount, ignoredCount, leftOut, notes } = taken;
  log.info(
    { source, itemCount: items.length, repeatedCount, ignoredCount, leftOutCount: leftOut.length },
    'facts of customers taken in by the web API',
  );
  return {
    success: true,
    ...(repeatedCount > 0 && { repeatedCount }),
    ...(ignoredCount > 0 && { ignoredCount }),
    ...(leftOut.length > 0 && { leftOutCount: leftOut.length, leftOut: leftOut.slice(0, 100).map(listed(call)) }),
    ...(notes.length > 0 && { notes }),
  };
}

const listed =
  ({ pointerOf }: Call) =>
  ({ index, path, why }: { readonly index: number; readonly path: string; readonly why: string }) => ({
    ...(pointerOf(index) !== '' && { message: pointerOf(index) }),
    trait: path,
    why,
  });

function batchOf(value: unknown): Call {
  const batch = typeof value === 'object' && value !== null && 'batch' in value ? value.batch : undefined;
  if (!Array.isArray(batch)) {
    const detail = 'The body is { "batch": [...] }, a list of messages.';
    throw new Problem(422, 'api.noItems', detail, { errors: [{ pointer: '/batch', detail }] });
  }
  if (batch.length < 1 || batch.length > maxItemsPerCall) {
    const detail = `Send 1 to ${maxItemsPerCall.toLocaleString('en-GB')} messages a call; these are ${batch.length.toLocaleString('en-GB')}.`;
    throw new Problem(422, 'api.itemCount', detail, { errors: [{ pointer: '/batch', detail }] });
  }
  return { items: batch, pointerOf: (index) => `/batch/${index}` };
}

function withId(item: unknown, messageId: string): unknown {
  if (typeof item !== 'object' || item === null || 'messageId' in item) return item;
  return { ...item, messageId };
}
