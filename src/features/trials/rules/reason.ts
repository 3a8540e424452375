/** Why a customer is proposed for an early test. Pure. */

/** One reason; the first of these kinds weighs most. */
export type Reason =
  /** They gave evidence for the idea: feedback that it cites. */
  | { readonly kind: 'evidence'; readonly numbers: readonly number[] }
  /** The idea names them. */
  | { readonly kind: 'named' }
  /** Who looks after them said that the idea delights. */
  | { readonly kind: 'liked'; readonly by: string }
  /** They are in a segment that the idea or the test names. */
  | { readonly kind: 'segment'; readonly segment: string };

/** A customer who is proposed, with every reason. */
export interface Proposal {
  readonly customerId: string;
  readonly name: string;
  readonly reasons: readonly Reason[];
}
