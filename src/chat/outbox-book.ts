/** Messages that did not arrive, as whoever looks after them sees them. The command line and delivery share these shapes; all are JSON-ready. */

/** `given-up`: nobody tries any more. `waiting`: refused, and tried again. */
export const letterStates = ['given-up', 'waiting'] as const;
/** One of `letterStates`. */
export type LetterState = (typeof letterStates)[number];

/** A message that did not arrive. Holds none of its words. */
export interface Letter {
  readonly id: string;
  readonly state: LetterState;
  /** `room.what`. */
  readonly kind: string;
  /** Where it was to go: `#support`, or a person's name. */
  readonly where: string;
  /** As the platform or we named it. */
  readonly reason: string;
  readonly attemptCount: number;
  /** ISO 8601, UTC. */
  readonly orderedAt: string;
}

/** Some of an organisation's messages that did not arrive. What is absent does not matter. */
export interface WhichLetters {
  readonly organisationId: string;
  readonly ids?: readonly string[];
  readonly state?: LetterState;
  readonly kind?: string;
  /** `place:ID` or `member:ID`. */
  readonly destination?: string;
  readonly reason?: string;
}

/** Looks after messages that did not arrive. */
export interface OutboxBook {
  /** The oldest `limit`, and how many there are in all. */
  list(
    which: WhichLetters & { readonly limit: number },
  ): Promise<{ readonly letters: readonly Letter[]; readonly totalCount: number }>;
  /** Has them sent, as the things that they tell of are now. Answers how many. */
  retry(which: WhichLetters): Promise<number>;
  /** Nobody tries them any more, nor are they shown. Answers how many. */
  drop(which: WhichLetters): Promise<number>;
}
