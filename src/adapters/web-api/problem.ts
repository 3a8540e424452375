/** How the web API says no: problem details (RFC 9457), one shape for every error. Every route throws these or ends here. */
import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import { Conflict, ExpectedError, InvalidInput, NotAllowed, NotFound } from '../../kernel/errors.js';

/** One fault: where in the request, and the mend. */
export interface Fault {
  /** JSON Pointer (RFC 6901) into the body, e.g. `/items/3/text`. */
  readonly pointer?: string;
  /** A query parameter or header, by name. */
  readonly parameter?: string;
  readonly detail: string;
}

interface ProblemOptions {
  readonly errors?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that a route throws; `message` is the `detail` that the client reads. */
export class Problem extends ExpectedError {
  constructor(
    readonly status: number,
    code: string,
    detail: string,
    readonly options: ProblemOptions = {},
  ) {
    super(code, detail);
  }
}

/** More faults than this are counted, not listed: an answer to 1,000 bad items stays readable. */
const maxListedFaults = 100;

/** Answers with problem details (RFC 9457) and the problem's headers. */
export function sendProblem(response: Response, problem: Problem): void {
  const { errors, headers = {} } = problem.options;
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[problem.status],
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    ...(errors && { errors: errors.slice(0, maxListedFaults), errorCount: errors.length }),
  };
  response.status(problem.status).set(headers);
  // Not response.type(): the media type is registered without a charset.
  response.setHeader('Content-Type', 'application/problem+json');
  response.end(JSON.stringify(body));
}

/** The problem for anything thrown on the way; null: a defect or an outage, which only the caller can tell apart. */
export function problemFor(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  // A part of the path, such as %E0%A4%A, is no text.
  if (error instanceof URIError)
    return new Problem(400, 'api.badPath', 'The path has a % that stands for no character.');
  if (error instanceof InvalidInput) return new Problem(422, error.code, error.message);
  if (error instanceof NotFound) return new Problem(404, error.code, error.message);
  if (error instanceof NotAllowed) return new Problem(403, error.code, error.message);
  if (error instanceof Conflict) return new Problem(409, error.code, error.message);
  return null;
}

export function databaseAway(): Problem {
  return new Problem(
    503,
    'api.databaseAway',
    'The database can’t be reached right now. Send it again, with the same Idempotency-Key.',
    {
      headers: { 'Retry-After': '5' },
    },
  );
}

export function ourFault(): Problem {
  return new Problem(500, 'api.failed', 'Something went wrong on this side; it has been logged. Try again later.');
}
