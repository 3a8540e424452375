/** Answers a request that does something, once however often it is sent: collections and commands both do it by this. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ApiClient } from '../../chat/key-book.js';
import { inOrganisation } from '../../storage/scope.js';
import { Problem } from '../http/problem.js';
import { type Answer, answerOnce, type IdempotencyDeps } from './idempotency.js';
import type { Signed } from './signatures.js';

/** A request of somebody who may ask it, with its body read and its signature checked. */
export interface AdmittedRequest {
  readonly client: ApiClient;
  readonly request: Request;
  readonly response: Response;
  readonly body: Buffer;
  /** null: the key asks for no signature. */
  readonly signed: Signed | null;
  /** Where it was sent to: under one key, the same body sent elsewhere is another request. */
  readonly path: string;
}

/**
 * Does `work` and sends what it answers. Under an Idempotency-Key, or signed, it is done once, and a repeated request
 * gets the first answer with `Idempotency-Replayed: true`.
 * @param work is given what stays the same for every try of one request; null: nothing tells two requests to be one
 * @throws Problem 400 when the key can't be used, 422 when it was used with another request, 409 while that is worked on
 */
export async function answerRequest(
  deps: IdempotencyDeps,
  admitted: AdmittedRequest,
  work: (attempt: string | null) => Promise<Answer>,
): Promise<void> {
  await answerUnder(keyOf(admitted.request, admitted.signed), deps, admitted, work);
}

/** The same for what may be done again, or keeps nothing, and all the same takes each signature once. */
export async function answerSigned(
  deps: IdempotencyDeps,
  admitted: AdmittedRequest,
  work: () => Promise<Answer>,
): Promise<void> {
  await answerUnder(admitted.signed?.key ?? null, deps, admitted, work);
}

async function answerUnder(
  key: string | null,
  deps: IdempotencyDeps,
  { client, response, body, path }: AdmittedRequest,
  work: (attempt: string | null) => Promise<Answer>,
): Promise<void> {
  if (key === null) return sendJson(response, await work(null));
  const { organisationId, keyId: apiKeyId } = client;
  const requestHash = createHash('sha256').update(`POST ${path}\n`).update(body).digest('hex');
  const { isRepeated, ...answer } = await inOrganisation(organisationId, () =>
    answerOnce(deps, { organisationId, apiKeyId, key, requestHash }, work),
  );
  if (isRepeated) response.set('Idempotency-Replayed', 'true');
  sendJson(response, answer);
}

/** Sends text that is JSON already. */
export function sendJson(response: Response, { status, body }: Answer): void {
  response.status(status).type('application/json').send(body);
}

/** A signed request without an Idempotency-Key goes by its signature, so that one caught on the way can't be replayed. */
function keyOf(request: Request, signed: Signed | null): string | null {
  const key = request.get('idempotency-key');
  if (key === undefined) return signed?.key ?? null;
  if (/^[!-~ ]{1,255}$/.test(key)) return `key:${key}`;
  const detail = 'An Idempotency-Key has 1 to 255 ASCII characters; a UUID does well.';
  throw new Problem(400, 'api.idempotencyKey', detail, { errors: [{ parameter: 'Idempotency-Key', detail }] });
}
