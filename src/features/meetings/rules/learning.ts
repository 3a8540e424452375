/** What a learning is: something that a member learned about a customer and shares. Pure. */

/** Longer ones are refused with the number: a learning is told in a breath, and feedback has room for more. */
export const learningLimit = 2_000;

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

/** Unticked ones are carried over from meeting to meeting for so long; after that they are found with their customer. */
export const learningLifeDays = 28;
