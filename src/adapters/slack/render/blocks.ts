/** One renderer for each kind of block; a new kind without one does not compile. render-card calls it. */
import type { ContextBlock, KnownBlock, RichTextElement, SectionBlock, TextObject } from '@slack/types';
import type { Action, Block, Chart } from '../../../chat/card.js';
import { lineLength } from '../../../chat/shorten.js';
import { type BlockOf, type BlockRenderers, drawBlock } from '../../platform/render/block-renderers.js';
import { isBlank, isBlankLine, literalLine } from '../../platform/render/literal-text.js';
import type { PictureOf } from '../../platform/render/picture-address.js';
import { limits } from '../limits.js';
import { button, withUniqueIds } from './buttons.js';
import { type ChartWay, chartBlocks } from './chart-block.js';
import { isInert } from './escape.js';
import {
  asItsReaderReads,
  richBlock,
  richElements,
  richSection,
  type SlackContext,
  textElements,
} from './rich-text.js';
import { markup, mrkdwn, plainText, textObject } from './text-object.js';

export interface BlockContext extends SlackContext {
  /** The best that may stand for this chart: a message holds few of Slack's own. */
  readonly chartWay: (chart: Chart) => ChartWay;
  readonly pictureOf: PictureOf;
}

type Fact = BlockOf<'facts'>['facts'][number];

/** Longer values read badly in half a column. In UTF-16 units. */
const columnText = 48;

const renderers = {
  text: ({ line }, context) => (isBlankLine(line) ? [] : [richBlock(richSection(richElements(line, context)))]),
  quote: (block, context) => [quote(block, context)],
  facts: ({ facts }, context) => (facts.length === 0 ? [] : (factColumns(facts, context) ?? factLines(facts, context))),
  list: (block, context) => (block.items.length === 0 ? [] : [list(block, context)]),
  row: (block, context) => row(block, context),
  heading: ({ text }) => (isBlank(text) ? [] : [richBlock(richSection(textElements(text, { bold: true })))]),
  note: ({ line }, context) => (isBlankLine(line) ? [] : smallPrint(richElements(line, context))),
  divider: () => [{ type: 'divider' }],
  chart: ({ chart }, { chartWay, pictureOf }) => chartBlocks(chart, chartWay(chart), pictureOf),
  actions: ({ actions }) => buttonRows(actions),
} satisfies BlockRenderers<BlockContext, KnownBlock>;

/** A block as Block Kit. */
export function slackBlocks(block: Block, context: BlockContext): readonly KnownBlock[] {
  return drawBlock<BlockContext, KnownBlock>(renderers, block, context);
}

function quote({ text, by }: BlockOf<'quote'>, context: SlackContext): KnownBlock {
  const source = by && !isBlank(by) ? [richSection(textElements(`— ${literalLine(by)}`, { italic: true }))] : [];
  return richBlock({ type: 'rich_text_quote', elements: asItsReaderReads(richElements(text, context)) }, ...source);
}

function list({ items, ordered }: BlockOf<'list'>, context: SlackContext): KnownBlock {
  const elements = items.map((item) => richSection(richElements(item, context)));
  return richBlock({ type: 'rich_text_list', style: ordered ? 'ordered' : 'bullet', elements });
}

/** Two columns, as Slack lays out fields; null when a value is too long for half the width or has no safe markup. */
function factColumns(facts: readonly Fact[], context: SlackContext): KnownBlock[] | null {
  const fields = facts.map((fact) => factField(fact, context));
  if (!fields.every((field) => field !== null)) return null;
  return chunks(fields, limits.sectionFields).map((ten): SectionBlock => ({ type: 'section', fields: ten }));
}

function factField({ label, value }: Fact, context: SlackContext): TextObject | null {
  if (!isInert(label) || lineLength(value) > columnText) return null;
  const name = markup([{ type: 'text', text: literalLine(label), style: { bold: true } }]);
  const shown = markup(richElements(value, context));
  const text = `${name}\n${shown}`;
  return name !== null && shown !== null && text.length <= limits.fieldText ? mrkdwn(text) : null;
}

function factLines(facts: readonly Fact[], context: SlackContext): KnownBlock[] {
  const lines = facts.map(({ label, value }) =>
    richSection([...textElements(`${literalLine(label)}: `, { bold: true }), ...richElements(value, context)]),
  );
  return [richBlock(...lines)];
}

/** The line with its button, the detail in small print below. */
function row({ line, detail, action }: BlockOf<'row'>, context: SlackContext): KnownBlock[] {
  const below = detail && !isBlankLine(detail) ? smallPrint(richElements(detail, context)) : [];
  return [...rowLine(richElements(line, context), action), ...below];
}

function rowLine(elements: RichTextElement[], action: Action | undefined): KnownBlock[] {
  const text = textObject(elements, limits.text);
  const accessory = action && button(action);
  if (text && accessory) return [{ type: 'section', text, accessory }];
  const shown: KnownBlock = text ? { type: 'section', text } : richBlock(richSection(elements));
  return [shown, ...(action ? buttonRows([action]) : [])];
}

/** Rows of buttons; links that no browser should open are written out below. */
function buttonRows(actions: readonly Action[]): KnownBlock[] {
  const buttons = withUniqueIds(actions.map(button).filter((each) => each !== null));
  const rows = chunks(buttons, limits.actionsElements).map((elements): KnownBlock => ({ type: 'actions', elements }));
  const links = actions.filter((action) => action.kind === 'openLink').filter((action) => button(action) === null);
  return [...rows, ...links.map(({ label, url }) => context([plainText(`${label}: ${url}`, limits.text)]))];
}

/** One text where that is safe; otherwise what was typed and what is deliberate stand side by side. */
function smallPrint(elements: readonly RichTextElement[]): KnownBlock[] {
  const whole = textObject(elements, limits.text);
  return whole ? [context([whole])] : chunks(elements.flatMap(printPiece), limits.contextElements).map(context);
}

function printPiece(element: RichTextElement): TextObject[] {
  if (element.type === 'text') return isBlank(element.text) ? [] : [plainText(element.text.trim(), limits.text)];
  const marked = markup([element]);
  if (marked !== null && marked.length <= limits.text) return [mrkdwn(marked)];
  if (element.type !== 'link') return [];
  const { text = element.url, url } = element;
  return [plainText(text === url ? url : `${text} (${url})`, limits.text)];
}

function context(elements: TextObject[]): ContextBlock {
  return { type: 'context', elements };
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
