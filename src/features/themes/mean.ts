/** Merges new themes that mean the same as another, where a model is set up and the organisation lets it be asked. */
import { shorten } from '../../chat/shorten.js';
import type { Transaction } from '../../storage/database.js';
import type { ThemesDeps } from './deps.js';
import { sameMeaning } from './rules/meaning.js';
import { bestSentence } from './rules/sentence.js';
import type { Theme } from './rules/theme.js';
import { byMeaning } from './settings.js';
import { appendEvents } from './store/events.js';
import { namesIn, wordsOfItems } from './store/items.js';
import { listThemes, saveDecision } from './store/themes.js';

/** Of a theme, in characters: its words and the sentence that says most of it. */
const sentLength = 400;

/**
 * A theme that a person took out again is not new any more, so that it is left alone.
 * @param newIds those that were found just now
 */
export async function mergeByMeaning(
  deps: ThemesDeps,
  organisationId: string,
  newIds: readonly string[],
): Promise<void> {
  const { database, embed } = deps;
  const { settings } = await deps.people.organisation(organisationId);
  if (!embed || newIds.length === 0 || !byMeaning.of(settings)) return;
  const themes = (await listThemes(database, organisationId)).filter(({ mergedIntoId }) => mergedIntoId === null);
  const texts = await Promise.all(themes.map((theme) => textOf(deps, theme)));
  const vectors = await embed(texts);
  if (vectors?.length !== themes.length) return;
  const isNew = themes.map(({ id }) => newIds.includes(id));
  const pairs = [...sameMeaning(vectors, isNew)].flatMap(([from, to]) => {
    const [theme, into] = [themes[from], themes[to]];
    return theme && into ? [{ theme, into }] : [];
  });
  await database.transaction(async (tx) => {
    for (const { theme, into } of pairs) await mergeInto(deps, tx, theme, into);
  });
}

/** Nothing that not everybody may read. */
async function textOf({ database }: ThemesDeps, { organisationId, words, terms, centralIds }: Theme): Promise<string> {
  const items = await wordsOfItems(database, organisationId, centralIds);
  const best = bestSentence(
    terms,
    items.map((item) => ({ text: item.text, names: namesIn(item) })),
  );
  return shorten(`${words.slice(1).join(', ')}. ${best?.sentence ?? ''}`, sentLength);
}

async function mergeInto({ clock }: ThemesDeps, tx: Transaction, theme: Theme, into: Theme): Promise<void> {
  await saveDecision(tx, { ...theme, mergedIntoId: into.id });
  const by = { at: clock.now(), actorId: null, surface: 'clock', organisationId: theme.organisationId } as const;
  await appendEvents(tx, [
    { ...by, themeId: theme.id, what: 'merged', details: { number: into.number } },
    { ...by, themeId: into.id, what: 'took', details: { number: theme.number } },
  ]);
}
