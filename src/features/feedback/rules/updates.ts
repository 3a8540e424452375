/** What a file says anew of feedback that is here. Pure. */
import type { Feedback, KeptValues } from './feedback.js';

/** What a source says of a piece of feedback; absent: it says nothing of that, and what is kept stays. */
export type Said = Partial<KeptValues & Pick<Feedback, 'text' | 'customerId' | 'saidAt'>>;

/** A piece as it is after a file said it anew. */
export interface Updated {
  readonly feedback: Feedback;
  /** What is otherwise now. */
  readonly fields: readonly (keyof Said)[];
}

/**
 * null: it says what is kept already. What a person has edited stays as that person wrote it, and what was withdrawn
 * stays withdrawn.
 */
export function updatedBy(feedback: Feedback, said: Said, editedByHand: ReadonlySet<string>): Updated | null {
  if (feedback.state === 'withdrawn') return null;
  const fields = (Object.keys(said) as (keyof Said)[]).filter(
    (field) => said[field] !== undefined && !editedByHand.has(field) && !isSame(said[field], feedback[field]),
  );
  if (fields.length === 0) return null;
  const now = Object.fromEntries(fields.map((field) => [field, said[field]]));
  return { feedback: { ...feedback, ...now }, fields };
}

const isSame = (one: unknown, other: unknown): boolean =>
  one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;
