/** Whether an answer brought words that somebody should answer. Pure. */
import { categoryOf } from './measure.js';

/** Words with a letter or a digit in them: a dash or a dot says nothing that anybody could answer. */
export function becomesFeedback(score: number, comment: string | null | undefined): boolean {
  return categoryOf(score) === 'detractor' && /[\p{L}\p{N}]/u.test(comment ?? '');
}
