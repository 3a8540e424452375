/** The language in which the bot writes to somebody: the command `language` and its buttons. */
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { languageFor, readLanguage } from '../../kernel/language/languages.js';
import { speakTo } from '../../kernel/language/reader.js';
import { languageCard, languagesCard, unknownLanguage } from './cards/language.js';
import type { PeopleDeps } from './deps.js';
import { memberOfActor } from './organisation.js';
import { saveLanguage } from './store/members.js';
import { insertChange } from './store/organisations.js';

/** Which language it is now, and a button for each. */
export async function showLanguages({ database }: PeopleDeps, { actor }: InteractionContext): Promise<Reply> {
  const { language } = await memberOfActor(database, actor);
  return showCard(languagesCard(languageFor(language)));
}

/**
 * @param typed a tag, or the language's name in itself or in English; `default`: that of their platform
 * @throws InvalidInput when there is no such language
 */
export async function chooseLanguage(
  { database, clock }: PeopleDeps,
  typed: string,
  { actor, platform: surface }: InteractionContext,
): Promise<Reply> {
  const chosen = /^default$/iu.test(typed) ? null : readLanguage(typed);
  if (chosen === undefined) throw unknownLanguage(typed);
  const { organisationId, id: actorId } = actor;
  const after = await database.transaction(async (tx) => {
    await saveLanguage(tx, await memberOfActor(tx, actor), chosen);
    const details = { language: chosen };
    await insertChange(tx, { organisationId, what: 'people.chooseLanguage', actorId, surface, details }, clock.now());
    return memberOfActor(tx, actor);
  });
  // The answer already speaks the new language.
  speakTo(after.language);
  return showCard(languageCard(languageFor(after.language)));
}
