/**
 * What people see in Slack, back as a neutral card or form, so that a story reads the same on every stage. Written
 * from Block Kit, not from our renderer: what got lost on the way is missing here too.
 */
import type { Action, Block, Card, Inline, Tone } from '../../../src/chat/card.js';
import type { Field, Form, Option } from '../../../src/chat/form.js';
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
  return { title, summary: title, tone, blocks: body.flatMap((block) => readBlock(world, block)) };
}

function readBlock(world: SlackWorld, block: Json): Block[] {
  switch (block.type) {
    case 'section': {
      const lines = [block.text, ...((block.fields as unknown[] | undefined) ?? [])].filter(Boolean);
      const text = lines.map((each) => ({ kind: 'text', line: readText(world, each) }) as const);
      return [...text, ...actionsOf([block.accessory])];
    }
    case 'context':
      return [{ kind: 'note', line: (block.elements as unknown[]).flatMap((each) => [...readText(world, each), ' ']) }];
    case 'actions':
      return actionsOf(block.elements as unknown[]);
    case 'rich_text':
      return (block.elements as Json[]).flatMap((element) => readRich(world, element));
    case 'divider':
      return [{ kind: 'divider' }];
    default:
      return [];
  }
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
function readText(world: SlackWorld, given: unknown): Inline[] {
  const { type, text = '' } = given as { type: string; text?: string };
  if (type !== 'mrkdwn') return [text];
  const shown = text.replaceAll(/<([^<>]*)>/g, (_, inner: string) => readControl(world, inner));
  const unstyled = shown.replaceAll(/(^|[\s(])([*_`])(\S(?:.*?\S)?)\2(?=$|[\s).,;:!?])/gm, '$1$3');
  return [unstyled.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')];
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
