/** Asks other systems what they know of a customer, at most two seconds long, and remembers it for a quarter of an hour. */
import type { AskedOfSource, CustomerSource, SourceAnswer } from '../../chat/customer-source.js';
import { sourceLimits } from '../../chat/customer-source.js';
import type { Clock } from '../../kernel/clock.js';
import { expired, withDeadline } from '../../kernel/deadline.js';

/** What one source told, and when. */
export interface LookedUp {
  readonly source: string;
  /** `unbound`: it was not asked, because nobody said whose of several organisations it is. */
  readonly answer: SourceAnswer | { readonly kind: 'unbound' };
  readonly at: Date;
}

export interface LookUpsDeps {
  readonly clock: Clock;
  readonly sources: readonly CustomerSource[];
  isOnlyOrganisation(organisationId: string): Promise<boolean>;
  /** Real milliseconds. */
  readonly waitMs?: number;
}

/** Whom to look up, for whose card. */
export interface LookUpAsked extends AskedOfSource {
  readonly organisationId: string;
  readonly customerId: string;
}

/** What is remembered. */
export const remembered = {
  ms: 15 * 60_000,
  /** What failed is asked again sooner, and yet does not make each card wait. */
  failureMs: 60_000,
  /** Customers of each source. The one that was asked for longest ago goes first. */
  count: 1_000,
} as const;

interface Kept {
  readonly at: Date;
  readonly answer: Promise<SourceAnswer>;
  hasFailed: boolean;
}

/** Answers what each source that this organisation may ask knows. Never throws, never waits longer than `waitMs`. */
export type LookUp = (asked: LookUpAsked) => Promise<readonly LookedUp[]>;

/** One memory for each source: in this process alone, and gone with it. */
export function createLookUp(deps: LookUpsDeps): LookUp {
  const { sources, isOnlyOrganisation } = deps;
  const remember = new Map(sources.map((source) => [source, rememberingLookUp(source, deps)]));
  return async (asked) => {
    const theirs = sources.filter(
      ({ organisationId }) => (organisationId ?? asked.organisationId) === asked.organisationId,
    );
    const isUnsaid = theirs.some(({ organisationId }) => organisationId === null);
    const mayAsk = !isUnsaid || (await isOnlyOrganisation(asked.organisationId));
    return Promise.all(
      theirs.map(async (source): Promise<LookedUp> => {
        if (source.organisationId === null && !mayAsk) {
          return { source: source.name, answer: { kind: 'unbound' }, at: deps.clock.now() };
        }
        const kept = remember.get(source)?.(asked);
        if (!kept) throw new Error(`${source.name} is not looked up here.`);
        return { source: source.name, answer: await kept.answer, at: kept.at };
      }),
    );
  };
}

function rememberingLookUp(source: CustomerSource, { clock, waitMs = sourceLimits.timeMs }: LookUpsDeps) {
  const all = new Map<string, Kept>();
  return (asked: LookUpAsked): Kept => {
    // Another name or address is another question.
    const key = JSON.stringify([asked.organisationId, asked.customerId, asked.names, asked.domains]);
    const now = clock.now();
    const known = all.get(key);
    if (known) {
      const ageMs = now.getTime() - known.at.getTime();
      if (ageMs >= 0 && ageMs < (known.hasFailed ? remembered.failureMs : remembered.ms)) return known;
      all.delete(key);
    }
    const kept: Kept = { at: now, hasFailed: false, answer: ask(source, asked, waitMs) };
    void kept.answer.then(({ kind }) => {
      kept.hasFailed = kind === 'failed';
    });
    all.set(key, kept);
    const [oldest] = all.keys();
    if (all.size > remembered.count && oldest !== undefined) all.delete(oldest);
    return kept;
  };
}

async function ask(source: CustomerSource, asked: AskedOfSource, waitMs: number): Promise<SourceAnswer> {
  try {
    const answer = await withDeadline(source.lookUp(asked), waitMs);
    return answer === expired ? { kind: 'failed', trouble: 'slow' } : answer;
  } catch {
    return { kind: 'failed', trouble: 'unreachable' };
  }
}
