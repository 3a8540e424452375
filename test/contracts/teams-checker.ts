/**
 * Reads an Adaptive Card as Teams would: what is wrong with it, what people see, whom it pings. Microsoft's own parser
 * judges the schema; the rest is written from the platform's documentation, not from our renderer.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { all, type Json, strings } from './json.js';
import type { Reading } from './slack-checker.js';
import { lintTeamsCard } from './teams-lint.js';

interface Parser {
  AdaptiveCard: new () => {
    parse(json: unknown, context: unknown): void;
    validateProperties(): { validationEvents: readonly { message: string }[] };
  };
  SerializationContext: new () => { readonly eventCount: number; getEventAt(index: number): { message: string } };
}

/** Its modules are made for bundlers, so the one built file is run as a script. It needs no page to parse. */
function loadParser(): Parser {
  const file = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js');
  const loaded = { exports: {} };
  runInThisContext(`(function (module, exports, self) {${readFileSync(file, 'utf8')}\n})`)(
    loaded,
    loaded.exports,
    globalThis,
  );
  return loaded.exports as Parser;
}

const parser = loadParser();

const known15 = new Set([
  ...['AdaptiveCard', 'TextBlock', 'RichTextBlock', 'TextRun', 'Container', 'ColumnSet', 'Column', 'ActionSet'],
  ...['Action.Execute', 'Action.Submit', 'Action.OpenUrl', 'Action.ShowCard', 'Data.Query', 'mention'],
  ...['Image', 'Chart.Line', 'Chart.VerticalBar', 'Chart.VerticalBar.Grouped'],
  ...['Input.Text', 'Input.ChoiceSet', 'Input.Date', 'Input.Toggle'],
]);

/** @param maxBytes of a message 28 KB in UTF-8, which is allowed everywhere */
export function readTeamsCard(card: unknown, maxBytes = 28 * 1024): Reading {
  const markdown = textBlocks(card).map(markdownAsRead);
  const problems = [
    ...schemaProblems(card),
    ...lintTeamsCard(card),
    ...sizeProblems(card, maxBytes),
    ...all(card).flatMap(nodeProblems),
    ...markdown.flatMap((read) => read.problems),
    ...activeTextProblems(card),
    ...mentionProblems(
      card,
      markdown.flatMap((read) => read.names),
    ),
  ];
  return {
    problems,
    words: visible(card),
    pings: pingsOf(
      card,
      markdown.flatMap((read) => read.names),
    ),
  };
}

function schemaProblems(card: unknown): string[] {
  const context = new parser.SerializationContext();
  const parsed = new parser.AdaptiveCard();
  // Microsoft’s parser for the web knows no charts: it judges what stands in for them, as an older client would.
  parsed.parse(withoutCharts(card), context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  return [...events, ...parsed.validateProperties().validationEvents.map((event) => event.message)];
}

function withoutCharts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCharts);
  if (typeof value !== 'object' || value === null) return value;
  const node = value as Json;
  if (String(node.type).startsWith('Chart.')) return withoutCharts(node.fallback);
  return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, withoutCharts(part)]));
}

interface Series {
  readonly legend?: unknown;
  readonly values: readonly { readonly x: unknown; readonly y: unknown }[];
}

/** @microsoft/teams.cards: ILineChart, IVerticalBarChart, IGroupedVerticalBarChart. */
function chartProblems(node: Json): string[] {
  const isSingle = node.type === 'Chart.VerticalBar';
  const series = isSingle ? [{ legend: 'it', values: node.data } as Series] : (node.data as readonly Series[]);
  const points = series.flatMap(({ values }) => values);
  const legends = series.map(({ legend }) => legend);
  const wrong = {
    'no title': typeof node.title !== 'string' || node.title.length > 60,
    'no fallback': !['Image', 'RichTextBlock', 'TextBlock'].includes(String((node.fallback as Json)?.type)),
    'no points': points.length === 0 || series.length > 6 || series.some(({ values }) => values.length > 20),
    'a point that is none': !points.every(({ x, y }) => typeof x === 'string' && x !== '' && Number.isFinite(y)),
    'a name twice': new Set(legends).size < legends.length || legends.some((legend) => !legend),
    'a stack that hangs': node.stacked === true && points.some(({ y }) => Number(y) < 0),
  };
  return Object.entries(wrong)
    .filter(([, isWrong]) => isWrong)
    .map(([what]) => `${node.type}: ${what}`);
}

function sizeProblems(card: unknown, maxBytes: number): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(card));
  return bytes > maxBytes ? [`${bytes} bytes`] : [];
}

function nodeProblems(node: Json): string[] {
  const problems: string[] = [];
  const { type } = node;
  if (typeof type === 'string' && !known15.has(type)) problems.push(`${type} is not in 1.5`);
  if (String(type).startsWith('Chart.')) problems.push(...chartProblems(node));
  if (type === 'Image' && !/^https:/.test(String(node.url))) problems.push(`a picture at ${node.url}`);
  if (type === 'TextBlock' && node.wrap !== true) problems.push('a TextBlock that does not wrap');
  if (type === 'Action.Execute' && !node.verb) problems.push('Action.Execute without a verb');
  if (typeof node.title === 'string' && node.title.trim() === '') problems.push('an empty title');
  for (const key of ['items', 'actions', 'inlines', 'columns']) {
    if (Array.isArray(node[key]) && node[key].length === 0) problems.push(`${type}.${key} is empty`);
  }
  return problems;
}

