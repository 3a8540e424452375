/**
 * The door of the web API: what other systems send in and ask for, and whether the bot is well. app.ts mounts it
 * at the root; every answer under /api that is not the asked-for one is a problem (RFC 9457), never a stack.
 */
import { Router } from 'express';
import { answerProblems, Problem } from '../http/problem.js';
import { type AuditRoutesDeps, auditRoutes } from './audit-routes.js';
import { downloadRoutes } from './bi/download-routes.js';
import { type ChartRoutesDeps, chartRoutes } from './chart-routes.js';
import { type CollectionDeps, collectionRoutes } from './collection-routes.js';
import { feedbackCollection, scoreCollection } from './collections.js';
import { type CommandRoutesDeps, commandRoutes } from './command-routes.js';
import { type CustomerRoutesDeps, customerRoutes } from './customer-routes.js';
import { type DescriptionDeps, descriptionRoutes } from './description/routes.js';
import { type HealthDeps, healthRoutes, type Readiness } from './health.js';
import type { Intakes } from './intakes.js';
import { type McpRoutesDeps, mcpRoutes } from './mcp/routes.js';
import { type OdataDeps, odataRoutes } from './odata/routes.js';
import { type SegmentRoutesDeps, segmentPaths, segmentRoutes } from './segment-routes.js';

export { askReadiness, type Readiness } from './health.js';
export { idempotencySweep } from './idempotency.js';
export type { Intakes } from './intakes.js';

export interface WebApiDeps
  extends CollectionDeps,
    Pick<CommandRoutesDeps, 'handle' | 'people'>,
    ChartRoutesDeps,
    AuditRoutesDeps,
    OdataDeps {
  /** What the description of the API says beside its operations; absent: it is not described. */
  readonly description?: Omit<DescriptionDeps, 'newItems'>;
  /** For assistants of people; absent: there are none. */
  readonly mcp?: Omit<McpRoutesDeps, keyof CollectionDeps>;
  readonly customers: CustomerRoutesDeps['customers'] & SegmentRoutesDeps['customers'];
  readonly intakes: Intakes;
  /** Whether database and queue answer, in time: `() => askReadiness({ … })`. */
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
  const { description, intakes } = deps;
  const newItems = { feedback: intakes.feedback.itemSchema, score: intakes.scores.itemSchema };
  if (description) router.use(descriptionRoutes({ ...description, newItems }));
  router.use(customerRoutes(deps));
  router.use(commandRoutes(deps));
  router.use(segmentRoutes(deps));
  router.use(auditRoutes(deps));
  router.use(chartRoutes(deps));
  if (deps.mcp) router.use(mcpRoutes({ ...deps, ...deps.mcp }));
  router.use(downloadRoutes(deps));
  router.use(odataRoutes(deps));
  router.use('/api', ({ originalUrl }) => {
    throw new Problem(
      404,
      'api.noSuchPath',
      `There is nothing at ${originalUrl.split('?')[0]}. /api says what there is: feedback is at /api/v1/feedback, scores at /api/v1/scores, a customer at /api/v1/customers/NAME, facts of customers at /api/v1/identify, group, track and batch, tables for analysts at /api/v1/bi/NAME.csv and at /odata.`,
    );
  });
  router.use(['/api', '/charts', '/mcp', '/readyz', ...segmentPaths], answerProblems(deps));
  return router;
}
