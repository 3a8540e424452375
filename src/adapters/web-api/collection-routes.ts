/** `POST` takes in what other systems heard from customers, `GET` gives it back: the same for all that collections.ts names. */
import { type Request, type Response, Router } from 'express';
import type { ApiClient } from '../../chat/key-book.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import { inOrganisation } from '../../storage/scope.js';
import { Problem } from '../http/problem.js';
import { bodyReader, requireJson } from '../http/read-body.js';
import { answerRequest, answerSigned } from './answer-request.js';
import { authenticate } from './authenticate.js';
import type { Collection } from './collections.js';
import type { Answer } from './idempotency.js';
import type { IntakeResult } from './intakes.js';
import { type ItemsCall, parseItems, problemOfFields, refuseFaulty, summaryOf } from './items.js';
import { oversizeOf } from './oversize.js';
import { parsePage, problemOfQuery } from './page-query.js';
import { picked, sendReading } from './reading.js';
import { type AdmitDeps, admit, verifySignature } from './signatures.js';

/** 5 MB: 1,000 items of five thousand letters each. */
export const maxBodyBytes = 5 * 1024 * 1024;

const readBody = bodyReader(maxBodyBytes);

/** What routes of collections are given. */
export interface CollectionDeps extends AdmitDeps {
  readonly log: Logger;
}

/** One page's question, as far as all collections share it. */
interface AnyPage {
  readonly limit: number;
}

interface Served<Result extends IntakeResult, Page extends AnyPage, Entry extends object> extends CollectionDeps {
  readonly collection: Collection<Result, Page, Entry>;
}

export function collectionRoutes<Result extends IntakeResult, Page extends AnyPage, Entry extends object>(
  deps: CollectionDeps,
  collection: Collection<Result, Page, Entry>,
): Router {
  const router = Router();
  const served = { ...deps, collection };
  router
    .route(collection.path)
    .post((request, response) => take(served, request, response))
    .get((request, response) => list(served, request, response))
    .all(({ method }) => {
      const detail = `${method} is not possible here: POST takes ${collection.kind} in, GET lists what is there.`;
      throw new Problem(405, 'api.method', detail, { headers: { Allow: 'GET, HEAD, POST' } });
    });
  return router;
}

async function take<Result extends IntakeResult, Page extends AnyPage, Entry extends object>(
  deps: Served<Result, Page, Entry>,
  request: Request,
  response: Response,
): Promise<void> {
  const client = await authenticate(deps, request, { scope: 'capture' });
  await inOrganisation(client.organisationId, () => takeFrom(client, deps, request, response));
}

async function takeFrom<Result extends IntakeResult, Page extends AnyPage, Entry extends object>(
  client: ApiClient,
  deps: Served<Result, Page, Entry>,
  request: Request,
  response: Response,
): Promise<void> {
  requireJson(request);
  const body = await readBody(request, response);
  const signed = verifySignature(client, request, { body, now: deps.clock.now() });
  const call = parseItems(body);
  refuseFaulty(call, (item) => oversizeOf(item) ?? deps.collection.room.check(item));
  const { path } = deps.collection;
  const admitted = { client, request, response, body, signed };
  if (isDryRun(request)) {
    const summary = { status: 200, body: JSON.stringify(summaryOf(call.items)) };
    return answerSigned(deps, { ...admitted, path: `${path}?dryRun` }, async () => summary);
  }
  await answerRequest(deps, { ...admitted, path }, (attempt) => takeIn(deps, client, { call, attempt }));
}

/** `?dryRun=true`: says what would come in, and keeps nothing. */
function isDryRun({ query }: Request): boolean {
  const asked = query.dryRun;
  if (asked === undefined || asked === 'false') return false;
  if (asked === 'true' || asked === '') return true;
  const detail = 'dryRun is true or false.';
  throw new Problem(400, 'api.dryRun', detail, { errors: [{ parameter: 'dryRun', detail }] });
}

async function takeIn<Result extends IntakeResult, Page extends AnyPage, Entry extends object>(
  deps: Served<Result, Page, Entry>,
  client: ApiClient,
  { call, attempt }: { readonly call: ItemsCall; readonly attempt: string | null },
): Promise<Answer> {
  const items = attempt === null ? call.items : call.items.map((item, index) => withId(item, `${attempt}:${index}`));
  const results = await intakeOf(deps, client, { ...call, items });
  const newCount = results.filter(({ isNew }) => isNew).length;
  const { kind, idOf } = deps.collection;
  deps.log.info({ kind, source: client.name, itemCount: results.length, newCount }, 'items taken in by the web API');
  const body = results.map((result) => {
    const { isNew, newCustomer } = result;
    return { id: idOf(result), isNew, ...(newCustomer !== undefined && { newCustomer }) };
  });
  return { status: newCount > 0 ? 201 : 200, body: JSON.stringify(body) };
}

/** See idempotency.ts: what has no id of its own is known again by this one. */
function withId(item: unknown, id: string): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const hasOwn = 'sourceId' in item && typeof item.sourceId === 'string' && item.sourceId.trim() !== '';
  return hasOwn ? item : { ...item, sourceId: id };
}

async function intakeOf<Result extends IntakeResult, Page extends AnyPage, Entry extends object>(
  { collection }: Served<Result, Page, Entry>,
  client: ApiClient,
  call: ItemsCall,
): Promise<readonly Result[]> {
  const { organisationId, name: source, actor } = client;
  try {
    const from = { organisationId, source, surface: 'api', actorId: actor?.id ?? null } as const;
    return await collection.room.intake(call.items, from);
  } catch (error) {
    const problem = error instanceof InvalidInput ? problemOfFields(call, error.fields) : null;
    throw problem ?? error;
  }
}

async function list<Result extends IntakeResult, Page extends AnyPage, Entry extends object>(
  deps: Served<Result, Page, Entry>,
  request: Request,
  response: Response,
): Promise<void> {
  const { pageSchema, afterOf, path } = deps.collection;
  const client = await admit(deps, request, 'read');
  const page = parsePage(pageSchema, request.query);
  const items = await inOrganisation(client.organisationId, () => pageOf(deps, client, page));
  const last = items.at(-1);
  const isFull = last !== undefined && items.length === page.limit;
  const next = isFull ? nextPage(path, page, afterOf(last)) : null;
  if (next !== null) response.set('Link', `<${next}>; rel="next"`);
  sendReading(request, response, { items: items.map((item) => picked(item, page)), next });
}

async function pageOf<Result extends IntakeResult, Page extends AnyPage, Entry extends object>(
  { collection }: Served<Result, Page, Entry>,
  client: ApiClient,
  page: Page,
): Promise<readonly Entry[]> {
  try {
    return await collection.room.page(client.organisationId, page);
  } catch (error) {
    const problem = error instanceof InvalidInput ? problemOfQuery(error.fields) : null;
    throw problem ?? error;
  }
}

/** The same question, asked behind the last entry. */
function nextPage(path: string, page: AnyPage, after: string | number): string {
  const asked = Object.entries({ ...page, after }).filter(([, value]) => value !== undefined);
  const inOrder = asked.sort(([one], [other]) => (one < other ? -1 : 1));
  return `${path}?${new URLSearchParams(inOrder.map(([name, value]): [string, string] => [name, String(value)]))}`;
}
