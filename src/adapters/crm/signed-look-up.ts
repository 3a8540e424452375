/** Asks any system by a small flow of the customer's own: one signed request, answered by JSON. `docs/crm.md` has the recipes. */

import { createHmac } from 'node:crypto';
import {
  type AskedOfSource,
  type CustomerSource,
  type SourceAnswer,
  sourceLimits,
} from '../../chat/customer-source.js';
import type { Clock } from '../../kernel/clock.js';
import { deadlineSignal } from '../../kernel/deadline.js';
import { readAnswer } from './look-up-answer.js';
import { nothing, type Reach, readJson, SourceFailed } from './read-json.js';

export interface LookUpOptions extends Omit<Reach, 'signal'> {
  readonly name: string;
  readonly organisationId: string | null;
  /** With `{name}`, `{domain}` or both where they belong. */
  readonly url: string;
  /** Both sides know it. */
  readonly secret: string;
  /** Label and path of each field that is shown; empty: those that the answer names. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly clock: Clock;
  readonly timeMs?: number;
}

/** @see CustomerSource */
export function createSignedLookUp(options: LookUpOptions): CustomerSource {
  const { name, organisationId, url, secret, fields, clock, timeMs = sourceLimits.timeMs, ...reach } = options;
  return {
    name,
    organisationId,
    async lookUp(asked): Promise<SourceAnswer> {
      const address = addressFor(url, asked);
      if (address === null) return { kind: 'noDomain' };
      const request = { url: address, headers: signatureHeaders(address, { secret, now: clock.now() }) };
      try {
        const answer = await readJson(request, { ...reach, signal: deadlineSignal(timeMs) });
        return answer === nothing ? { kind: 'unknown' } : readAnswer(answer, { asked, fields });
      } catch (error) {
        if (!(error instanceof SourceFailed)) throw error;
        return { kind: 'failed', trouble: error.trouble };
      }
    },
  };
}

/** null: it is asked by domain alone, and there is none. */
function addressFor(url: string, { names, domains }: AskedOfSource): string | null {
  const [name = ''] = names;
  const [domain = ''] = domains;
  if (domain === '' && !url.includes('{name}')) return null;
  // A function, because "$&" in a name means something in a replacement.
  return url
    .replaceAll('{name}', () => encodeURIComponent(name))
    .replaceAll('{domain}', () => encodeURIComponent(domain));
}

/** The time stands in what is signed, so that a request that somebody saw cannot be sent again a day later. */
function signatureHeaders(address: string, { secret, now }: { readonly secret: string; readonly now: Date }) {
  const { pathname, search } = new URL(address);
  const seconds = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac('sha256', secret).update(`${seconds}.GET.${pathname}${search}`).digest('hex');
  return { 'x-emptychair-timestamp': seconds, 'x-emptychair-signature': `sha256=${signature}` };
}
