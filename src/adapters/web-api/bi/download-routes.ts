/** `GET /api/v1/bi/NAME.csv` and `.parquet`: a view of analysts as a file, whole or what changed since an instant. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { inOrganisation } from '../../../storage/scope.js';
import { Problem } from '../../http/problem.js';
import { sendPieces } from '../../http/send-pieces.js';
import type { CollectionDeps } from '../collection-routes.js';
import { parsePage } from '../page-query.js';
import { csvOf } from './csv.js';
import { pagesOf } from './pages.js';
import { parquetOf } from './parquet.js';
import { readingClient } from './reading-client.js';
import { changedSince, nextChangedSince } from './store/read-rows.js';
import type { View } from './view.js';
import { views } from './views.js';

const formats = {
  csv: { type: 'text/csv; charset=utf-8; header=present', write: csvOf },
  parquet: { type: 'application/vnd.apache.parquet', write: parquetOf },
} as const;

const querySchema = z.strictObject({
  changedSince: z.iso
    .datetime({ offset: true, error: 'changedSince is an instant: 2026-11-28T09:00:00.000Z.' })
    .transform((text) => new Date(text))
    .refine((date) => date.getTime() > 0 && date.getUTCFullYear() <= 9999, 'changedSince lies between 1970 and 9999.')
    .optional(),
});

/** The files, with their refusals. */
export function downloadRoutes(deps: CollectionDeps): Router {
  const router = Router();
  router
    .route('/api/v1/bi/:file')
    .get((request, response) => send(deps, request, response))
    .all(({ method }) => {
      const detail = `${method} is not possible here: GET downloads a table.`;
      throw new Problem(405, 'api.method', detail, { headers: { Allow: 'GET, HEAD' } });
    });
  return router;
}

async function send(deps: CollectionDeps, request: Request<{ file: string }>, response: Response): Promise<void> {
  const { organisationId } = await readingClient(deps, request);
  const { view, format } = readFile(request.params.file);
  const { changedSince: since } = parsePage(querySchema, request.query);
  if (since && !view.tellsChanges) throw tellsNothing(view);
  const next = await inOrganisation(organisationId, () => nextChangedSince(deps.database));
  const { type, write } = formats[format];
  const condition = since && changedSince(since);
  const file = write(view.columns, pagesOf(deps.database, { organisationId, view, condition }));
  const headers = {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${view.name}.${format}"`,
    'Cache-Control': 'private, no-store',
    ...(view.tellsChanges && { 'Next-Changed-Since': next.toISOString() }),
  };
  await deliver(deps, { headers, file }, response);
}

/** What fails on the way ends the connection, so that nobody takes a part for the whole. */
async function deliver(
  { log }: CollectionDeps,
  { headers, file }: { headers: Readonly<Record<string, string>>; file: AsyncIterable<string | Uint8Array> },
  response: Response,
): Promise<void> {
  if (response.req.method === 'HEAD') return void response.set(headers).end();
  try {
    await sendPieces(response, headers, file);
  } catch (err) {
    const hasLeft = err instanceof Error && 'code' in err && err.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!response.headersSent) throw err;
    if (!hasLeft) log.error({ err }, 'download not finished');
    response.destroy();
  }
}

function readFile(file: string): { readonly view: View; readonly format: keyof typeof formats } {
  const [name, format, ...stray] = file.split('.');
  const view = views.find((each) => each.name === name);
  if (view && (format === 'csv' || format === 'parquet') && stray.length === 0) return { view, format };
  const names = views.map((each) => each.name).join(', ');
  throw new Problem(404, 'api.noTable', `There is no table ${file}. There are ${names}, each as .csv and as .parquet.`);
}

function tellsNothing({ name }: View): Problem {
  const detail = `${name} does not tell when a row changed. Read it whole: leave changedSince out.`;
  return new Problem(400, 'api.query', detail, { errors: [{ parameter: 'changedSince', detail }] });
}
