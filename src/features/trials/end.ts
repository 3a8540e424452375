/** Ends an early test before its last day: everybody has it from then on. */

import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { say } from '../../kernel/language/say.js';
import { refusals } from './cards/trial-words.js';
import type { TrialsDeps } from './deps.js';
import { record } from './record.js';
import { isOpen, trialName, trialNumbers } from './rules/trial.js';
import { saveTrial } from './store/trials.js';
import { cardFor, find, lock, refuseOthers } from './view.js';

/** `trial end T-1`; ended again it stays as it is. */
export async function endTrial(deps: TrialsDeps, typed: string, context: InteractionContext): Promise<Reply> {
  if (typed.trim() === '') throw refusals.nameToEnd();
  const { organisationId, id: actorId } = context.actor;
  const trial = await find(deps, organisationId, trialNumbers.read(typed));
  await refuseOthers(deps, trial, context);
  const now = deps.clock.now();
  const wasOpen = await deps.outbox.commit(async (tx) => {
    const before = await lock(tx, organisationId, trial.number);
    if (!isOpen(before, now)) return false;
    // Its owner is asked at once where they were not, and customers are told what is written already.
    const dueAt = before.summarisedAt === null ? now : null;
    await saveTrial(tx, { ...before, endedAt: now, dueAt, sendDueAt: before.summarisedAt === null ? null : now });
    await record(deps, tx, {
      trial: before,
      happened: { what: 'ended', details: {} },
      origin: { organisationId, actor: context.actor, surface: context.platform },
    });
    if (before.ideaId !== null) {
      const origin = { organisationId, actor: context.actor, surface: context.platform };
      const what = { ideaId: before.ideaId, trial: trialName(before.number), what: 'trialEnded' } as const;
      await deps.ideas.noteTrial(tx, what, origin);
    }
    const change = { organisationId, actorId, surface: context.platform };
    await deps.people.audit(tx, { ...change, what: 'trials.end', subject: trialName(trial.number) });
    return true;
  });
  const card = await cardFor(deps, await find(deps, organisationId, trial.number), context);
  const name = trialName(trial.number);
  return showCard({
    ...card,
    title: wasOpen
      ? say('Ended. {title}', { title: card.title })
      : say('{trial} was over already. {title}', { trial: name, title: card.title }),
  });
}
