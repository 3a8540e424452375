/** `GET /api/v1/audit`: the audit log, for a key with the scope admin. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { inOrganisation } from '../../storage/scope.js';
import { Problem } from '../http/problem.js';
import * as schemas from './description/schemas.js';
import { limit, parsePage } from './page-query.js';
import { fieldsOf, picked, sendReading } from './reading.js';
import { type AdmitDeps, admit } from './signatures.js';

export interface AuditRoutesDeps extends AdmitDeps {
  readonly leaving: {
    audit(
      organisationId: string,
      page: { readonly after: string; readonly limit: number },
    ): Promise<readonly { readonly id: string }[]>;
  };
}

/** What can be asked of the audit log. */
export const auditPage = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'after is the id of the last entry seen.')
    .default('0')
    .meta({ description: 'Only what comes after the entry of this id.' }),
  limit,
  fields: fieldsOf(Object.keys(schemas.auditEntry.shape)),
});

/** The audit log as systems read it: the oldest first, page by page. */
export function auditRoutes(deps: AuditRoutesDeps): Router {
  const router = Router();
  router
    .route('/api/v1/audit')
    .get((request, response) => sendPage(deps, request, response))
    .all(({ method }) => {
      const detail = `${method} is not possible here: GET shows the audit log.`;
      throw new Problem(405, 'api.method', detail, { headers: { Allow: 'GET, HEAD' } });
    });
  return router;
}

async function sendPage(deps: AuditRoutesDeps, request: Request, response: Response): Promise<void> {
  const client = await admit(deps, request, 'admin');
  const page = parsePage(auditPage, request.query);
  const { organisationId } = client;
  const items = await inOrganisation(organisationId, () => deps.leaving.audit(organisationId, page));
  const last = items.length === page.limit ? items.at(-1) : undefined;
  const { limit: most, fields } = page;
  const next = last
    ? `/api/v1/audit?after=${last.id}${fields ? `&fields=${fields.join(',')}` : ''}&limit=${most}`
    : null;
  if (next !== null) response.set('Link', `<${next}>; rel="next"`);
  sendReading(request, response, { items: items.map((item) => picked(item, page)), next });
}
