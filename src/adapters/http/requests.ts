/** Each HTTP request as a piece of work: what it causes is found by the id in its answer's header `X-Request-Id`. */
import type { RequestHandler } from 'express';
import { currentTrace } from '../../kernel/trace.js';
import { asWork, type Work } from '../../kernel/work.js';
import { routeOf } from './route-of.js';

/** Stands before all routes. */
export const requests: RequestHandler = (request, response, next) => {
  const work: Work = {
    kind: 'request',
    // Known when a route has taken it.
    get name() {
      return `${request.method} ${routeOf(request)}`;
    },
  };
  void asWork(work, async () => {
    response.setHeader('X-Request-Id', currentTrace()?.traceId ?? '');
    await new Promise<void>((resolve) => {
      response.once('close', resolve);
      next();
    });
    work.outcome = response.writableFinished ? String(response.statusCode) : 'aborted';
  });
};
