/** How the bot says no to programs: problem details (RFC 9457), one shape for every error. Routes throw these or end here. */
import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Response } from 'express';
import { withDeadline } from '../../kernel/deadline.js';
import {
  Conflict,
  ExpectedError,
  type FieldErrors,
  InvalidInput,
  isDatabaseAway,
  NotAllowed,
  NotFound,
} from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import { routeOf } from './route-of.js';

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
  /** What is wrong by field of the body or, in a GET, by parameter. */
  readonly fields?: FieldErrors;
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
  const { errors = faultsOf(problem.options.fields, response.req.method), headers = {} } = problem.options;
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[problem.status],
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    ...(errors.length > 0 && { errors: errors.slice(0, maxListedFaults), errorCount: errors.length }),
  };
  response.status(problem.status).set(headers);
  // Not response.type(): the media type is registered without a charset.
  response.setHeader('Content-Type', 'application/problem+json');
  response.end(JSON.stringify(body));
}

function faultsOf(fields: FieldErrors = {}, method: string): readonly Fault[] {
  const isQuery = method === 'GET' || method === 'HEAD';
  return Object.entries(fields).map(([field, detail]) => ({
    ...(isQuery ? { parameter: field } : { pointer: field === '' ? '' : `/${field.replaceAll('.', '/')}` }),
    detail,
  }));
}

/** The problem for anything thrown on the way; null: a defect or an outage, which only the caller can tell apart. */
export function problemFor(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  // A part of the path, such as %E0%A4%A, is no text.
  if (error instanceof URIError)
    return new Problem(400, 'api.badPath', 'The path has a % that stands for no character.');
  if (error instanceof InvalidInput) return new Problem(422, error.code, error.message, { fields: error.fields });
  if (error instanceof NotFound) return new Problem(404, error.code, error.message);
  if (error instanceof NotAllowed) return new Problem(403, error.code, error.message);
  if (error instanceof Conflict) return new Problem(409, error.code, error.message);
  return null;
}

/** A request names a person, place or message that is not there: 404, and which field named it. */
export function noSuchThing(code: string, field: string, sentence: string): Problem {
  return new Problem(404, code, sentence, { fields: { [field]: sentence } });
}

interface Answering {
  readonly database: { isAlive(): Promise<boolean> };
  readonly log: Logger;
  /** How a problem is told. Default: as problem details. */
  readonly send?: (response: Response, problem: Problem) => void;
}

/** The last handler of a program's routes: whatever was thrown becomes a problem, never a stack. Defects are logged. */
export function answerProblems({ database, log, send = sendProblem }: Answering): ErrorRequestHandler {
  return async (error: unknown, request, response, _next) => {
    if (response.headersSent) return void response.destroy();
    const problem = problemFor(error) ?? ((await isAway(database, error)) ? databaseAway() : ourFault());
    const { code, status } = problem;
    const entry = { code, status, method: request.method, route: routeOf(request) };
    // 501 refuses what a standard has and we have not: no fault of ours, however often somebody asks.
    if (status >= 500 && status !== 501) log.error({ ...entry, err: error }, 'request failed');
    else log.info(entry, 'request refused');
    send(response, problem);
  };
}

/** How long a database that is there takes to answer, in ms. */
const answerMs = 2000;

/** Not every error tells by itself whose it is: a database that does not answer now is taken as the cause. */
async function isAway(database: Answering['database'], error: unknown): Promise<boolean> {
  if (isDatabaseAway(error)) return true;
  const isAlive = database.isAlive().catch(() => false);
  return (await withDeadline(isAlive, answerMs)) !== true;
}

function databaseAway(): Problem {
  const detail = 'The database can’t be reached right now. Please try again in a moment.';
  return new Problem(503, 'api.databaseAway', detail, { headers: { 'Retry-After': '5' } });
}

function ourFault(): Problem {
  return new Problem(500, 'api.failed', 'Something went wrong on this side; it has been logged. Try again later.');
}
