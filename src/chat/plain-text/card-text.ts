/** Cards as plain text that reads well aloud: nothing that a card shows is left out. */

import { readsRightToLeft } from '../../kernel/language/reader.js';
import { say } from '../../kernel/language/say.js';
import { isolate, keepOrder, rightToLeftMark } from '../bidi.js';
import type { Action, Block, BlockKind, Card, Tone } from '../card.js';
import { readForgotten } from '../forgotten.js';
import { embedded, lineToText } from './line-text.js';

/** The title with the tone in words, since nothing else says it here. */
const withTone: Readonly<Record<Tone, (title: string) => string>> = {
  neutral: (title) => title,
  good: (title) => say('Good: {title}', { title }),
  warning: (title) => say('Attention: {title}', { title }),
  bad: (title) => say('Urgent: {title}', { title }),
};

/** Each line begins from the right, whatever its first letter is. */
const fromTheRight = (text: string) => (readsRightToLeft() ? text.replace(/^/gmu, rightToLeftMark) : text);

type BlockTexts = { readonly [Kind in BlockKind]: (block: Extract<Block, { kind: Kind }>) => string };

const blockTexts: BlockTexts = {
  text: ({ line }) => lineToText(line),
  quote: ({ text, by }) => `${by === undefined ? '' : `${isolate(by)}: `}“${isolate(text)}”`,
  facts: ({ facts }) => facts.map(({ label, value }) => `${isolate(label)}: ${embedded(value)}`).join('\n'),
  list: ({ items, ordered }) =>
    items.map((item, index) => `${ordered ? `${index + 1}.` : '-'} ${embedded(item)}`).join('\n'),
  row: ({ line, detail, action }) =>
    `- ${embedded(line)}${detail === undefined ? '' : ` – ${embedded(detail)}`}${action ? ` ${actionToText(action)}` : ''}`,
  heading: ({ text }) => `\n${keepOrder(text, true)}`,
  note: ({ line }) => `(${embedded(line)})`,
  divider: () => '———',
  chart: ({ chart }) => `(${isolate(keepOrder(chart.title, true))}: ${isolate(keepOrder(chart.alt))})`,
  actions: ({ actions }) => actions.map(actionToText).join(' '),
};

/** The title with the card's tone in a word, then a paragraph a block; buttons stand as `[Label]`. */
export function cardToText({ title, summary, tone = 'neutral', blocks }: Card): string {
  const head = title.trim() === '' ? summary : title;
  const paragraphs = blocks.map(blockToText).filter((text) => text !== '');
  // A card without blocks says what it has to say in its summary.
  if (paragraphs.length === 0 && summary !== head) paragraphs.push(summary);
  return fromTheRight(readForgotten([withTone[tone](isolate(keepOrder(head, true))), ...paragraphs].join('\n')));
}

function blockToText(block: Block): string {
  // The compiler can't see that the entry found by a block's kind takes that very block; BlockTexts says so.
  const toText = blockTexts[block.kind] as (block: Block) => string;
  return toText(block);
}

function actionToText(action: Action): string {
  const label = `[${isolate(action.label)}]`;
  return action.kind === 'openLink' ? `${label} ${action.url}` : label;
}
