/** Who gets the newsletter privately, and what they answer in its thread. */
import type { InteractionContext, Said } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { isId } from '../../kernel/id.js';
import { refusals, subscribedCard } from './cards/words.js';
import type { NewsletterDeps } from './deps.js';
import { idOfKey, limits } from './rules/newsletter.js';
import { findNewsletter, insertSubscriber, listSubscribers, removeSubscriber } from './store/newsletters.js';
import { removeReader } from './store/readers.js';

/** From now on they get it privately, or neither so nor by mail any more. Said again, nothing changes. */
export async function subscribe(deps: NewsletterDeps, isIn: boolean, { actor }: InteractionContext): Promise<Reply> {
  const { organisationId, id } = actor;
  await deps.database.transaction(async (tx) => {
    if (!isIn) {
      await removeReader(tx, organisationId, { memberId: id });
      return removeSubscriber(tx, organisationId, id);
    }
    await deps.people.holdOrganisation(tx, organisationId);
    const others = await listSubscribers(tx, organisationId, limits.subscribers);
    if (!others.includes(id) && others.length >= limits.subscribers) throw refusals.many();
    return insertSubscriber(tx, organisationId, id, deps.clock.now());
  });
  return showCard(subscribedCard(isIn, deps.sendsMail));
}

/** An answer in the thread of a newsletter is something that somebody learned. */
export async function hearAnswer(
  deps: NewsletterDeps,
  { text, repliesTo }: Said,
  context: InteractionContext,
): Promise<Reply | null> {
  if (!repliesTo || text.trim() === '') return null;
  const id = idOfKey(await deps.outbox.livingKeyAt(repliesTo));
  if (id === null || !isId(id)) return null;
  const newsletter = await findNewsletter(deps.database, context.actor.organisationId, id);
  return newsletter && deps.meetings.learn(text, context);
}
