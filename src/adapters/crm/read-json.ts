/** Asks a CRM over HTTP and reads JSON, and nothing else. */
import type { SourceTrouble } from '../../chat/customer-source.js';
import { type Guard, type GuardedRequest, guardedFetch, NotFetched } from '../guarded/guarded-fetch.js';

/** It has no such thing, or nothing to say. */
export const nothing = Symbol('nothing');

/** Why there is no answer; caught where the adapter answers the room. */
export class SourceFailed extends Error {
  constructor(readonly trouble: SourceTrouble) {
    super(trouble);
  }
}

/** What we read of one answer; our own limit. A company with twenty facts has some kilobytes. */
const bytes = 1024 * 1024;

/** How a CRM is reached. */
export type Reach = Pick<Guard, 'allowPrivate' | 'isPublic' | 'signal'>;

/** Answers what the JSON holds, or `nothing` (204, 404). Throws SourceFailed. Redirects are not followed: keys are for one host. */
export async function readJson(request: GuardedRequest, reach: Reach): Promise<unknown> {
  const answer = await guardedFetch(
    { ...request, headers: { accept: 'application/json', ...request.headers } },
    { ...reach, bytes, redirects: 0 },
  ).catch((error: unknown) => {
    throw new SourceFailed(error instanceof NotFetched ? error.why : 'unreachable');
  });
  const { status, body } = answer;
  if (status === 204 || status === 404) return nothing;
  if (status === 401 || status === 403) throw new SourceFailed('refused');
  if (status === 429) throw new SourceFailed('busy');
  if (status !== 200) throw new SourceFailed('status');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new SourceFailed('notJson');
  }
}
