/** Splits a theme by words: what says them counts by itself from then on. Merging it back is the way back. */
import type { CommandLine } from '../../chat/command-line.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply } from '../../chat/reply.js';
import { newId } from '../../kernel/id.js';
import { splitForm } from './cards/forms.js';
import { refusals } from './cards/theme-words.js';
import { lock, note } from './change.js';
import type { ThemesDeps } from './deps.js';
import { findFor } from './find.js';
import { pairOf } from './rules/assign.js';
import { limits, type Terms, type Theme, themeNumbers } from './rules/theme.js';
import { type Word, wordsOf } from './rules/words.js';
import { find, show } from './show.js';
import { insertTheme, listThemes } from './store/themes.js';

/** `theme split TH-3 words:"password, reset"`; the form where no words are typed. */
export async function splitByCommand(
  deps: ThemesDeps,
  { text, details }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  if (text.trim() === '') throw refusals.nameToSplit();
  return details.words === undefined
    ? askSplit(deps, text, context)
    : split(deps, text, { words: details.words }, context);
}

/** The form, with the words that the theme has. */
export async function askSplit(deps: ThemesDeps, typed: string, { actor }: InteractionContext): Promise<Reply> {
  return openForm(splitForm(await find(deps, actor.organisationId, themeNumbers.read(typed))));
}

/** The new theme takes what says one of these words, and looks through everything again. */
export async function split(
  deps: ThemesDeps,
  typed: string,
  { words: typedWords }: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  const { organisationId } = context.actor;
  const number = themeNumbers.read(typed);
  const phrases = String(typedWords ?? '')
    .split(/[,;،、\n]/u)
    .map((each) => each.replaceAll(/\s+/gu, ' ').trim())
    .filter((each) => each !== '');
  const made = await deps.database.transaction(async (tx) => {
    const theme = await lock(tx, organisationId, number);
    const terms = termsFor(theme, phrases);
    const now = deps.clock.now();
    const born = { givenName: null, isFixed: true, centralIds: [], splitFromId: theme.id, createdAt: now };
    const all = await listThemes(tx, organisationId);
    if (all.length >= limits.kept) throw refusals.tooMany();
    const id = newId(now);
    const words = [phrases.slice(0, 2).join(', '), ...phrases];
    const newNumber = await insertTheme(tx, { ...born, organisationId, id, words, terms });
    const done = [
      { theme, happened: { what: 'split', details: { number: newNumber } } },
      { theme: { organisationId, id }, happened: { what: 'splitOff', details: { number } } },
    ] as const;
    await note(deps, tx, done, context);
    return newNumber;
  });
  await findFor(deps, { organisationId });
  return show(deps, made, context);
}

/** Any of the words is enough, and each counts for a little more than the theme that they are split off. */
function termsFor(theme: Theme, phrases: readonly string[]): Terms {
  if (phrases.length === 0) throw refusals.noWords(theme);
  if (phrases.length > limits.splitWords) throw refusals.manyWords(phrases.length);
  const weight = 1 + 1.2 * theme.terms.reduce((sum, [, each]) => sum + each, 0);
  return phrases.map((phrase) => {
    const stem = stemOfPhrase(wordsOf(phrase));
    if (stem === null) throw refusals.commonWord(phrase);
    return [stem, weight] as const;
  });
}

/** Two words mean that they stand behind each other. */
function stemOfPhrase(words: readonly Word[]): string | null {
  const [first, second] = words.slice(-2);
  if (!first) return null;
  return second ? pairOf(first.stem, second.stem) : first.stem;
}
