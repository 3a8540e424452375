/** How customers live, as the champion writes it: added, shown, taken away, brought back. */
import { z } from 'zod';
import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { readInput, trimmed } from '../../chat/typed.js';
import { Conflict, InvalidInput, NotAllowed } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import { phrase } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import * as words from './cards/words.js';
import type { FirstWeekDeps } from './deps.js';
import { lifeNumbers, limits } from './rules/life.js';
import { insertLife, listLives, lockLife, saveRemoved } from './store/lives.js';

const added = z.object({ text: trimmed(phrase('how a customer lives, in a few sentences'), limits.text) });
const linkSchema = z.url({ protocol: /^https?$/ }).max(limits.link);

export async function showLives(deps: FirstWeekDeps, { actor }: InteractionContext): Promise<Reply> {
  const lives = await listLives(deps.database, actor.organisationId, limits.lives);
  return showCard(words.livesCard(lives, canAdminister(actor.role)));
}

/** `life add TEXT link:` */
export async function addLife(
  deps: FirstWeekDeps,
  { text: typed, details }: CommandLine,
  { actor }: InteractionContext,
): Promise<Reply> {
  const { text } = readInput('firstWeek.life', added, { text: typed });
  const link = details.link === undefined ? null : linkSchema.safeParse(details.link);
  if (link && !link.success) throw InvalidInput.field('firstWeek.link', 'link', words.linkProblem());
  const { organisationId } = actor;
  const createdAt = deps.clock.now();
  const life = await deps.database.transaction(async (tx) => {
    await deps.people.holdOrganisation(tx, organisationId);
    const standing = await listLives(tx, organisationId, limits.lives);
    if (standing.length >= limits.lives) throw new Conflict('firstWeek.tooMany', words.tooMany(limits.lives));
    const row = { organisationId, id: newId(createdAt), text, link: link?.data ?? null };
    return insertLife(tx, { ...row, createdById: actor.id, createdAt });
  });
  return showCard(words.lifeAdded(lifeNumbers.nameOf(life.number)));
}

/** `life remove LT-1`, and its button. */
export const removeLife = (deps: FirstWeekDeps, typed: string, context: InteractionContext): Promise<Reply> =>
  setRemoved(deps, typed, { isRemoved: true }, context);

/** `life restore LT-1`, and its button. */
export const restoreLife = (deps: FirstWeekDeps, typed: string, context: InteractionContext): Promise<Reply> =>
  setRemoved(deps, typed, { isRemoved: false }, context);

async function setRemoved(
  { database, clock }: FirstWeekDeps,
  typed: string,
  { isRemoved }: { readonly isRemoved: boolean },
  { actor }: InteractionContext,
): Promise<Reply> {
  // Buttons of a card come from whoever sees it.
  if (!canAdminister(actor.role)) throw new NotAllowed('firstWeek.lives', words.onlyChampion());
  const number = lifeNumbers.read(typed);
  await database.transaction(async (tx) => {
    const life = await lockLife(tx, actor.organisationId, number);
    if (!life) throw lifeNumbers.notFound(number);
    await saveRemoved(tx, life, isRemoved ? clock.now() : null);
  });
  const name = lifeNumbers.nameOf(number);
  return showCard(isRemoved ? words.lifeRemoved(name) : words.lifeRestored(name));
}
