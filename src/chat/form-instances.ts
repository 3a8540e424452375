/**
 * Counts one opened form once, however often it is sent: a double click, a slow network, a person who presses again.
 * Its id stands before the form's subject, so that every platform carries it and none has to know. This copy of the bot
 * remembers the answer; that it was sent is told to all copies. Used by the router.
 */

import { createHash, randomUUID } from 'node:crypto';
import { say } from '../kernel/language/say.js';
import type { NameBook } from './feature.js';
import type { Interaction, InteractionContext } from './interaction.js';
import { settleKnownName, withKnownNames } from './known-names.js';
import type { Reply } from './reply.js';

type Submit = Extract<Interaction, { readonly kind: 'submit' }>;

/** Forms are sent twice within seconds; this many are hours of a busy organisation. */
const rememberedCount = 2_000;

/** `c`: known customers were offered in it. */
const numbered = /^([0-9a-f]{8}-[0-9a-f-]{27}c?)~([\s\S]*)$/;

export interface FormInstances {
  /** The form with an id of its own; other replies as they are. */
  opened(reply: Reply, context: InteractionContext): Promise<Reply>;
  /**
   * Runs `work` with the form's own subject, unless this very form was sent before as it is: then its answer is given
   * again. A form that was refused, or failed, stays open, and is sent again in earnest.
   */
  once(submit: Submit, context: InteractionContext, work: (submit: Submit) => Promise<Reply>): Promise<Reply>;
}

/**
 * Does what a sent form asks for; null: it was sent before, to whichever copy of the bot. A form that was refused, or
 * failed, may be sent again.
 */
export type FormsOnce = (key: string, work: () => Promise<Reply>) => Promise<Reply | null>;

/** What is said of a form that another copy of the bot has taken. */
function takenElsewhere(): Reply {
  const title = say('This form was sent before');
  const line = say('It counts once. To send something else, open the form again.');
  return { kind: 'card', card: { title, summary: title, blocks: [{ kind: 'text', line }] } };
}

/** @param book of customers, which forms offer; @param once of all copies of the bot; absent: there is one */
export function createFormInstances(book: () => NameBook | undefined, once?: FormsOnce): FormInstances {
  const answers = new Map<string, Promise<Reply>>();
  const settled = async ({ values }: Submit, organisationId: string, isOffering: boolean) =>
    isOffering ? settleKnownName(values, book(), organisationId) : { values };
  return {
    async opened(reply, { actor }) {
      if (reply.kind !== 'form' || numbered.test(reply.form.subject)) return reply;
      const offering = await withKnownNames(reply.form, book(), actor.organisationId);
      const subject = `${randomUUID()}${offering ? 'c' : ''}~${reply.form.subject}`;
      return { kind: 'form', form: { ...(offering ?? reply.form), subject } };
    },
    async once(submit, { actor }, work) {
      const [, instance, subject = ''] = numbered.exec(submit.subject) ?? [];
      if (instance === undefined) return work(submit);
      // With other words it is no slip: the room says what becomes of them.
      const said = JSON.stringify([actor.organisationId, actor.id, submit.form, instance, submit.values]);
      const key = createHash('sha256').update(said).digest('base64');
      const before = answers.get(key);
      if (before) return before;
      const take = async () => {
        const found = await settled(submit, actor.organisationId, instance.endsWith('c'));
        return 'refusal' in found ? found.refusal : work({ ...submit, subject, values: found.values });
      };
      const answer = once ? once(key, take).then((reply) => reply ?? takenElsewhere()) : take();
      answers.set(key, answer);
      for (const oldest of answers.keys()) {
        if (answers.size <= rememberedCount) break;
        answers.delete(oldest);
      }
      const isOver = await answer.then(
        ({ kind }) => kind !== 'fieldErrors',
        () => false,
      );
      if (!isOver) answers.delete(key);
      return answer;
    },
  };
}
