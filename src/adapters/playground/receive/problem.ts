/** Turns whatever went wrong in the playground's API into problem details (RFC 9457); routes.ts ends with it. */
import type { ErrorRequestHandler, Response } from 'express';
import type { FieldErrors } from '../../../kernel/errors.js';
import { Conflict, ExpectedError, InvalidInput, NotAllowed, NotFound } from '../../../kernel/errors.js';
import type { Logger } from '../../../kernel/logger.js';
import type { Database } from '../../../storage/database.js';

/** A request names a person, place or message that is not there: 404, and which field named it. */
export class NoSuchThing extends NotFound {
  readonly fields: FieldErrors;

  constructor(code: string, field: string, sentence: string) {
    super(code, sentence);
    this.fields = { [field]: sentence };
  }
}

interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  /** By field: what is wrong and how to mend it. */
  readonly errors?: FieldErrors;
}

/** Express's last word: a problem document and never a stack. Defects are logged and apologised for. */
export function answerProblems(database: Pick<Database, 'isAlive'>, log: Logger): ErrorRequestHandler {
  return async (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(error) ?? ((await database.isAlive()) ? failed : away);
    if (problem.status >= 500) log.error({ err: error, path: request.path }, 'playground request failed');
    if (problem === away) response.set('Retry-After', '5');
    sendProblem(response, problem);
  };
}

const failed: Problem = {
  status: 500,
  title: 'That did not work',
  detail: 'Something went wrong here; it has been noted. Please try again.',
  code: 'playground.failed',
};

const away: Problem = {
  status: 503,
  title: 'The database does not answer',
  detail: 'The database can’t be reached right now. Please try again in a moment.',
  code: 'playground.databaseAway',
};

export function sendProblem(response: Response, problem: Problem): void {
  response
    .status(problem.status)
    .type('application/problem+json')
    .json({ type: 'about:blank', ...problem });
}

/** null: a defect or an outage. */
function problemOf(error: unknown): Problem | null {
  return error instanceof ExpectedError ? expectedProblem(error) : bodyProblem(error);
}

function expectedProblem(error: ExpectedError): Problem {
  const { status, title } = statusOf(error);
  const fields = error instanceof InvalidInput || error instanceof NoSuchThing ? error.fields : {};
  const errors = Object.keys(fields).length > 0 ? fields : undefined;
  return { status, title, detail: error.message, code: error.code, ...(errors && { errors }) };
}

function statusOf(error: ExpectedError): { status: number; title: string } {
  if (error instanceof InvalidInput) return { status: 422, title: 'This input can’t be taken' };
  if (error instanceof NotFound) return { status: 404, title: 'There is no such thing' };
  if (error instanceof NotAllowed) return { status: 403, title: 'Not allowed' };
  if (error instanceof Conflict) return { status: 409, title: 'It has changed in the meantime' };
  return { status: 400, title: 'This can’t be done' };
}

/** What Express throws carries a status, and of a body a type too; their texts may quote the body, so they are not passed on. */
function bodyProblem(error: unknown): Problem | null {
  if (typeof error !== 'object' || error === null) return null;
  const { type, status }: { readonly type?: unknown; readonly status?: unknown } = error;
  if (type === 'entity.parse.failed') return badBody(400, 'The body is not JSON: check its quotes and commas.');
  if (type === 'entity.too.large') return badBody(413, 'The body is too long: half a megabyte is the most.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return badBody(415, 'Send the body as JSON in UTF-8.');
  }
  return status === 400 ? badBody(400, 'The request can’t be read.') : null;
}

function badBody(status: number, detail: string): Problem {
  return { status, title: 'The body can’t be read', detail, code: 'playground.body', errors: { body: detail } };
}
