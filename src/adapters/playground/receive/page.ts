/** Serves the playground's page and what it needs, all from this machine; start.ts mounts it. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, type Router } from 'express';

/** The page is plain files without a build step: the same path leads to them from src/ and from dist/. */
const pageFolder = fileURLToPath(new URL('../../../../src/adapters/playground/page/', import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** Microsoft's renderer of Adaptive Cards, from its package as it is. */
const vendorFiles: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'adaptivecards.js': resolve('adaptivecards/dist/adaptivecards.min.js'),
  }),
);

/**
 * Nothing runs here but our own scripts: even if somebody's words came out as HTML, they could not do anything.
 * Both card renderers set inline style attributes, which can't run; style elements stay forbidden.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function pageRoutes(): Router {
  const router = express.Router();
  router.get('/', protect, (_request, response) => response.sendFile('index.html', { root: pageFolder }));
  router.use('/playground', files());
  return router;
}

/** What shows cards as Slack and Teams do, for pages outside the playground: scripts and styles, at `/looks`. */
export function lookFiles(): Router {
  const router = express.Router();
  router.use('/looks', files());
  return router;
}

function files(): Router {
  const router = express.Router();
  router.use('/page', protect, express.static(pageFolder, { index: false, cacheControl: false }));
  router.get('/vendor/slack-blocks.css', protect, async (_request, response) => {
    response.type('css').send(await slackStylesheet());
  });
  router.get('/vendor/:file', protect, (request, response, next) => {
    const path = vendorFiles.get(String(request.params.file));
    return path ? response.sendFile(path, { dotfiles: 'allow' }) : next();
  });
  return router;
}

/**
 * The renderer's rules hang on an id, which a page with many cards would have many times. The class means the same
 * element; `:not(#_)` keeps the weight that the rules have among each other.
 */
async function slackStylesheet(): Promise<string> {
  const css = await readFile(resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8');
  return css.replaceAll('#slack_blocks_to_jsx', '.slack_blocks_to_jsx:not(#_)');
}

const protect: RequestHandler = (_request, response, next) => {
  response.set({
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  });
  next();
};
