/** `GET /api`, `/api/openapi.json` and `/api/swagger.json`: what the API can do, for people and for programs. No key is wanted. */
import { type Request, type Response, Router } from 'express';
import { Problem } from '../../http/problem.js';
import { sendUnlessKnown } from '../reading.js';
import { type Json, openApi } from './openapi.js';
import { type NewItems, operations } from './operations.js';
import { pageOf } from './page.js';
import { swagger } from './swagger.js';

/** What the description of the API is made of. */
export interface DescriptionDeps {
  /** Of the bot. */
  readonly versionOf: () => string;
  /** Where others reach the bot, without a slash at its end. */
  readonly baseUrl: () => string;
  readonly newItems: NewItems;
}

/** Made once, when somebody asks first, and anew where the bot is reached by another address. */
export function descriptionRoutes({ versionOf, baseUrl, newItems }: DescriptionDeps): Router {
  const router = Router();
  let kept: { readonly server: string; readonly document: Json } | undefined;
  const described = (): Json => {
    const server = baseUrl();
    if (kept?.server !== server) {
      kept = { server, document: openApi(operations(newItems), { version: versionOf(), server }) };
    }
    return kept.document;
  };
  serve(router, '/api/openapi.json', 'application/json', () => JSON.stringify(described(), null, 2));
  serve(router, '/api/swagger.json', 'application/json', () => JSON.stringify(swagger(described()), null, 2));
  serve(router, '/api', 'text/html', () => pageOf(described()));
  return router;
}

function serve(router: Router, path: string, type: string, write: () => string): void {
  router
    .route(path)
    .get((request, response) => send(request, response, { type, text: write() }))
    .all(({ method }) => {
      throw new Problem(405, 'api.method', `${method} is not possible here: GET describes the API.`, {
        headers: { Allow: 'GET, HEAD' },
      });
    });
}

function send(request: Request, response: Response, { type, text }: { type: string; text: string }): void {
  response.set({
    'Cache-Control': 'public, max-age=300',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    'X-Content-Type-Options': 'nosniff',
  });
  sendUnlessKnown(request, response, { type, text });
}
