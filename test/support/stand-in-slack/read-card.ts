/**
 * What people see in Slack, back as a neutral card or form, so that a story reads the same on every stage. Written
 * from Block Kit, not from our renderer: what got lost on the way is missing here too.
 */
import type { Action, Block, Card, Chart, Inline, Tone } from '../../../src/chat/card.js';
import type { Field, Form, Option } from '../../../src/chat/form.js';
import type { Reply } from '../../../src/chat/reply.js';
import type { SlackView, SlackWorld } from './world.js';

type Json = Readonly<Record<string, unknown>>;

const tones: readonly (readonly [string, Tone])[] = [
  ['✅ ', 'good'],
  ['⚠️ ', 'warning'],
  ['🛑 ', 'bad'],
];

export function readCard(world: SlackWorld, blocks: readonly unknown[]): Card {
  const [header, ...rest] = blocks as Json[];
  const headline = header?.type === 'header' ? plain(header.text) : '';
  const [symbol = '', tone = 'neutral' as const] = tones.find(([sign]) => headline.startsWith(sign)) ?? [];
  const title = headline.slice(symbol.length);
  const body = header?.type === 'header' ? rest : (blocks as Json[]);
  return { title, summary: title, tone, blocks: withDetails(body.flatMap((block) => readBlock(world, block))) };
}

/** Small print right below a line that has a button of its own belongs to it. */
function withDetails(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block, at) => {
    const before = blocks[at - 1];
    const after = blocks[at + 1];
    if (block.kind === 'note' && before?.kind === 'row') return [];
    return block.kind === 'row' && after?.kind === 'note' ? [{ ...block, detail: after.line }] : [block];
  });
}

function readBlock(world: SlackWorld, block: Json): Block[] {
  switch (block.type) {
    case 'section': {
      if (Array.isArray(block.fields)) return [{ kind: 'facts', facts: block.fields.map((each) => fact(world, each)) }];
      const [action] = readAction(block.accessory as Json | undefined);
      return [{ kind: 'row', line: readText(world, block.text), ...(action && { action }) }];
    }
    case 'context':
      return [{ kind: 'note', line: (block.elements as unknown[]).map((each) => readText(world, each)).join(' ') }];
    case 'actions':
      return actionsOf(block.elements as unknown[]);
    case 'rich_text':
      return readParts(world, block.elements as Json[]);
    case 'divider':
      return [{ kind: 'divider' }];
    case 'image':
      return [{ kind: 'note', line: String(block.alt_text) }];
    case 'data_visualization':
      return [{ kind: 'chart', chart: readChart(block) }];
    default:
      return [];
  }
}

/** `*Label*`, and the value on the next line. */
function fact(world: SlackWorld, field: unknown) {
  const [label = '', ...value] = readText(world, field).split('\n');
  return { label, value: value.join('\n') };
}

function readChart(block: Json): Chart {
  const { type, series, axis_config } = block.chart as ChartJson;
  return {
    title: String(block.title),
    alt: '',
    form: type === 'line' ? 'line' : 'bars',
    categories: axis_config.categories,
    series: series.map(({ name, data }) => ({ name, values: data.map(({ value }) => value) })),
  };
}

interface ChartJson {
  readonly type: string;
  readonly axis_config: { readonly categories: readonly string[] };
  readonly series: readonly { readonly name: string; readonly data: readonly { readonly value: number }[] }[];
}

/** A quote may be followed by whose it is, a line that is bold from end to end is a heading. */
function readParts(world: SlackWorld, parts: readonly Json[]): Block[] {
  const [first, second] = parts;
  const words = second && readRich(world, second);
  const by = words?.[0]?.kind === 'text' ? wordsOf(words[0].line) : '';
  if (first?.type === 'rich_text_quote' && by.startsWith('— ')) {
    const [quote] = readRich(world, first);
    return quote?.kind === 'quote' ? [{ ...quote, by: by.slice(2) }] : [];
  }
  const pieces = first?.type === 'rich_text_section' && parts.length === 1 ? (first.elements as Json[]) : [];
  const isBold = pieces.length === 1 && (pieces[0]?.style as Json | undefined)?.bold === true;
  if (isBold) return [{ kind: 'heading', text: String(pieces[0]?.text) }];
  return parts.flatMap((part) => readRich(world, part));
}

function readRich(world: SlackWorld, { type, elements, style }: Json): Block[] {
  const parts = elements as Json[];
  if (type === 'rich_text_list') {
    const items = parts.map((item) => (item.elements as Json[]).map((part) => readInline(world, part)));
    return [{ kind: 'list', items, ordered: style === 'ordered' }];
  }
  const line = parts.map((part) => readInline(world, part));
  return type === 'rich_text_quote' ? [{ kind: 'quote', text: line.map(wordOf).join('') }] : [{ kind: 'text', line }];
}

