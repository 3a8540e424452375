/** Lists of feedback: open, mine, overdue, resolved, and what an import brought to one owner. */
import type { Block, Card, Line } from '../../../chat/card.js';
import { inlines } from '../../../chat/card.js';
import type { Picture } from '../picture.js';
import { feedbackName } from '../rules/feedback.js';
import type { Filter } from '../store/listing.js';
import { excerpt, nameOf, standing, time } from './words.js';

/** One row of a list. `told`: the words may be shown to this viewer. */
export interface Listed {
  readonly picture: Picture;
  readonly told: boolean;
}

const headings: Readonly<Record<Filter['which'], string>> = {
  all: 'All feedback',
  open: 'Open feedback',
  mine: 'Feedback that is with you',
  overdue: 'Overdue feedback',
  resolved: 'Resolved feedback',
};

const nothing: Readonly<Record<Filter['which'], string>> = {
  all: 'Nothing matches. Try fewer words, or another customer or topic.',
  open: 'Nothing is open. Every customer has an answer.',
  mine: 'Nothing is with you. Enjoy it, or ask a customer something.',
  overdue: 'Nothing is overdue. Every promise holds.',
  resolved: 'Nothing is resolved yet.',
};

/**
 * @param isNarrowed only those of a customer, a topic or some words
 * @param paging Next and Previous, where there is more than one page
 */
export function listCard(
  { which, isNarrowed }: { readonly which: Filter['which']; readonly isNarrowed: boolean },
  items: readonly Listed[],
  totalCount: number,
  paging: readonly Block[],
): Card {
  const title = totalCount > 0 ? `${headings[which]} (${totalCount})` : headings[which];
  const none = nothing[isNarrowed ? 'all' : which];
  if (items.length === 0) return { title, summary: none, blocks: [{ kind: 'text', line: none }] };
  const discreet = items.some(({ picture }) => picture.feedback.confidential);
  return { title, summary: title, discreet, blocks: [...items.map(listRow), ...paging] };
}

/** One item in a list, with a button that shows it whole. */
export function listRow({ picture, told }: Listed): Block {
  const { feedback, owner } = picture;
  const words = told ? `: “${excerpt(feedback.text)}”` : '';
  const promise = feedback.promiseEndsAt ? [', promised by ', time(picture, feedback.promiseEndsAt)] : [];
  const detail: Line = [...inlines(standing(picture)), ` · ${owner?.name ?? 'nobody yet'}`, ...promise];
  return {
    kind: 'row',
    line: `${nameOf(picture, told)}${words}`,
    detail,
    action: { kind: 'button', action: 'feedback.show', label: 'Show', value: feedbackName(feedback.number) },
  };
}

/** Many at once from one source: one message that says how many and shows the first. */
export function digestCard(source: string, items: readonly Listed[], totalCount: number): Card {
  const pieces = totalCount === 1 ? 'One piece' : `${totalCount} pieces`;
  const title = `${pieces} of feedback came to you through ${source}`;
  const rest = totalCount - items.length;
  return {
    title,
    summary: title,
    blocks: [
      ...items.map(listRow),
      ...(rest > 0 ? ([{ kind: 'note', line: `and ${rest} more` }] as const) : []),
      {
        kind: 'actions',
        actions: [{ kind: 'button', action: 'feedback.list', label: 'Show all of mine', value: 'mine' }],
      },
    ],
  };
}

/** What stands behind a list that was cut, one click away. */
export function moreOf(which: 'mine' | 'overdue', restCount: number): Block {
  const label = which === 'mine' ? 'Show all of mine' : 'Show all overdue';
  return {
    kind: 'row',
    line: `and ${restCount} more`,
    action: { kind: 'button', action: 'feedback.list', label, value: which },
  };
}
