/** Lists of ideas, and the lines in which other rooms' cards show them. */
import type { Block, Card } from '../../../chat/card.js';
import type { Idea } from '../rules/idea.js';
import type { List } from '../store/listing.js';
import { show } from './idea-card.js';
import { excerpt, nameOf, stateWords } from './words.js';

const headings: Readonly<Record<List, string>> = {
  open: 'Open ideas',
  trying: 'Ideas that are being tried',
  adopted: 'Adopted ideas',
  parked: 'Parked ideas',
  all: 'Ideas with these words',
};

const nothing: Readonly<Record<List, string>> = {
  open: 'No idea is open. What would delight a customer of yours? `idea` asks.',
  trying: 'Nothing is being tried. Which idea could you try this week? `ideas` shows them.',
  adopted: 'No idea is adopted yet.',
  parked: 'No idea is parked.',
  all: 'No idea has these words. Try fewer, or write it down yourself with `idea`.',
};

/** @param paging Next and Previous, where there is more than one page */
export function listCard(
  which: List,
  { rows, totalCount }: { readonly rows: readonly Block[]; readonly totalCount: number },
  paging: readonly Block[],
): Card {
  const title = totalCount > 0 ? `${headings[which]} (${totalCount})` : headings[which];
  if (rows.length === 0) {
    const none = nothing[which];
    return { title, summary: none, blocks: [{ kind: 'text', line: none }] };
  }
  return { title, summary: title, blocks: [...rows, ...paging] };
}

/** One idea in a list, with a button that shows it whole. */
export function ideaRow(idea: Idea, authorName: string): Block {
  const support = idea.supportCount > 0 ? ` · delights ${idea.supportCount} more` : '';
  return {
    kind: 'row',
    line: nameOf(idea),
    detail: `${capital(stateWords[idea.state])} · ${authorName}${support} · ${excerpt(idea.delights, 90)}`,
    action: show(idea),
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What stands behind a chapter that was cut. */
export const moreNote = (restCount: number): Block => ({
  kind: 'note',
  line: `and ${restCount} more: \`ideas\`, with words from it`,
});

/** Above the ideas that cite a piece of feedback. */
export const citingHeading = (count: number): Block => ({
  kind: 'heading',
  text: count === 1 ? 'An idea came from this' : `${count} ideas came from this`,
});
