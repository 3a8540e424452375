/** `GET /api/v1/customers/NAME`: the profile of a customer, the same that `who NAME` shows. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { InvalidInput } from '../../kernel/errors.js';
import { inOrganisation } from '../../storage/scope.js';
import { Problem } from '../http/problem.js';
import { parsePage } from './page-query.js';
import { fieldsOf, pick, sendReading } from './reading.js';
import { type AdmitDeps, admit } from './signatures.js';

export interface CustomerRoutesDeps extends AdmitDeps {
  readonly customers: {
    /** null: nobody of that name. Throws InvalidInput on `customer` where it could be several. */
    profile(organisationId: string, name: string): Promise<object | null>;
    /** The name most like it; null: none is. */
    nearest(organisationId: string, name: string): Promise<string | null>;
  };
}

/** What can be asked of a customer. */
export const customerQuery = z.strictObject({ fields: fieldsOf() });

export function customerRoutes(deps: CustomerRoutesDeps): Router {
  const router = Router();
  router
    .route('/api/v1/customers/:name')
    .get((request, response) => sendProfile(deps, request, response))
    .all(({ method }) => {
      const detail = `${method} is not possible here: GET shows the customer.`;
      throw new Problem(405, 'api.method', detail, { headers: { Allow: 'GET, HEAD' } });
    });
  return router;
}

async function sendProfile(deps: CustomerRoutesDeps, request: Request, response: Response): Promise<void> {
  const client = await admit(deps, request, 'read');
  const query = parsePage(customerQuery, request.query);
  const name = String(request.params.name);
  const { organisationId } = client;
  const profile = await inOrganisation(organisationId, async () => {
    const found = await profileOf(deps, organisationId, name);
    if (found === null) throw await noCustomer(deps, organisationId, name);
    return found;
  });
  sendReading(request, response, pick(profile, query));
}

async function profileOf(
  { customers }: CustomerRoutesDeps,
  organisationId: string,
  name: string,
): Promise<object | null> {
  // No name holds it, and the database can't either.
  if (name.includes('\0')) return null;
  try {
    return await customers.profile(organisationId, name);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new Problem(409, 'api.severalCustomers', error.message);
  }
}

async function noCustomer({ customers }: CustomerRoutesDeps, organisationId: string, name: string): Promise<Problem> {
  const near = name.includes('\0') ? null : await customers.nearest(organisationId, name);
  const meant = near === null ? '' : ` Did you mean ${near}?`;
  return new Problem(404, 'api.noSuchCustomer', `There is no customer of this name.${meant}`);
}
