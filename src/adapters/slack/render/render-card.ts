/** A card as a Slack message: Block Kit, and the text that notifications and screen readers take. */
import type { KnownBlock } from '@slack/types';
import { needsMark, rightToLeftMark } from '../../../chat/bidi.js';
import type { Card, Chart } from '../../../chat/card.js';
import type { NameLookup } from '../../../chat/messenger.js';
import { cardToText } from '../../../chat/plain-text.js';
import { shorten } from '../../../chat/shorten.js';
import { fitCard } from '../../platform/render/fit.js';
import { isBlank, literal, literalLine } from '../../platform/render/literal-text.js';
import { type PictureOf, publicPicture } from '../../platform/render/picture-address.js';
import { toneSymbols } from '../../platform/render/tone.js';
import { limits } from '../limits.js';
import { slackBlocks } from './blocks.js';
import { type ChartWay, chartWays, hasNativeChart } from './chart-block.js';
import { escapeControl } from './escape.js';
import { plainLine } from './text-object.js';

/** A card as a Slack message. */
export interface SlackMessage {
  /** Escaped; to be sent with `parse: 'none'`, and without `link_names`. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** What is sent instead when Slack refuses its blocks: another way to show charts, at last the words alone. null: these are they. */
  readonly simpler: (() => SlackMessage) | null;
}

export interface SlackCharts {
  /** The best that may stand for a chart. Default: Slack's own. */
  readonly way?: ChartWay;
  readonly pictureOf?: PictureOf;
}

/**
 * @param lookup the Slack user id of each member that is to be pinged, `U0…`; others are named without a ping.
 * @throws RangeError when a button's id or value is longer than Slack takes, which is the room's defect.
 */
export function renderCard(card: Card, lookup: NameLookup, charts: SlackCharts = {}): SlackMessage {
  const { pictureOf = publicPicture, way = 'native' } = charts;
  const header = titleBlock(card);
  const { blocks, chartWay } = chartWaysOf(card, way);
  const body = fitCard<KnownBlock>(
    { ...card, blocks },
    {
      draw: (block, textMax) => slackBlocks(block, { lookup, textMax, chartWay, pictureOf }),
      fits: (parts) => isWithinMessage([header, ...parts]),
    },
  );
  const text = messageText(card);
  const nextWay = blocks.some(({ kind }) => kind === 'chart') ? chartWays[chartWays.indexOf(way) + 1] : undefined;
  const simpler = () =>
    nextWay ? renderCard(card, lookup, { ...charts, way: nextWay }) : { text, blocks: [], simpler: null };
  return { text, blocks: [header, ...body], simpler };
}

/** The first charts are Slack's own, as many as a message holds. Each is an object of its own, so that two alike are told apart. */
function chartWaysOf(card: Card, best: ChartWay) {
  const blocks = card.blocks.map((block) => (block.kind === 'chart' ? { ...block, chart: { ...block.chart } } : block));
  const charts = blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
  const native = new Set(charts.filter(hasNativeChart).slice(0, limits.messageCharts));
  const chartWay = (chart: Chart): ChartWay => (best === 'native' && !native.has(chart) ? 'picture' : best);
  return { blocks, chartWay };
}

function titleBlock({ title, summary, tone = 'neutral' }: Card): KnownBlock {
  const text = toneSymbols[tone] + literalLine(isBlank(title) ? summary : title);
  return { type: 'header', text: plainLine(needsMark(text) ? rightToLeftMark + text : text, limits.header) };
}

function isWithinMessage(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= limits.messageBlocks && JSON.stringify(blocks).length <= limits.messageJson;
}

/**
 * The summary first, as notifications show the beginning; then the whole card, because screen readers read this
 * text instead of the blocks.
 */
function messageText(card: Card): string {
  const summary = literalLine(isBlank(card.summary) ? card.title : card.summary);
  return escapeWithin(card.discreet ? summary : `${summary}\n\n${literal(cardToText(card))}`, limits.messageText);
}

/** Escaping makes text longer, and a cut through `&amp;` would show; so the text is shortened until it fits escaped. */
function escapeWithin(text: string, max: number): string {
  let room = max;
  for (;;) {
    const escaped = escapeControl(shorten(text, room));
    if (escaped.length <= max) return escaped;
    room = Math.floor((room * max) / escaped.length);
  }
}
