/** One renderer for each kind of block; a new kind without one does not compile. render-card calls it. */
import { type Action, type Block, inlines } from '../../../chat/card.js';
import { type BlockOf, type BlockRenderers, drawBlock } from '../../platform/render/block-renderers.js';
import { isBlank, isBlankLine, literalLine, NOTHING } from '../../platform/render/literal-text.js';
import type { PictureOf } from '../../platform/render/picture-address.js';
import { limits } from '../limits.js';
import type { ActionSet, Column, ColumnSet, Element } from './adaptive-card.js';
import { cardAction } from './buttons.js';
import { chartElements } from './chart-element.js';
import { headingElement, type TeamsContext, textElement } from './text.js';

/** Adaptive Cards have no divider of their own: `withSeparators` gives the line to what follows. */
export type TeamsPart = Element | { readonly type: 'Divider' };

export interface BlockContext extends TeamsContext {
  readonly pictureOf: PictureOf;
}

const small = { size: 'Small', isSubtle: true } as const;

const renderers = {
  text: ({ line }, context) => (isBlankLine(line) ? [] : [textElement(line, context)]),
  quote: (block, context) => [quote(block, context)],
  facts: ({ facts }, context) => facts.map((fact, at) => factRow(fact, at === 0, context)),
  list: (block, context) => listItems(block, context),
  row: (block, context) => row(block, context),
  heading: ({ text }, context) =>
    isBlank(text) ? [] : [headingElement(text, context, { size: 'Default', weight: 'Bolder', spacing: 'Medium' })],
  note: ({ line }, context) => (isBlankLine(line) ? [] : [textElement(line, context, small)]),
  divider: () => [{ type: 'Divider' }],
  chart: ({ chart }, context) => chartElements(chart, context, context.pictureOf),
  actions: ({ actions }, context) => buttonRows(actions, context),
} satisfies BlockRenderers<BlockContext, TeamsPart>;

export function teamsParts(block: Block, context: BlockContext): readonly TeamsPart[] {
  return drawBlock<BlockContext, TeamsPart>(renderers, block, context);
}

function quote({ text, by }: BlockOf<'quote'>, context: TeamsContext): Element {
  const source =
    by && !isBlank(by) ? [textElement(`— ${literalLine(by)}`, context, { ...small, spacing: 'Small' })] : [];
  return { type: 'Container', style: 'emphasis', items: [textElement(text, context), ...source] };
}

/** Label and value side by side, a third and two thirds, on a phone too. A FactSet would read the value as Markdown. */
function factRow(
  { label, value }: BlockOf<'facts'>['facts'][number],
  isFirst: boolean,
  context: TeamsContext,
): ColumnSet {
  const columns: Column[] = [
    { type: 'Column', width: 1, items: [textElement(literalLine(label), context, { isSubtle: true })] },
    { type: 'Column', width: 2, items: [textElement(value, context)] },
  ];
  return { type: 'ColumnSet', spacing: isFirst ? 'Default' : 'Small', columns };
}

function listItems({ items, ordered }: BlockOf<'list'>, context: TeamsContext): Element[] {
  return items.map((item, at) => {
    // A hard space, so that Markdown sees no list of its own in it.
    const mark = ordered ? `${at + 1}.\u00A0` : '•\u00A0';
    const line = [mark, ...(isBlankLine(item) ? [NOTHING] : inlines(item))];
    return textElement(line, context, at === 0 ? {} : { spacing: 'Small' });
  });
}

function row({ line, detail, action }: BlockOf<'row'>, context: TeamsContext): Element[] {
  const below = detail && !isBlankLine(detail) ? [textElement(detail, context, { ...small, spacing: 'None' })] : [];
  const words = [textElement(line, context), ...below];
  const [button, ...more] = action ? buttonRows([action], context) : [];
  if (!button) return words;
  const isShort = action && action.label.length <= limits.besideText && !('confirm' in action && action.confirm);
  if (!isShort || button.type !== 'ActionSet') return [...words, button, ...more];
  const columns: Column[] = [
    { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: words },
    { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: [button] },
  ];
  return [{ type: 'ColumnSet', columns }];
}

/** Sets of buttons; links that no browser should open are written out below. */
function buttonRows(actions: readonly Action[], context: TeamsContext): Element[] {
  const buttons = actions.map(cardAction).filter((each) => each !== null);
  const count = Math.ceil(buttons.length / limits.setActions);
  const sets = Array.from({ length: count }, (_, at): ActionSet => {
    return { type: 'ActionSet', actions: buttons.slice(at * limits.setActions, (at + 1) * limits.setActions) };
  });
  const links = actions.filter((action) => action.kind === 'openLink').filter((action) => cardAction(action) === null);
  return [...sets, ...links.map(({ label, url }) => textElement(`${label}: ${url}`, context, small))];
}

/** The elements, a line above each that came after a divider. */
export function withSeparators(parts: readonly TeamsPart[]): readonly Element[] {
  const elements: Element[] = [];
  let hasLine = false;
  for (const part of parts) {
    if (part.type !== 'Divider') elements.push(hasLine ? { ...part, separator: true, spacing: 'Medium' } : part);
    hasLine = part.type === 'Divider';
  }
  return elements;
}
