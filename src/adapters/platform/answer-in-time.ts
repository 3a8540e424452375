/** Answers somebody before their patience ends: at once, or first with a sign that it is under way. */
import type { Reply } from '../../chat/reply.js';
import { expired, withDeadline } from '../../kernel/deadline.js';

export interface AnswerInTimeDeps<Routes, Rendered, Answer> {
  /** Real milliseconds after which a person sees that work is under way. */
  readonly patienceMs: number;
  /** The reply made ready for the platform, whatever goes wrong in making it. Never rejects. */
  render(work: Promise<Reply>, routes: Routes): Promise<Rendered>;
  /** Shows it where the person looks. */
  answer(rendered: Rendered, routes: Routes): Promise<Answer>;
  /** Shows a sign, and the answer in its place when it is ready. */
  answerLate(ready: Promise<Rendered>, routes: Routes): Promise<Answer>;
  /** The answer could not be shown: logs it and acknowledges. */
  failed(thrown: unknown, routes: Routes): Promise<Answer>;
}

/**
 * Resolves when the person has the answer or a sign, with what the platform wants back. Never rejects. `Routes` are the
 * ways by which the platform takes answers.
 */
export type AnswerReply<Routes, Answer = void> = (work: Promise<Reply>, routes: Routes) => Promise<Answer>;

/** Builds the way in which a platform answers, from how it renders, shows and reports a failure. */
export function createAnswerInTime<Routes, Rendered, Answer = void>(
  deps: AnswerInTimeDeps<Routes, Rendered, Answer>,
): AnswerReply<Routes, Answer> {
  return async (work, routes) => {
    try {
      const ready = deps.render(work, routes);
      const early = await withDeadline(ready, deps.patienceMs);
      return await (early === expired ? deps.answerLate(ready, routes) : deps.answer(early, routes));
    } catch (thrown) {
      return deps.failed(thrown, routes);
    }
  };
}
