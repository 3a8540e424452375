/**
 * The same request sent twice is done once and answered the same, for 24 hours. Asked by the routes; the sweep
 * forgets what is older. The room keeps its items in a transaction of its own, so "done" and "remembered" can't be
 * one step: `attempt` bridges a crash between them. It is the same for every try of one request, items without an
 * id of their own get theirs from it, and a second try finds them instead of adding them again.
 */
import { createHash } from 'node:crypto';
import type { Sweep } from '../../chat/feature.js';
import type { Clock } from '../../kernel/clock.js';
import { ExpectedError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Database } from '../../storage/database.js';
import { Problem } from '../http/problem.js';
import {
  answersDue,
  deleteAnswer,
  deleteAnswersUntil,
  endHold,
  insertHold,
  type RequestIdentity,
  readAnswer,
  saveAnswer,
  takeOverHold,
} from './store.js';

export const rememberedMs = 24 * 60 * 60 * 1000;

/** Longer than any call takes; after it, whoever began the request counts as dead. */
const holdMs = 30 * 1000;

/** What remembering answers needs. */
export interface IdempotencyDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** What a repeated request gets; absent: the same. */
  readonly keptBody?: string;
}

export interface IdempotentRequest extends RequestIdentity {
  /** SHA-256 of what was asked, hex. */
  readonly requestHash: string;
}

/**
 * Does `work` once for this key, or gives the answer of the time when it was done.
 * @throws Problem 422 when the key was used with another request, 409 while the request is being worked on.
 */
export async function answerOnce(
  deps: IdempotencyDeps,
  request: IdempotentRequest,
  work: (attempt: string) => Promise<Answer>,
): Promise<Answer & { readonly isRepeated: boolean }> {
  const begun = await begin(deps, request);
  if ('status' in begun) return { ...begun, isRepeated: true };
  const { organisationId, apiKeyId, key } = request;
  const identity = { organisationId, apiKeyId, key };
  try {
    const answer = await work(attemptOf(request, begun.createdAt));
    await remember(deps, identity, answer);
    return { ...answer, isRepeated: false };
  } catch (error) {
    await letGo(deps, identity, { error, createdAt: begun.createdAt });
    throw error;
  }
}

function attemptOf(request: RequestIdentity, createdAt: Date): string {
  const whole = `${request.apiKeyId} ${createdAt.toISOString()} ${request.key}`;
  return createHash('sha256').update(whole).digest('base64url');
}

/** The hold on this request, or the answer that it was given before. */
async function begin(deps: IdempotencyDeps, request: IdempotentRequest): Promise<{ createdAt: Date } | Answer> {
  const { organisationId, apiKeyId, key, requestHash } = request;
  const identity = { organisationId, apiKeyId, key };
  const now = deps.clock.now();
  const heldUntil = new Date(now.getTime() + holdMs);
  if (await insertHold(deps.database, identity, { requestHash, heldUntil, createdAt: now })) return { createdAt: now };
  const known = await readAnswer(deps.database, identity);
  // Gone between the two statements: it was refused, or forgotten as too old. As if it had never been.
  if (known === null) return begin(deps, request);
  if (now.getTime() - known.createdAt.getTime() >= rememberedMs) {
    await deleteAnswer(deps.database, identity, known.createdAt);
    return begin(deps, request);
  }
  if (known.requestHash !== requestHash) throw otherRequest();
  if (known.status !== null && known.body !== null) return { status: known.status, body: known.body };
  const isFree = known.heldUntil <= now;
  const seen = { heldUntil: known.heldUntil, newHeldUntil: heldUntil };
  if (isFree && (await takeOverHold(deps.database, identity, seen))) return { createdAt: known.createdAt };
  throw beingWorkedOn();
}

function otherRequest(): Problem {
  const detail =
    'This Idempotency-Key was used with another request in the last 24 hours. Choose a new one for each request.';
  return new Problem(422, 'api.keyReused', detail, { errors: [{ parameter: 'Idempotency-Key', detail }] });
}

function beingWorkedOn(): Problem {
  const detail = 'This very request is being worked on. Send it again in some seconds to get its answer.';
  return new Problem(409, 'api.inProgress', detail, { headers: { 'Retry-After': '5' } });
}

/** The items are in: whether or not this can be noted, the client hears so, and `attempt` keeps a repeat harmless. */
async function remember(deps: IdempotencyDeps, identity: RequestIdentity, answer: Answer): Promise<void> {
  try {
    const { status, body, keptBody = body } = answer;
    await saveAnswer(deps.database, identity, { status, body: keptBody });
  } catch (err) {
    deps.log.error({ err, apiKeyId: identity.apiKeyId }, 'answer could not be remembered');
  }
}

/** A refusal kept nothing, and the key is free for the mended request. After anything else nobody knows: a repeat takes over. */
async function letGo(
  deps: IdempotencyDeps,
  identity: RequestIdentity,
  { error, createdAt }: { error: unknown; createdAt: Date },
): Promise<void> {
  try {
    if (error instanceof ExpectedError) await deleteAnswer(deps.database, identity, createdAt);
    else await endHold(deps.database, identity, deps.clock.now());
  } catch (err) {
    deps.log.warn({ err, apiKeyId: identity.apiKeyId }, 'hold could not be ended');
  }
}

/** Forgets answers after 24 hours. */
export function idempotencySweep(database: Database): Sweep {
  return {
    name: 'api.forgetAnswers',
    due: answersDue(rememberedMs),
    run: (now) => deleteAnswersUntil(database, new Date(now.getTime() - rememberedMs)),
  };
}
