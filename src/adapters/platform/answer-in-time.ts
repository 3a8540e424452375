/** Answers somebody before their patience ends: at once, or first with a sign that it is under way. */
import type { Reply } from '../../chat/reply.js';
import { expired, withDeadline } from '../../kernel/deadline.js';

export interface AnswerInTimeDeps<Routes, Rendered> {
  /** Real milliseconds after which a person sees that work is under way. */
  readonly patienceMs: number;
  /** The reply made ready for the platform, whatever goes wrong in making it. Never rejects. */
  render(work: Promise<Reply>, routes: Routes): Promise<Rendered>;
  /** Shows it where the person looks. */
  answer(rendered: Rendered, routes: Routes): Promise<void>;
  /** Shows a sign, waits, and shows the answer in its place. */
  answerLate(ready: Promise<Rendered>, routes: Routes): Promise<void>;
  /** The answer could not be shown: logs it and acknowledges. */
  failed(thrown: unknown, routes: Routes): Promise<void>;
}

/** Resolves when the person has the answer. Never rejects. `Routes` are the ways by which the platform takes answers. */
export type AnswerReply<Routes> = (work: Promise<Reply>, routes: Routes) => Promise<void>;

/** Builds the way in which a platform answers, from how it renders, shows and reports a failure. */
export function createAnswerInTime<Routes, Rendered>(deps: AnswerInTimeDeps<Routes, Rendered>): AnswerReply<Routes> {
  return async (work, routes) => {
    try {
      const ready = deps.render(work, routes);
      const early = await withDeadline(ready, deps.patienceMs);
      if (early === expired) await deps.answerLate(ready, routes);
      else await deps.answer(early, routes);
    } catch (thrown) {
      await deps.failed(thrown, routes);
    }
  };
}
