/**
 * `/odata`: the views of analysts for Excel, Power BI and whatever else reads OData 4.0. Read-only. A key of the web API
 * comes as Bearer, or as the password of Basic authentication, which is what those ask people for.
 */
import { type Request, type Response, Router } from 'express';
import { answerProblems, Problem } from '../../http/problem.js';
import { readingClient } from '../bi/reading-client.js';
import { views } from '../bi/views.js';
import type { CollectionDeps } from '../collection-routes.js';
import { readAddress } from './address.js';
import { type Asking, countOf, entityOf, pageOf, serviceDocument } from './answers.js';
import { metadataJson, metadataXml } from './metadata.js';
import { readOptions } from './options.js';
import { sendFault } from './send-fault.js';

/** What the routes of OData are given. */
export interface OdataDeps extends CollectionDeps {
  /** Where others reach the bot, without a slash at its end. */
  readonly baseUrl: () => string;
}

/** The service, with its errors. */
export function odataRoutes(deps: OdataDeps): Router {
  const router = Router();
  router
    .route('/odata{/*path}')
    .get((request, response) => answer(deps, request, response))
    .all(({ method }) => {
      const detail = `${method} is not possible here: OData is for reading alone.`;
      throw new Problem(405, 'odata.method', detail, { headers: { Allow: 'GET, HEAD' } });
    });
  router.use('/odata', answerProblems({ ...deps, send: sendFault }));
  return router;
}

async function answer(deps: OdataDeps, request: Request, response: Response): Promise<void> {
  response.set({ 'OData-Version': '4.0', 'Cache-Control': 'no-store' });
  const { organisationId } = await readingClient(deps, request);
  const asked = readAddress(request.path.slice('/odata'.length), views);
  if (asked.kind === 'metadata') return sendMetadata(request, response);
  const root = `${deps.baseUrl()}/odata`;
  const preferredSize = preferred(request, response);
  const asking = { database: deps.database, organisationId, root, preferredSize, isBare: bareness(request) };
  if (asked.kind === 'service') return sendJson(response, asking, serviceDocument(asking, views));
  const options = readOptions(request.query, asked.view);
  if (asked.kind === 'count')
    return void response.type('text/plain').send(String(await countOf(asking, asked.view, options)));
  if (asked.kind === 'set') {
    const query = new URL(request.originalUrl, root).searchParams;
    return sendJson(response, asking, await pageOf(asking, asked.view, options, query));
  }
  const entity = await entityOf(asking, asked.view, asked.key, options);
  if (entity) return sendJson(response, asking, entity);
  throw new Problem(404, 'odata.noEntity', `There is no ${asked.view.entitySet}(${asked.key}).`);
}

function sendJson(response: Response, { isBare }: Asking, body: object): void {
  response.setHeader('Content-Type', `application/json;odata.metadata=${isBare ? 'none' : 'minimal'}`);
  // Node writes bytes in half the time of a text, which it measures and copies first.
  response.end(Buffer.from(JSON.stringify(body)));
}

/** XML unless JSON is wanted more. */
function sendMetadata(request: Request, response: Response): void {
  const format = request.query.$format;
  const isJson =
    typeof format === 'string'
      ? /json/i.test(format)
      : request.accepts(['application/xml', 'application/json']) === 'application/json';
  response.setHeader('Content-Type', isJson ? 'application/json' : 'application/xml');
  response.end(isJson ? JSON.stringify(metadataJson(views)) : metadataXml(views));
}

/** Whether the answer goes without its context. @throws Problem 406 where no JSON is taken */
function bareness(request: Request): boolean {
  const { $format: format } = request.query;
  const wanted = typeof format === 'string' ? format : (request.get('accept') ?? '*/*');
  if (!/json|\*\/\*|application\/\*|text\/plain/i.test(wanted))
    throw new Problem(406, 'odata.format', 'Answers are JSON here: send Accept: application/json, or $format=json.');
  return /odata\.metadata=none/i.test(wanted);
}

/** `Prefer: odata.maxpagesize=100` */
function preferred(request: Request, response: Response): number | null {
  const [, text] = /\bmaxpagesize=(\d{1,6})\b/i.exec(request.get('prefer') ?? '') ?? [];
  const size = Number(text ?? 0);
  if (size < 1) return null;
  response.set('Preference-Applied', `odata.maxpagesize=${size}`);
  return size;
}
