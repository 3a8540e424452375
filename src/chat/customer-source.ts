/** The port for asking other systems what they know of a customer: adapters/crm implements it, the room customers calls it. */
import { say } from '../kernel/language/say.js';

/** Whom one asks about. */
export interface AskedOfSource {
  /** The customer's name first, then the other ways in which it is written. */
  readonly names: readonly string[];
  /** Domains of their own, not of providers of mailboxes: `acme.com`. */
  readonly domains: readonly string[];
  /** Whether what a source calls so is this customer and nobody else. */
  isThem(found: { readonly name: string | null; readonly domain: string | null }): boolean;
}

/** A label and a value; a text may be words of ours in English, which are said where they are shown (`sayIfKnown`). */
export interface SourceFact {
  readonly label: string;
  readonly value: string | boolean;
}

/** That somebody spoke with the customer, as the source notes it. */
export interface SourceContact {
  readonly at: Date;
  /** `call`, `ticket`. */
  readonly channel: string;
  readonly line: string;
}

/**
 * Why a source told nothing. `slow`: not in time; `private`: it lies in our own network, which is not allowed;
 * `redirects`: it sends us elsewhere, and what we sign is for one host; `notJson`: something else came, such as a page;
 * `refused`: it does not take our key; `busy`: asked too often; `address`, `unreachable`, `tooLarge`, `status`.
 */
export type SourceTrouble =
  | 'address'
  | 'private'
  | 'redirects'
  | 'tooLarge'
  | 'slow'
  | 'unreachable'
  | 'notJson'
  | 'refused'
  | 'busy'
  | 'status';

/** What came of asking. */
export type SourceAnswer =
  | {
      readonly kind: 'found';
      /** At most `sourceLimits.facts`. */
      readonly facts: readonly SourceFact[];
      readonly contacts: readonly SourceContact[];
      /** What could not be read beside them: `tickets`. */
      readonly without: readonly string[];
    }
  /** They are not there. */
  | { readonly kind: 'unknown' }
  /** It is asked by domain, and we know none of theirs. */
  | { readonly kind: 'noDomain' }
  /** What it answered is about somebody else, or says not about whom (null). */
  | { readonly kind: 'other'; readonly called: readonly string[] | null }
  | { readonly kind: 'failed'; readonly trouble: SourceTrouble };

/** One system that knows customers. */
export interface CustomerSource {
  /** As people call it: `HubSpot`. */
  readonly name: string;
  /** Whose it is: nobody else ever sees it. null: of the only organisation here; where there are several, of none. */
  readonly organisationId: string | null;
  /** One attempt within `sourceLimits.timeMs`; failure is a value. Never inside a transaction. */
  lookUp(asked: AskedOfSource): Promise<SourceAnswer>;
}

/** How much of a source is read and shown; our own limits. */
export const sourceLimits = {
  /** Milliseconds for everything that one customer is asked for. */
  timeMs: 2_000,
  facts: 20,
  contacts: 10,
  /** Characters. */
  label: 60,
  value: 200,
} as const;

/** What troubles this source, as a sentence. */
export function troubleWords(source: string, trouble: SourceTrouble): string {
  switch (trouble) {
    case 'address':
      return say('{source} has an address that cannot be asked.', { source });
    case 'private':
      return say('{source} lies in our own network, which is not allowed here.', { source });
    case 'redirects':
      return say('{source} sends us to another address, and we do not follow.', { source });
    case 'tooLarge':
      return say('{source} answered more than we read.', { source });
    case 'slow':
      return say('{source} did not answer within {count, plural, one {# second} other {# seconds}}.', {
        source,
        count: sourceLimits.timeMs / 1_000,
      });
    case 'unreachable':
      return say('{source} cannot be reached.', { source });
    case 'notJson':
      return say('{source} answered something that is not JSON.', { source });
    case 'refused':
      return say('{source} does not accept our key.', { source });
    case 'busy':
      return say('{source} is asked too often just now.', { source });
    case 'status':
      return say('{source} answered with an error.', { source });
  }
}