function textBlocks(card: unknown): string[] {
  return all(card)
    .filter((node) => node.type === 'TextBlock')
    .map((node) => String(node.text));
}

/** Nothing but a TextBlock may hold what Teams acts on, and half a pair nowhere. */
function activeTextProblems(card: unknown): string[] {
  return strings(card).flatMap(({ node, key, value }) => {
    const problems = /\p{Surrogate}/u.test(value) ? [`half a surrogate pair in ${key}`] : [];
    if (key === 'url' && !/^(https?|mailto):/.test(value)) problems.push(`opens ${value}`);
    if (key === 'value' || key === 'data' || node.type === 'mention') return problems;
    if (/\$\{/.test(value)) problems.push(`a template in ${node.type}.${key}: ${value}`);
    if (node.type !== 'TextBlock' && /<\/?at\b/i.test(value))
      problems.push(`a mention in ${node.type}.${key}: ${value}`);
    if (node.type !== 'TextBlock' && /\{\{/.test(value)) problems.push(`a function in ${node.type}.${key}: ${value}`);
    return problems;
  });
}

function entitiesOf(card: unknown): readonly { text: string; mentioned: { id: string; name: string } }[] {
  return (card as { msteams?: { entities?: [] } }).msteams?.entities ?? [];
}

function mentionProblems(card: unknown, names: readonly string[]): string[] {
  const entities = entitiesOf(card);
  const texts = entities.map((entity) => entity.text);
  const unknownNames = names.filter((name) => !texts.includes(`<at>${name}</at>`));
  const unused = texts.filter((each) => !names.some((name) => each === `<at>${name}</at>`));
  return [
    ...unknownNames.map((name) => `<at>${name}</at> without an entity`),
    ...unused.map((each) => `entity ${each} without text`),
    ...(new Set(texts).size < texts.length ? ['two entities with one text'] : []),
    ...entities.filter(({ mentioned }) => mentioned.id.startsWith('member-')).map(() => 'an entity with our own id'),
  ];
}

function pingsOf(card: unknown, names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    entitiesOf(card)
      .filter((entity) => entity.text === `<at>${name}</at>`)
      .map((entity) => entity.mentioned.id),
  );
}

function visible(value: unknown): string {
  if (Array.isArray(value)) return value.map(visible).filter(Boolean).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  const node = value as Json;
  if (node.type === 'TextBlock') return markdownAsRead(String(node.text)).shown;
  if (node.type === 'RichTextBlock') return (node.inlines as Json[]).map((run) => run.text).join('');
  // The fallback repeats the button.
  const { fallback: _, fallbackText: __, data: ___, msteams: ____, refresh: _____, ...shown } = node;
  if (node.type === 'Image') return String(node.altText);
  const own = ['title', 'label', 'value', 'placeholder', 'legend', 'x']
    .map((key) => shown[key])
    .filter((each) => typeof each === 'string');
  return [...own, ...Object.values(shown).map(visible)].filter(Boolean).join('\n');
}

interface MarkdownReading {
  readonly shown: string;
  /** Of each `<at>`. */
  readonly names: readonly string[];
  readonly problems: readonly string[];
}

const tokens = [
  { read: /^\\([!-/:-@[-`{-~])/, show: (sign: string) => sign },
  { read: /^&lt;/, show: () => '<' },
  { read: /^&amp;/, show: () => '&' },
  { read: /^\{\{(?:DATE|TIME)\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?:, SHORT)?\)\}\}/, show: () => '(time)' },
  { read: /^\n\n/, show: () => '\n' },
] as const;

/** A small reading of CommonMark: escapes, entities, `**bold**`, links, and Teams' mentions and times. */
function markdownAsRead(markup: string): MarkdownReading {
  let [rest, shown] = [markup, ''];
  const [names, problems]: [string[], string[]] = [[], []];
  while (rest) {
    const token = tokens.find(({ read }) => read.test(rest));
    const match = token?.read.exec(rest);
    const at = /^<at>([^<]*)<\/at>/.exec(rest);
    const link = /^\[((?:[^\]\\]|\\.)*)\]\(([^()\s]+)\)/.exec(rest);
    const bold = /^\*\*((?:[^*\\]|\\.)+)\*\*/.exec(rest);
    if (token && match) shown += token.show(match[1] ?? '');
    else if (at) names.push(at[1] ?? '');
    else if (link || bold) {
      const inner = markdownAsRead((link ?? bold)?.[1] ?? '');
      shown += inner.shown;
      problems.push(...inner.problems);
    } else {
      if (/^(?:[*_~`[<\n]|\{\{|&#?\w+;)/.test(rest))
        problems.push(`live markup in "${markup}" at "${rest.slice(0, 20)}"`);
      shown += rest.charAt(0);
    }
    if (at) shown += `@${at[1]}`;
    rest = rest.slice((match ?? at ?? link ?? bold)?.[0].length ?? 1);
  }
  if (/^\s*(?:[-+>#]|\d+[.)][ \t])/.test(markup)) problems.push(`a list, quote or heading: "${markup}"`);
  return { shown, names, problems };
}
