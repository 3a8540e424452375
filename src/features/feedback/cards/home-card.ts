/** What stands on a home page of this room, and what an owner is asked who marks a card as done. */
import type { Block, Card } from '../../../chat/card.js';
import type { Picture } from '../picture.js';
import { feedbackName } from '../rules/feedback.js';
import { type Listed, listRow, moreOf } from './list-card.js';
import { nameOf } from './words.js';

interface Section {
  readonly rows: readonly Listed[];
  readonly totalCount: number;
}

export function homeBlocks(mine: Section, overdue: Section): readonly Block[] {
  return [
    ...section({ heading: 'What you owe', none: 'Nothing is with you.', which: 'mine' }, mine),
    ...section({ heading: 'Overdue', none: 'Nothing is overdue. Every promise holds.', which: 'overdue' }, overdue),
  ];
}

interface Words {
  readonly heading: string;
  readonly none: string;
  readonly which: 'mine' | 'overdue';
}

function section({ heading, none, which }: Words, { rows, totalCount }: Section): readonly Block[] {
  const rest = totalCount - rows.length;
  if (totalCount === 0)
    return [
      { kind: 'heading', text: heading },
      { kind: 'text', line: none },
    ];
  return [
    { kind: 'heading', text: `${heading} (${totalCount})` },
    ...rows.map(listRow),
    ...(rest > 0 ? [moreOf(which, rest)] : []),
  ];
}

/** No form opens after a reaction, so a button stands in for it. */
export function howItEndedCard(picture: Picture, told: boolean): Card {
  const name = nameOf(picture, told);
  const value = feedbackName(picture.feedback.number);
  return {
    title: `How did ${value} end?`,
    summary: `How did ${name} end? One form, and everybody hears it.`,
    discreet: picture.feedback.confidential,
    blocks: [
      {
        kind: 'text',
        line: `You marked ${name} as done. Tell what was done and what the customer heard: then it is resolved.`,
      },
      {
        kind: 'actions',
        actions: [{ kind: 'button', action: 'feedback.resolve', label: 'Resolve', value, style: 'primary' }],
      },
    ],
  };
}
