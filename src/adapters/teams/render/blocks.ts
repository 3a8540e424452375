/** One renderer for each kind of block; a new kind without one does not compile. render-card calls it. */
import { type Action, type Block, inlines } from '../../../chat/card.js';
import { type BlockOf, type BlockRenderers, drawBlock } from '../../platform/render/block-renderers.js';
import { isBlank, isBlankLine, literalLine, NOTHING } from '../../platform/render/literal-text.js';
import type { PictureOf } from '../../platform/render/picture-address.js';
import { limits } from '../limits.js';
import type {
  ActionSet,
  AdaptiveCard,
  CardAction,
  Column,
  ColumnSet,
  Element,
  Execute,
  OpenUrl,
} from './adaptive-card.js';
import { cardAction } from './buttons.js';
import { chartElements } from './chart-element.js';
import { isRightToLeft } from './direction.js';
import { headingElement, type TeamsContext, textElement } from './text.js';

/**
 * Adaptive Cards have no divider of their own: the line goes to what follows. Buttons of the card stand at its end where
 * they can, those of a row with their row.
 */
export type TeamsPart =
  | Element
  | { readonly type: 'Divider' }
  | (Omit<ActionSet, 'type'> & { readonly type: 'CardActions' });

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
  actions: ({ actions }, context) =>
    buttonRows(actions, context).map((each) => (each.type === 'ActionSet' ? { ...each, type: 'CardActions' } : each)),
} satisfies BlockRenderers<BlockContext, TeamsPart>;

export function teamsParts(block: Block, context: BlockContext): readonly TeamsPart[] {
  return drawBlock<BlockContext, TeamsPart>(renderers, block, context);
}

function quote({ text, by }: BlockOf<'quote'>, context: TeamsContext): Element {
  const source =
    by && !isBlank(by) ? [textElement(`— ${literalLine(by)}`, context, { ...small, spacing: 'Small' })] : [];
  const direction = isRightToLeft(text) ? { rtl: true } : {};
  return { type: 'Container', style: 'emphasis', ...direction, items: [textElement(text, context), ...source] };
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
  if (!action) return words;
  const pressed = cardAction(action);
  // Columns take one action each, which can't open the question "are you sure?".
  if (action.label.length > limits.besideText || pressed === null || !isSelectable(pressed)) {
    return [...words, ...buttonRows([action], context)];
  }
  const label = textElement(literalLine(action.label), context, { color: 'Accent', weight: 'Bolder' });
  const columns: Column[] = [
    { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: words },
    { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', selectAction: pressed, items: [label] },
  ];
  return [{ type: 'ColumnSet', columns }];
}

const isSelectable = (action: CardAction): action is Execute | OpenUrl =>
  action.type === 'Action.Execute' || action.type === 'Action.OpenUrl';

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

/**
 * The parts as a body: a line above each that came after a divider. The card's last buttons stand at card level, where
 * every client shows them; a closing note stays above them.
 */
export function assembled(given: readonly TeamsPart[]): Pick<AdaptiveCard, 'body' | 'actions'> {
  // A line at the end has nothing below it.
  const parts = given.slice(0, given.findLastIndex(({ type }) => type !== 'Divider') + 1);
  const last = parts.findLastIndex(({ type }) => type === 'CardActions');
  const end = parts.at(-1);
  const actions = last >= parts.length - 2 ? parts[last] : end?.type === 'ActionSet' ? end : undefined;
  const body: Element[] = [];
  let hasLine = false;
  for (const part of parts) {
    if (part.type !== 'Divider' && part !== actions) {
      const element: Element = part.type === 'CardActions' ? { ...part, type: 'ActionSet' } : part;
      body.push(hasLine ? { ...element, separator: true, spacing: 'Medium' } : element);
    }
    hasLine = part.type === 'Divider';
  }
  return { body, ...(actions && 'actions' in actions && { actions: actions.actions }) };
}
