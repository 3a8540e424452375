/** One line of a piece of feedback for the rooms that cite it, with as much as the reader may know. Called by the door. */
import { excerpt } from '../../chat/shorten.js';
import { nameOf } from './cards/words.js';
import type { FeedbackDeps } from './deps.js';
import { isTold, pictures } from './picture.js';
import { type Feedback, feedbackName } from './rules/feedback.js';
import { findByIds, findByNumbers } from './store/feedback.js';

/** By number, as people name it, or by our own ids. */
export type Sought = { readonly numbers: readonly number[] } | { readonly ids: readonly string[] };

/** A piece of feedback as other rooms may show it to a viewer. */
export interface FeedbackGlimpse {
  readonly id: string;
  /** F-12 is 12. */
  readonly number: number;
  /** `F-12`. */
  readonly name: string;
  /** `F-12 · Acme Ltd`, or that it is confidential. */
  readonly title: string;
  /** The words, shortened to a line; null: the viewer may not know them. */
  readonly excerpt: string | null;
}

const excerptLength = 90;
/** What no column can hold is not there. */
const largestNumber = 2_147_483_647;

export async function glimpse(
  deps: FeedbackDeps,
  organisationId: string,
  { sought, viewerId }: { readonly sought: Sought; readonly viewerId: string | null },
): Promise<readonly FeedbackGlimpse[]> {
  const items = await found(deps, organisationId, sought);
  if (items.length === 0) return [];
  return (await pictures(deps, organisationId, items)).map((picture) => {
    const { id, number, text } = picture.feedback;
    const told = isTold(picture, viewerId);
    const title = nameOf(picture, told);
    return { id, number, name: feedbackName(number), title, excerpt: told ? excerpt(text, excerptLength) : null };
  });
}

async function found({ database }: FeedbackDeps, organisationId: string, sought: Sought): Promise<Feedback[]> {
  if ('ids' in sought) {
    return (await findByIds(database, [organisationId], sought.ids)).filter(
      (item) => item.organisationId === organisationId,
    );
  }
  const numbers = sought.numbers.filter((number) => Number.isInteger(number) && number <= largestNumber);
  if (numbers.length === 0) return [];
  const items = await findByNumbers(database, organisationId, numbers);
  return numbers.flatMap((number) => items.find((item) => item.number === number) ?? []);
}
