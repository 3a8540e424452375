/** What many customers say about the same, on the web home and on walls. */

import { counted } from '../../chat/counted.js';
import type { HomePart } from '../../chat/home-pages.js';
import { asSentence } from '../../kernel/language/list.js';
import { say } from '../../kernel/language/say.js';
import { changeText, leadText } from './cards/theme-words.js';
import type { ThemesDeps } from './deps.js';
import { figuresOf, mostNamed } from './figures.js';
import { titleOf, wordsName } from './rules/theme.js';

/** Read at a glance; the chat has the rest. */
const rowsShown = 6;

/** A theme's name is made of words that many say, and of none that is confidential: everybody may read it. */
export async function homeParts(deps: ThemesDeps, organisationId: string): Promise<readonly HomePart[]> {
  const part = { id: 'themes', title: say('What customers talk about') } as const;
  const now = await figuresOf(deps, organisationId);
  const named = mostNamed(now, rowsShown);
  const [first] = named;
  if (!first) {
    const says = now.isFound
      ? say('No theme was named in the last 7 days.')
      : say('Themes are looked for each Monday, or when somebody types themes.');
    return [{ ...part, figure: null, says }];
  }
  return [
    {
      ...part,
      figure: wordsName(first.theme),
      says: asSentence(leadText(first.theme, first.change)),
      bars: named.map(({ theme, change }) => ({ label: wordsName(theme), count: change.count })),
      table: {
        heads: [say('Theme'), say('In 7 days'), say('Against the weeks before')],
        rows: named.map(({ theme, change }) => [titleOf(theme), counted(change.count), changeText(change)]),
      },
    },
  ];
}
