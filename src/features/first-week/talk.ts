/** The last card: with whom they will talk, which becomes a promise like those of meetings. */
import { z } from 'zod';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { readInput, trimmed } from '../../chat/typed.js';
import { Conflict } from '../../kernel/errors.js';
import { phrase, say } from '../../kernel/language/say.js';
import { dateInZone } from '../../kernel/time/local-day.js';
import { talkForm } from './cards/day-cards.js';
import * as words from './cards/words.js';
import { mostHeard } from './days.js';
import type { FirstWeekDeps } from './deps.js';
import { lockNewcomer, saveNewcomer } from './store/newcomers.js';

const monthMs = 30 * 24 * 3_600_000;

/** The button "Choose". */
export async function openTalk(deps: FirstWeekDeps, { actor }: InteractionContext): Promise<Reply> {
  return openForm(talkForm(await mostHeard(deps, actor.organisationId)));
}

const talk = z.object({ customer: trimmed(phrase('the name of a customer'), 200) });

/** The form: a follow-up of theirs, and thanks. Pressed twice it is one. */
export async function promiseTalk(
  deps: FirstWeekDeps,
  values: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  const { actor, platform: surface } = context;
  const { organisationId } = actor;
  const { customer: typed } = readInput('firstWeek.talk', talk, values);
  const known = await deps.customers.find(organisationId, typed);
  const customer = known?.name ?? typed;
  const now = deps.clock.now();
  const member = await deps.people.member(organisationId, actor.id);
  const inAMonth = dateInZone(member?.timeZone ?? 'UTC', new Date(now.getTime() + monthMs));
  const due = typeof values.due === 'string' && values.due !== '' ? values.due : inAMonth;
  const draft = await deps.meetings.readPromise({ text: say('Talk with {customer}', { customer }), due }, context);
  const name = await deps.outbox.commit(async (tx) => {
    const newcomer = await lockNewcomer(tx, organisationId, actor.id);
    if (newcomer?.promisedAt) throw new Conflict('firstWeek.promised', words.alreadyPromised());
    if (newcomer) await saveNewcomer(tx, { ...newcomer, promisedAt: now });
    return deps.meetings.promise(tx, draft, { organisationId, actorId: actor.id, surface });
  });
  return showCard(words.promisedCard(customer, name));
}
