/** Limits requests of senders whom nobody knows, by the address they come from. Stands before all routes. */
import type { RequestHandler, Response } from 'express';
import { networkOf } from '../guarded/public-address.js';
import type { Allowance } from './allowance.js';
import { sendProblem } from './problem.js';

/**
 * Called by a route that knows its sender, by a key, a signature or a token: the request does not count. Slack and Teams
 * send for everybody from a few addresses.
 */
export function senderIsKnown(response: Response): void {
  response.locals.isSenderKnown = true;
}

/** Counts when the answer has ended, because only then it is known whether the sender is known. */
export function limitAddresses(allowance: Allowance): RequestHandler {
  return ({ ip = '' }, response, next) => {
    const sender = networkOf(ip);
    response.once('close', () => {
      if (response.locals.isSenderKnown !== true) allowance.use(sender);
    });
    const problem = allowance.refusal(sender);
    if (problem === null) next();
    else sendProblem(response, problem);
  };
}
