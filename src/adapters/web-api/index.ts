/**
 * The door of the web API: what other systems send in and ask for, and whether the bot is well. app.ts mounts it
 * at the root; every answer under /api that is not the asked-for one is a problem (RFC 9457), never a stack.
 */
import { type NextFunction, type Request, type Response, Router } from 'express';
import { type ChartRoutesDeps, chartRoutes } from './chart-routes.js';
import { type CollectionDeps, collectionRoutes } from './collection-routes.js';
import { feedbackCollection, scoreCollection } from './collections.js';
import { type CustomerRoutesDeps, customerRoutes } from './customer-routes.js';
import { askReadiness, type HealthDeps, healthRoutes, type Readiness } from './health.js';
import type { Intakes } from './intakes.js';
import { databaseAway, ourFault, Problem, problemFor, sendProblem } from './problem.js';

import { type SegmentRoutesDeps, segmentPaths, segmentRoutes } from './segment-routes.js';

export { askReadiness, type Readiness } from './health.js';
export { idempotencySweep } from './idempotency.js';
export type { Intakes } from './intakes.js';

export interface WebApiDeps extends CollectionDeps, ChartRoutesDeps {
  readonly customers: CustomerRoutesDeps['customers'] & SegmentRoutesDeps['customers'];
  readonly intakes: Intakes;
  /** Whether database and queue answer, in time: `() => askReadiness({ database: …, queue: … })`. */
  readonly ready: () => Promise<Readiness>;
  readonly platforms?: HealthDeps['platforms'];
  readonly putAsideCount?: HealthDeps['putAsideCount'];
}

/** The HTTP API, its health routes and the addresses of charts, as one router. */
export function createWebApi(deps: WebApiDeps): Router {
  const router = Router();
  router.use(healthRoutes(deps));
  router.use(collectionRoutes(deps, feedbackCollection(deps.intakes.feedback)));
  router.use(collectionRoutes(deps, scoreCollection(deps.intakes.scores)));
  router.use(customerRoutes(deps));
  router.use(segmentRoutes(deps));
  router.use(chartRoutes(deps));
  router.use('/api', ({ originalUrl }) => {
    throw new Problem(
      404,
      'api.noSuchPath',
      `There is nothing at ${pathOf(originalUrl)}. Feedback is at /api/v1/feedback, scores at /api/v1/scores, a customer at /api/v1/customers/NAME, facts of customers at /api/v1/identify, group, track and batch.`,
    );
  });
  router.use(
    ['/api', '/charts', '/readyz', ...segmentPaths],
    (error: unknown, request: Request, response: Response, next: NextFunction) => {
      answerError(deps, error, { request, response }).catch(next);
    },
  );
  return router;
}

const pathOf = (url: string): string => url.split('?')[0] ?? '';

async function answerError(
  deps: WebApiDeps,
  error: unknown,
  { request, response }: { readonly request: Request; readonly response: Response },
): Promise<void> {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = problemFor(error) ?? (await outageOrDefect(deps));
  const entry = {
    code: problem.code,
    status: problem.status,
    method: request.method,
    path: pathOf(request.originalUrl),
  };
  if (problem.status >= 500) deps.log.error({ ...entry, err: error }, 'request failed');
  else deps.log.info(entry, 'request refused');
  sendProblem(response, problem);
}

/** An error tells not by itself whose it is: a database that does not answer now is taken as the cause. */
async function outageOrDefect({ database }: WebApiDeps): Promise<Problem> {
  const answers = await askReadiness({ database: () => database.isAlive(), queue: async () => true });
  return answers.database ? ourFault() : databaseAway();
}
