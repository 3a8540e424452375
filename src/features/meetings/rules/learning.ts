/** What a learning is: something that a member learned about a customer and shares. Pure. */

/** Longer ones are refused with the number: a learning is told in a breath, and feedback has room for more. */
export const learningLimit = 2_000;

/** Something that a member learned about a customer. */
export interface Learning {
  readonly id: string;
  readonly organisationId: string;
  readonly text: string;
  readonly customerId: string | null;
  readonly memberId: string;
  /** null: told privately, and shown wherever that person's meetings are. */
  readonly placeId: string | null;
  readonly meetingId: string | null;
  readonly at: Date;
}

const lifeMs = 28 * 86_400_000;

/**
 * From when on learnings stand on an agenda that opened at `openedAt`: unticked ones are carried over from meeting to
 * meeting for four weeks, and however rarely people meet, once. After that they are found with their customer.
 * @param previous the place's last two meetings before it, the latest first
 */
export function learningsFrom(openedAt: Date, previous: readonly { readonly openedAt: Date | null }[]): Date {
  const life = openedAt.getTime() - lifeMs;
  return new Date(Math.min(life, previous.at(-1)?.openedAt?.getTime() ?? life));
}
