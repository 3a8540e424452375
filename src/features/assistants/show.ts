/** What rooms show to everybody, asked by their own commands and read through nobody's eyes in particular. */
import { type ShownLine, type ShownToAssistants, shownToAssistants } from '../../chat/assistant-desk.js';
import type { Card } from '../../chat/card.js';
import type { Chapter } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import type { Actor } from '../../kernel/person.js';
import { alsoOwedCard, refusals } from './cards/assistant-words.js';
import type { AssistantsDeps } from './deps.js';
import { everybody } from './rules/everybody.js';

/** In a private chat with the bot, as programs ask: nothing is sent, so only how commands are written depends on it. */
const privately = (actor: Actor): InteractionContext => ({
  interactionId: '',
  platform: 'api',
  actor,
  place: null,
});

/** @see AssistantDesk.shown */
export async function shown(
  { chapters }: AssistantsDeps,
  actor: Actor,
  { what, text, details }: ShownLine & { readonly what: ShownToAssistants },
): Promise<Card> {
  const name = shownToAssistants[what];
  const command = chapters()
    .flatMap((feature) => feature.commands ?? [])
    .find((each) => each.name === name);
  if (!command) throw new Error(`No room has the command ${name}.`);
  const reply = await command.handle({ command: name, text, details, lists: {} }, privately(everybody(actor)));
  if (reply.kind !== 'card') throw refusals.needsMore();
  return reply.card;
}

/** What each room says that this person owes, but feedback, whose rows may hold what is confidential. */
export async function alsoOwed(
  { chapters, feedback }: AssistantsDeps,
  actor: Actor,
): Promise<{ readonly count: number; readonly card: Card } | null> {
  const others = chapters().filter((feature) => feature !== feedback);
  const owed: readonly (Chapter | undefined)[] = await Promise.all(
    others.map((feature) => feature.owedBy?.(privately(actor))),
  );
  const count = owed.reduce((sum, chapter) => sum + (chapter?.count ?? 0), 0);
  if (count === 0) return null;
  return { count, card: alsoOwedCard(owed.flatMap((chapter) => chapter?.blocks ?? [])) };
}
