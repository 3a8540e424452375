/** Reads what a page sent in answer to a question; whatever a browser sends may be in it. Pure. */

import { chosen, fieldOf, type Question } from '../../../chat/survey-pages.js';
import { isStorable, tooLong, unstorable } from '../../../chat/typed.js';
import { type FieldErrors, noProblems } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';

/** An answer as it was read: `value` is what was chosen, as the page sends it. */
export interface Given {
  readonly value: string;
  readonly comment: string | null;
}

/** In characters. */
const longestComment = 10_000;

/** The answer, or what is wrong with it by field: `score` or `choice`, and `comment`. */
export function readAnswer(
  question: Question,
  sent: Readonly<Record<string, unknown>>,
): { readonly given: Given } | { readonly problems: FieldErrors } {
  const problems = noProblems();
  const choice = chosen(question, sent[fieldOf(question)]);
  if (choice === null) problems[fieldOf(question)] = nothingChosen(question);
  const comment = typeof sent.comment === 'string' && sent.comment.trim() !== '' ? sent.comment : null;
  const length = [...(comment ?? '')].length;
  if (length > longestComment) problems.comment = tooLong(length, longestComment);
  else if (comment !== null && !isStorable(comment)) problems.comment = unstorable();
  if (choice === null || problems.comment !== undefined) return { problems };
  return { given: { value: choice.value, comment } };
}

const nothingChosen = (question: Question): string =>
  question.kind === 'scale'
    ? say('Please choose a number from {lowest} to {highest}.', { lowest: question.lowest, highest: question.highest })
    : say('Please choose one of the answers.');
