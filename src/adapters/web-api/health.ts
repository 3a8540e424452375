/** Whether the bot is alive and ready, for load balancers and orchestrators: `GET /healthz`, `GET /readyz`. */
import { Router } from 'express';
import { withDeadline } from '../../kernel/deadline.js';
import type { Logger } from '../../kernel/logger.js';
import { answerLater } from '../http/whose-fault.js';

/** What must answer before the bot can do its work. */
export interface Readiness {
  readonly database: boolean;
  /** It has had every migration of this version. */
  readonly migrated: boolean;
  readonly queue: boolean;
}

/** How long a part may take to answer, in ms. */
const answerMs = 2000;

/**
 * Asks each part; one that throws or takes longer than `withinMs` is not ready.
 * app.ts makes `ready` with it: `() => askReadiness({ database: …, migrated: …, queue: … })`.
 */
export async function askReadiness(
  parts: Readonly<Record<keyof Readiness, () => Promise<boolean>>>,
  withinMs: number = answerMs,
): Promise<Readiness> {
  const [database, migrated, queue] = await Promise.all([
    answersWithin(parts.database, withinMs),
    answersWithin(parts.migrated, withinMs),
    answersWithin(parts.queue, withinMs),
  ]);
  return { database, migrated, queue };
}

async function answersWithin(ask: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const answered = await withDeadline(
    ask().catch(() => false),
    withinMs,
  );
  return answered === true;
}

export interface HealthDeps {
  readonly ready: () => Promise<Readiness>;
  /**
   * Whether each chat platform is connected, by name. One that is away does not make the bot unready: what is for it
   * waits, and everything else works.
   */
  readonly platforms?: () => Readonly<Record<string, boolean>>;
  /**
   * How many items of batch work failed and wait to be tried again. They don't make the bot unready: the log says what
   * they are.
   */
  readonly putAsideCount?: () => Promise<number>;
  readonly log: Logger;
}

export function healthRoutes(deps: HealthDeps): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    const readiness = await deps.ready();
    const missing = Object.entries(readiness)
      .filter(([, isReady]) => !isReady)
      .map(([part]) => part);
    const putAsideCount = readiness.database ? await deps.putAsideCount?.().catch(() => undefined) : undefined;
    if (missing.length > 0) deps.log.warn({ missing }, 'readiness was denied');
    answerLater(response, missing.length > 0 ? 503 : 200)
      .set('Cache-Control', 'no-store')
      .json({
        status: missing.length > 0 ? 'notReady' : 'ready',
        ...readiness,
        missing,
        putAsideCount,
        ...deps.platforms?.(),
      });
  });
  return router;
}
