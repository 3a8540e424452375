/** What whoever looks after a customer says to the question, changes, or takes back. It teaches the report, and nothing else. */

import type { InteractionContext } from '../../chat/interaction.js';
import type { Reply } from '../../chat/reply.js';
import { isId } from '../../kernel/id.js';
import { phrase, say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { refusals } from './cards/reason-words.js';
import type { RiskDeps } from './deps.js';
import { answers, mayAnswer, riskKind } from './rules/case.js';
import { showRisk } from './show.js';
import { lockCase, saveAnswer } from './store/cases.js';
import { appendHistory } from './store/history.js';

const leads = {
  call: phrase('Noted: you will call them. Keep what you hear with `learn`.'),
  known: phrase('Noted: you knew it.'),
  no: phrase('Noted: it is not so. Nobody is asked of them again while this lasts.'),
  none: phrase('Taken back: there is no answer any more.'),
} as const;

/** @param value `ID call`; `ID none` takes an answer back */
export async function answerByButton(deps: RiskDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { actor, platform: surface } = context;
  const { organisationId, id: actorId } = actor;
  const [id = '', typed = ''] = value.split(' ');
  const answer = answers.find((each) => each === typed) ?? null;
  if (!isId(id) || (answer === null && typed !== 'none')) throw refusals.gone();
  const now = deps.clock.now();
  await deps.outbox.commit(async (tx) => {
    const risk = await lockCase(tx, organisationId, id);
    if (!risk) throw refusals.gone();
    if (!mayAnswer(risk, { id: actorId, mayAdminister: canAdminister(actor.role) })) {
      const owner = risk.ownerId === null ? null : await deps.people.member(organisationId, risk.ownerId, tx);
      throw refusals.notYours(owner?.name ?? null);
    }
    if (risk.endedAt !== null) throw refusals.over(risk);
    if (risk.answer === answer) return;
    const by = answer === null ? { answeredById: null, answeredAt: null } : { answeredById: actorId, answeredAt: now };
    await saveAnswer(tx, { ...risk, answer, ...by });
    const details = { answer, before: risk.answer };
    await appendHistory(tx, [
      { organisationId, subject: `risk:${id}`, at: now, what: 'answered', actorId, surface, details },
    ]);
    await deps.outbox.enqueue(tx, await deps.reminders.movedOn(tx, riskKind, [id], { isEnd: answer !== null }));
  });
  return showRisk(deps, id, context, say(leads[answer ?? 'none']));
}
