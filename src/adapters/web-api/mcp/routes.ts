/**
 * `POST /mcp`: the Model Context Protocol over Streamable HTTP, for assistants of people. Each request stands by itself: there is
 * no session, so that any copy of the bot answers it. Who asks is said by a person's key.
 */
import { type Request, type Response, Router } from 'express';
import { Problem } from '../../http/problem.js';
import { bodyReader, parseJson, requireJson } from '../../http/read-body.js';
import { type AuthenticateDeps, authenticate, requireScope } from '../authenticate.js';
import { type ToolboxDeps, toolbox } from './toolbox.js';

/** What the routes for assistants are given. */
export interface McpRoutesDeps extends AuthenticateDeps, ToolboxDeps {
  /** Where others reach the bot, without a slash at its end: pages of other origins are refused. */
  readonly baseUrl: () => string;
}

/** 256 KB: more than a piece of feedback with its cause and prevention. */
const readBody = bodyReader(256 * 1024);

/** Loaded when somebody asks for the first time: it takes some 20 MB. */
const load = async () => {
  const [{ createMcpHandler }, { toNodeHandler }, { forTheirs, serverFor }] = await Promise.all([
    import('@modelcontextprotocol/server'),
    import('@modelcontextprotocol/node'),
    import('./server.js'),
  ]);
  return { createMcpHandler, toNodeHandler, forTheirs, serverFor };
};

/** Serves assistants. */
export function mcpRoutes(deps: McpRoutesDeps): Router {
  const router = Router();
  router
    .route('/mcp')
    .post((request, response) => answer(deps, request, response))
    .all(({ method }) => {
      const detail = `${method} is not possible here: assistants ask by POST, and there are no sessions.`;
      throw new Problem(405, 'mcp.method', detail, { headers: { Allow: 'POST' } });
    });
  return router;
}

async function answer(deps: McpRoutesDeps, request: Request, response: Response): Promise<void> {
  refuseOtherOrigins(request, deps.baseUrl());
  const client = await authenticate(deps, request, { scope: null });
  const { actor } = client;
  if (actor === null) throw systemsKey();
  requireScope(client, 'read');
  requireJson(request);
  const body = parseJson(await readBody(request, response));
  const { createMcpHandler, toNodeHandler, forTheirs, serverFor } = await load();
  const box = toolbox(deps, client, actor);
  // Streams that stay open belong to sessions.
  const handler = createMcpHandler(() => serverFor(box), { maxSubscriptions: 0 });
  response.set('Cache-Control', 'no-store');
  await forTheirs(box, () => toNodeHandler(handler)(request, response, body));
}

function systemsKey(): Problem {
  const detail =
    'This is a system’s key, and an assistant reads in a person’s name. Make a key of yours in the chat: key new assistant scope:read';
  return new Problem(403, 'mcp.systemsKey', detail);
}

/** A page in somebody's browser that reaches the bot by a name of its own (DNS rebinding) says where it is from. */
function refuseOtherOrigins(request: Request, baseUrl: string): void {
  const origin = request.get('origin');
  if (origin === undefined) return;
  const { hostname } = new URL(baseUrl);
  const own = isLocal(hostname) ? isLocal(hostOf(origin)) : hostOf(origin) === hostname;
  if (own) return;
  throw new Problem(403, 'mcp.origin', 'Pages of other addresses may not ask here. Ask from the assistant itself.');
}

const isLocal = (hostname: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** Empty: no address. */
function hostOf(origin: string): string {
  try {
    return new URL(origin).hostname;
  } catch {
    return '';
  }
}
