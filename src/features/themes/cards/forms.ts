/** The forms of themes: another name, and which theme another belongs to. */

import { type Form, field } from '../../../chat/form.js';
import { shorten } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import { limits, type Theme, themeName, titleOf, wordsName } from '../rules/theme.js';

/** Another name; empty: its words name it again. */
export const nameForm = (theme: Theme): Form => ({
  form: 'themes.name',
  subject: themeName(theme.number),
  title: say('Rename {theme}', { theme: themeName(theme.number) }),
  intro: say('The name holds in later weeks, whatever customers say.'),
  fields: [
    field('text', 'as', say('Name'), {
      optional: true,
      maxLength: limits.name,
      value: theme.givenName ?? wordsName(theme),
      hint: say('Empty: it is named by its words again.'),
    }),
  ],
  submit: say('Rename'),
});

/** By which words it is split. */
export const splitForm = (theme: Theme): Form => ({
  form: 'themes.split',
  subject: themeName(theme.number),
  title: say('Split {theme}', { theme: themeName(theme.number) }),
  intro: say(
    'What says one of these words becomes a theme of its own, in the weeks before too. Merging it puts it back.',
  ),
  fields: [
    field('text', 'words', say('Words'), {
      maxLength: 300,
      placeholder: say('password, reset'),
      hint: say('With commas. Its words: {words}', { words: shorten(theme.words.slice(1).join(', '), 100) }),
    }),
  ],
  submit: say('Split'),
});

/** @param others those that it may become a part of; a choice holds 99 of them */
export const mergeForm = (theme: Theme, others: readonly Theme[]): Form => ({
  form: 'themes.merge',
  subject: themeName(theme.number),
  title: say('Merge {theme}', { theme: themeName(theme.number) }),
  intro: say('It counts as a part of the other from now on, and for the weeks before. It can be taken out again.'),
  fields: [
    field('choice', 'into', say('Into which theme?'), {
      options: others.slice(0, 99).map((other) => ({ value: themeName(other.number), label: titleOf(other) })),
    }),
  ],
  submit: say('Merge'),
});
