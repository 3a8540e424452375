/**
 * Counts one opened form once, however often it is sent: a double click, a slow network, a person who presses again.
 * Its id stands before the form's subject, so that every platform carries it and none has to know. Used by the router.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { Interaction, InteractionContext } from './interaction.js';
import type { Reply } from './reply.js';

type Submit = Extract<Interaction, { readonly kind: 'submit' }>;

/** Forms are sent twice within seconds; this many are hours of a busy organisation. */
const rememberedCount = 2_000;

const numbered = /^([0-9a-f]{8}-[0-9a-f-]{27})~([\s\S]*)$/;

export interface FormInstances {
  /** The form with an id of its own; other replies as they are. */
  opened(reply: Reply): Reply;
  /**
   * Runs `work` with the form's own subject, unless this very form was sent before as it is: then its answer is given
   * again. A form that was refused stays open, and is sent again in earnest.
   */
  once(submit: Submit, context: InteractionContext, work: (submit: Submit) => Promise<Reply>): Promise<Reply>;
}

export function createFormInstances(): FormInstances {
  const answers = new Map<string, Promise<Reply>>();
  return {
    opened(reply) {
      if (reply.kind !== 'form' || numbered.test(reply.form.subject)) return reply;
      return { kind: 'form', form: { ...reply.form, subject: `${randomUUID()}~${reply.form.subject}` } };
    },
    async once(submit, { actor }, work) {
      const [, instance, subject = ''] = numbered.exec(submit.subject) ?? [];
      if (instance === undefined) return work(submit);
      // With other words it is no slip: the room says what becomes of them.
      const said = JSON.stringify([actor.organisationId, actor.id, submit.form, instance, submit.values]);
      const key = createHash('sha256').update(said).digest('base64');
      const before = answers.get(key);
      if (before) return before;
      const answer = work({ ...submit, subject });
      answers.set(key, answer);
      for (const oldest of answers.keys()) {
        if (answers.size <= rememberedCount) break;
        answers.delete(oldest);
      }
      const reply = await answer;
      if (reply.kind === 'fieldErrors') answers.delete(key);
      return reply;
    },
  };
}
