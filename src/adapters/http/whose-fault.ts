/** Whose fault it is what a route threw, and how an answer says so. Handlers of errors ask. */
import type { Response } from 'express';
import { isDatabaseAway } from '../../kernel/errors.js';

/** 4xx: what was sent, as Express and readers of bodies say. 503: the database is away. 500: ours. */
export function faultStatus(error: unknown): number {
  const { status }: { readonly status?: unknown } = typeof error === 'object' && error !== null ? error : {};
  if (typeof status === 'number' && status >= 400 && status < 500) return status;
  return isDatabaseAway(error) ? 503 : 500;
}

/** Sets the status, and with 503 when to ask again, in seconds. */
export function answerLater<Answer extends Pick<Response, 'status' | 'set'>>(response: Answer, status: number): Answer {
  if (status === 503) response.set('Retry-After', '5');
  response.status(status);
  return response;
}
