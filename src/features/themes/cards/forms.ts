/** The forms of themes: another name, and which theme another belongs to. */
import { type Form, field } from '../../../chat/form.js';
import { shorten } from '../../../chat/shorten.js';
import { limits, type Theme, themeName, titleOf, wordsName } from '../rules/theme.js';

/** Another name; empty: its words name it again. */
export const nameForm = (theme: Theme): Form => ({
  form: 'themes.name',
  subject: themeName(theme.number),
  title: `Rename ${themeName(theme.number)}`,
  intro: 'The name holds in later weeks, whatever customers say.',
  fields: [
    field('text', 'as', 'Name', {
      optional: true,
      maxLength: limits.name,
      value: theme.givenName ?? wordsName(theme),
      hint: 'Empty: it is named by its words again.',
    }),
  ],
  submit: 'Rename',
});

/** By which words it is split. */
export const splitForm = (theme: Theme): Form => ({
  form: 'themes.split',
  subject: themeName(theme.number),
  title: `Split ${themeName(theme.number)}`,
  intro: 'What says one of these words becomes a theme of its own, in the weeks before too. Merging it puts it back.',
  fields: [
    field('text', 'words', 'Words', {
      maxLength: 300,
      placeholder: 'password, reset',
      hint: `With commas. Its words: ${shorten(theme.words.slice(1).join(', '), 100)}`,
    }),
  ],
  submit: 'Split',
});

/** @param others those that it may become a part of; a choice holds 99 of them */
export const mergeForm = (theme: Theme, others: readonly Theme[]): Form => ({
  form: 'themes.merge',
  subject: themeName(theme.number),
  title: `Merge ${themeName(theme.number)}`,
  intro: 'It counts as a part of the other from now on, and for the weeks before. It can be taken out again.',
  fields: [
    field('choice', 'into', 'Into which theme?', {
      options: others.slice(0, 99).map((other) => ({ value: themeName(other.number), label: titleOf(other) })),
    }),
  ],
  submit: 'Merge',
});
