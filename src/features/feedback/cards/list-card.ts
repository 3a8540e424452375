/** Rows of feedback in lists, and what an import brought to one owner. */

import { button, note, titledCard } from '../../../chat/blocks.js';
import type { Block, Card, Line } from '../../../chat/card.js';
import { inlines } from '../../../chat/card.js';
import { moreBlocks } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { sourceText } from '../../../chat/surface-text.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { Picture } from '../picture.js';
import { feedbackName, isLeftOut } from '../rules/feedback.js';
import { dueTime, nameOf, standing } from './words.js';

/** One row of a list. `told`: the words may be shown to this viewer. */
export interface Listed {
  readonly picture: Picture;
  readonly told: boolean;
}

/** One item in a list, with a button that shows it whole. */
export const listRow = (listed: Listed): Block => row(listed, listed.picture.owner?.name ?? say('nobody yet'));

/** The same in a list of what its reader owns. */
export const ownRow = (listed: Listed): Block => row(listed, null);

function row({ picture, told }: Listed, owner: string | null): Block {
  const { feedback } = picture;
  const words = told ? `: “${excerpt(feedback.text)}”` : '';
  const detail: Line = [
    ...inlines(standing(picture)),
    ...(owner === null ? [] : [` · ${owner}`]),
    ...(feedback.promiseEndsAt
      ? inlines(sayLine(', promised by {due}', { due: dueTime(picture, feedback.promiseEndsAt) }))
      : []),
  ];
  return {
    kind: 'row',
    line: `${nameOf(picture, told)}${words}`,
    detail,
    action: isLeftOut(feedback)
      ? button(say('Bring back'), 'feedback.restore', feedbackName(feedback.number))
      : button(say('Show'), 'feedback.show', feedbackName(feedback.number)),
  };
}

/** Many at once from one source: one message that says how many and shows the first. */
export function digestCard(source: string, items: readonly Listed[], totalCount: number): Card {
  const title = say(
    '{count, plural, one {One piece of feedback} other {{count} pieces of feedback}} came to you through {source}',
    { count: totalCount, source: sourceText(source) },
  );
  return titledCard(title, [...items.map(ownRow), ...moreBlocks({ items, totalCount }, showAll('mine'))]);
}

/** To whoever looks after a customer: they said something, and somebody else answers it. */
export function heardCard(items: readonly Listed[], totalCount: number): Card {
  const customers = [...new Set(items.map(({ picture }) => picture.customer?.name ?? say('a customer')))];
  const title = say('{customers} said something', { customers: withCommas(customers) });
  const isConfidential = items.some(({ picture }) => picture.feedback.confidential);
  return {
    ...titledCard(title, [
      note(
        totalCount === 1
          ? say('You look after them. Somebody else answers it.')
          : say('You look after them. Others answer it.'),
      ),
      ...items.map(listRow),
      ...moreBlocks({ items, totalCount }),
    ]),
    discreet: isConfidential,
  };
}

/** Leads to a whole list, from where a part of it stands. */
export const showAll = (which: 'mine' | 'overdue') => ({
  action: 'feedback.list',
  label: which === 'mine' ? say('Show all of mine') : say('Show all overdue'),
  value: which,
});