function readInline(world: SlackWorld, part: Json): Inline {
  if (part.type === 'user') return nameOf(world, String(part.user_id));
  if (part.type === 'date') return String(part.fallback);
  if (part.type === 'link') return { kind: 'link', text: String(part.text ?? part.url), url: String(part.url) };
  return String(part.text ?? '');
}

const wordOf = (inline: Inline): string => (typeof inline === 'string' ? inline : 'text' in inline ? inline.text : '');

/** A text object, as people read it. */
function readText(world: SlackWorld, given: unknown): string {
  const { type, text = '' } = given as { type: string; text?: string };
  if (type !== 'mrkdwn') return text;
  const shown = text.replaceAll(/<([^<>]*)>/g, (_, inner: string) => readControl(world, inner));
  const unstyled = shown.replaceAll(/(^|[\s(])([*_`])(\S(?:.*?\S)?)\2(?=$|[\s).,;:!?])/gm, '$1$3');
  return undoEscapes(unstyled);
}

const undoEscapes = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Of a message's own text, which notifications begin with: the whole card as it is read out. */
export function readAloud(text: string): string {
  return undoEscapes(text).split('\n\n').slice(1).join('\n\n');
}

function readControl(world: SlackWorld, inner: string): string {
  const [head = '', label] = inner.split('|');
  return head.startsWith('@') ? nameOf(world, head.slice(1)) : (label ?? head);
}

const nameOf = ({ users }: SlackWorld, userId: string): string => `@${users.get(userId)?.realName ?? userId}`;

function actionsOf(elements: readonly unknown[]): Block[] {
  const actions = elements.flatMap((each) => readAction(each as Json | undefined));
  return actions.length === 0 ? [] : [{ kind: 'actions', actions }];
}

function readAction(element: Json | undefined): Action[] {
  if (element?.type !== 'button') return [];
  const label = plain(element.text);
  if (typeof element.url === 'string') return [{ kind: 'openLink', label, url: element.url }];
  return [{ kind: 'button', label, action: String(element.action_id), value: String(element.value ?? '') }];
}

export function readForm(world: SlackWorld, view: SlackView): Form {
  const inputs = view.blocks.filter(({ type }) => type === 'input');
  const others = view.blocks.filter(({ type }) => type !== 'input');
  return {
    form: view.callback_id,
    subject: view.private_metadata.replace(/^[^|]*\|/, ''),
    title: view.title.text,
    submit: view.submit?.text ?? '',
    intro: others
      .flatMap((block) => readBlock(world, block))
      .flatMap((block) => ('line' in block ? [wordsOf(block.line)] : [])),
    fields: inputs.map(readField),
  };
}

/** What is wrong with a form that came back open: notes on top of it, or above the field that they are about. */
export function problemsIn({ blocks }: SlackView): Extract<Reply, { kind: 'fieldErrors' }> {
  const errors: Record<string, string> = {};
  const notes = blocks.flatMap((block, at) => {
    const [note] = block.type === 'context' ? (block.elements as { text: string }[]) : [];
    if (!note?.text.startsWith('⚠️ ')) return [];
    const words = note.text.slice('⚠️ '.length);
    const below = blocks[at + 1];
    if (below?.type === 'input') errors[fieldOf(String(below.block_id))] = words;
    return [words];
  });
  return { kind: 'fieldErrors', errors, message: notes[0] ?? '' };
}

/** A long text stands in several inputs. */
const fieldOf = (blockId: string): string => blockId.replace(/#\d+$/, '');

const wordsOf = (line: Inline | readonly Inline[]): string =>
  (Array.isArray(line) ? (line as readonly Inline[]) : [line as Inline]).map(wordOf).join('');

function readField(block: Json): Field {
  const element = block.element as Json;
  const base = { name: String(block.block_id), label: plain(block.label), optional: block.optional === true };
  const kind = String(element.action_id) as Field['kind'];
  if (kind === 'choice' || kind === 'choices') return { ...base, kind, options: optionsOf(element) };
  if (kind === 'text') return { ...base, kind, value: String(element.initial_value ?? '') };
  return { ...base, kind };
}

function optionsOf(element: Json): Option[] {
  const groups = (element.option_groups as Json[] | undefined) ?? [element];
  return groups
    .flatMap((group) => group.options as Json[])
    .map(({ text, value }) => ({ label: plain(text), value: String(value) }));
}

const plain = (given: unknown): string => (given as { text?: string } | undefined)?.text ?? '';
