/**
 * Reads a Slack message or modal as Slack would: what is wrong with it, what people see, whom it pings. Written from
 * the platform's limits (docs.slack.dev, @slack/types), not from our renderer; the contract suite calls it.
 */
import { all, type Json, text } from './json.js';

export interface Reading {
  readonly problems: readonly string[];
  /** Everything that is shown, one text a line. */
  readonly words: string;
  /** The platform's ids, one for each ping. */
  readonly pings: readonly string[];
}

const blockTypes = ['header', 'section', 'context', 'actions', 'divider', 'rich_text', 'input', 'image'].concat([
  'data_visualization',
]);
const elementTypes = ['button', 'plain_text_input', 'static_select', 'multi_static_select', 'users_select'].concat([
  'datepicker',
  'radio_buttons',
  'checkboxes',
]);
const richTypes = ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'text', 'user', 'link', 'date'];
const known = new Set([...blockTypes, ...elementTypes, ...richTypes, 'plain_text', 'mrkdwn', 'modal']);
/** The kinds of a chart stand where other objects have their type. */
const chartTypes = ['line', 'bar', 'area', 'pie'];

/** Longest text of a key inside a type: `type.key`. */
const longest: Readonly<Record<string, number>> = {
  'button.text': 75,
  'header.text': 150,
  'section.text': 3000,
  'section.fields': 2000,
  'context.elements': 3000,
  'input.label': 2000,
  'input.hint': 2000,
  'option.text': 75,
  'confirm.title': 100,
  'confirm.text': 300,
  'confirm.confirm': 30,
  'confirm.deny': 30,
  'modal.title': 24,
  'modal.submit': 24,
  'modal.close': 24,
  'plain_text_input.placeholder': 150,
  'group.label': 75,
};
const most: Readonly<Record<string, number>> = {
  'section.fields': 10,
  'context.elements': 10,
  'actions.elements': 25,
  'static_select.options': 100,
  'multi_static_select.options': 100,
  'static_select.option_groups': 100,
  'multi_static_select.option_groups': 100,
  'group.options': 100,
  'checkboxes.options': 10,
  'radio_buttons.options': 10,
};
const longestString: Readonly<Record<string, number>> = {
  action_id: 255,
  block_id: 255,
  callback_id: 255,
  value: 2000,
  url: 3000,
  private_metadata: 3000,
  initial_value: 3000,
};

export function readSlackMessage(message: { text: string; blocks: readonly unknown[] }): Reading {
  const problems = [...sharedProblems(message.blocks), ...message.blocks.flatMap(chartProblems)];
  const charts = message.blocks.filter((block) => (block as Json).type === 'data_visualization');
  if (charts.length > 2) problems.push(`${charts.length} charts`);
  if (message.blocks.length > 50) problems.push(`${message.blocks.length} blocks`);
  const json = JSON.stringify(message.blocks).length;
  if (json > 13_000) problems.push(`${json} characters of blocks`);
  if (message.text.length > 4000) problems.push(`text of ${message.text.length}`);
  if (message.text.trim() === '') problems.push('empty top-level text');
  if (/[<>]|&(?!amp;|lt;|gt;)/.test(message.text)) problems.push(`top-level text with markup: ${message.text}`);
  return { problems, words: wordsOf(message.blocks), pings: pingsOf(message.blocks) };
}

export function readSlackView(view: { blocks: readonly unknown[] }): Reading {
  const problems = [...sharedProblems([view])];
  if (view.blocks.length > 100) problems.push(`${view.blocks.length} blocks`);
  if (Buffer.byteLength(JSON.stringify(view)) > 250_000) problems.push('view_too_large');
  const ids = all(view)
    .map((each) => each.block_id)
    .filter(Boolean);
  if (new Set(ids).size < ids.length) problems.push('a block_id twice');
  return { problems, words: wordsOf([view]), pings: pingsOf([view]) };
}

function sharedProblems(root: readonly unknown[]): readonly string[] {
  return all(root).flatMap((node) => [
    ...typeProblems(node),
    ...sizeProblems(node),
    ...stringProblems(node),
    ...textProblems(node),
    ...initialProblems(node),
  ]);
}

function typeProblems(node: Json): string[] {
  const problems: string[] = [];
  const isKnown = known.has(String(node.type)) || (chartTypes.includes(String(node.type)) && 'axis_config' in node);
  if (typeof node.type === 'string' && !isKnown) problems.push(`unknown type ${node.type}`);
  if (node.type === 'actions') {
    const ids = (node.elements as Json[]).map((element) => element.action_id);
    if (new Set(ids).size < ids.length) problems.push(`an action_id twice in a block: ${ids.join()}`);
  }
  for (const key of ['elements', 'options', 'fields', 'option_groups']) {
    if (Array.isArray(node[key]) && node[key].length === 0) problems.push(`${nameOf(node)}.${key} is empty`);
  }
  return problems;
}

function nameOf(node: Json): string {
  if (typeof node.type === 'string') return node.type;
  if ('deny' in node) return 'confirm';
  return 'options' in node ? 'group' : 'option';
}

function sizeProblems(node: Json): string[] {
  return Object.entries(node).flatMap(([key, value]) => {
    const name = `${nameOf(node)}.${key}`;
    const texts = (Array.isArray(value) ? value : [value]).map(text);
    const tooLong = texts
      .filter((each) => each.length > (longest[name] ?? 3000))
      .map((each) => `${name}: ${each.length}`);
    const tooMany =
      Array.isArray(value) && value.length > (most[name] ?? 10_000) ? [`${name} has ${value.length}`] : [];
    return [...tooLong, ...tooMany];
  });
}

function stringProblems(node: Json): string[] {
  return Object.entries(node).flatMap(([key, value]) => {
    if (typeof value !== 'string') return [];
    const max = nameOf(node) === 'option' && key === 'value' ? 75 : (longestString[key] ?? 3000);
    const problems = value.length > max ? [`${nameOf(node)}.${key} has ${value.length} characters`] : [];
    if (/\p{Surrogate}/u.test(value)) problems.push(`half a surrogate pair in ${key}`);
    if (key === 'image_url' && !/^https:\/\//.test(value)) problems.push(`a picture at ${value}`);
    if ((key === 'image_url' && value.length > 3000) || (key === 'alt_text' && !withinText(value, 2000)))
      problems.push(`${key} of ${value.length}`);
    if (key === 'url' && !/^(https?|mailto):/.test(value)) problems.push(`opens ${value}`);
    return problems;
  });
}

function textProblems(node: Json): string[] {
  if (node.type === 'text' && node.text === '') return ['an empty text element'];
  if (node.type !== 'plain_text' && node.type !== 'mrkdwn') return [];
  const problems = text(node).trim() === '' ? ['an empty text object'] : [];
  if (node.type === 'plain_text' && node.emoji !== false) problems.push('plain_text that reads :emoji:');
  if (node.type === 'mrkdwn' && node.verbatim !== true) problems.push('mrkdwn that is not verbatim');
  return problems;
}

interface ChartJson {
  readonly title: string;
  readonly chart: {
    readonly type: string;
    readonly series: readonly { readonly name: string; readonly data: readonly { label: unknown; value: unknown }[] }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label?: string };
  };
}

const withinText = (words: string, most: number): boolean => words.trim() !== '' && words.length <= most;

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block: a line or bar chart. */
function chartProblems(block: unknown): string[] {
  if ((block as Json).type !== 'data_visualization') return [];
  const { title, chart } = block as ChartJson;
  const { categories, y_label = '–' } = chart.axis_config;
  const names = chart.series.map(({ name }) => name);
  const wrong = {
    title: !withinText(title, 50),
    y_label: !withinText(y_label, 50),
    type: !['line', 'bar', 'area'].includes(chart.type),
    'number of series': names.length < 1 || names.length > 6,
    'name of a series': new Set(names).size < names.length || !names.every((name) => withinText(name, 20)),
    'number of points': categories.length < 1 || categories.length > 20,
    label: new Set(categories).size < categories.length || !categories.every((label) => withinText(label, 20)),
    data: chart.series.some(
      ({ data }) =>
        JSON.stringify(data.map(({ label }) => label)) !== JSON.stringify(categories) ||
        !data.every(({ value }) => Number.isFinite(value)),
    ),
    markup: [title, ...names, ...categories].some((words) => /[<>&*_~`]/.test(words)),
  };
  return Object.entries(wrong)
    .filter(([, isWrong]) => isWrong)
    .map(([what]) => `a chart’s ${what}: ${JSON.stringify(block).slice(0, 300)}`);
}

/** What is chosen in advance must be one of the options, letter by letter. */
function initialProblems(node: Json): string[] {
  const groups = (node.option_groups as Json[] | undefined) ?? [{ options: node.options } as Json];
  const options = groups
    .flatMap((group) => (group.options as unknown[] | undefined) ?? [])
    .map((each) => JSON.stringify(each));
  const initial = [node.initial_option, ...((node.initial_options as unknown[] | undefined) ?? [])].filter(Boolean);
  return initial
    .filter((each) => !options.includes(JSON.stringify(each)))
    .map(() => 'an initial option that is no option');
}

function wordsOf(root: readonly unknown[]): string {
  return root.map((block) => visible(block)).join('\n');
}

function visible(value: unknown): string {
  if (Array.isArray(value)) return value.map(visible).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  const node = value as Json;
  if (node.type === 'plain_text') return text(node);
  if (node.type === 'image') return [text(node.title), node.alt_text].join('\n');
  if (node.type === 'data_visualization') {
    const { title, chart } = node as unknown as ChartJson;
    return [title, ...chart.series.map(({ name }) => name), ...chart.axis_config.categories].join('\n');
  }
  if (node.type === 'mrkdwn') return mrkdwnAsRead(text(node)).shown;
  if (['rich_text_section', 'rich_text_quote'].includes(String(node.type))) {
    return (node.elements as Json[]).map(richAsRead).join('');
  }
  const initial = typeof node.initial_value === 'string' ? [node.initial_value] : [];
  return [...initial, ...Object.values(node).map(visible)].filter(Boolean).join('\n');
}

function richAsRead(element: Json): string {
  if (element.type === 'user') return `@${element.user_id}`;
  if (element.type === 'date') return String(element.fallback);
  return String(element.text ?? element.url ?? '');
}

function pingsOf(root: readonly unknown[]): readonly string[] {
  return all(root).flatMap((node) => {
    if (node.type === 'user') return [String(node.user_id)];
    if (node.type === 'broadcast' || node.type === 'usergroup') return ['everybody'];
    return node.type === 'mrkdwn' ? mrkdwnAsRead(text(node)).pings : [];
  });
}

/** A small reading of mrkdwn: control sequences, then `*bold*`, `_italics_`, `~strike~`, `code`, quotes and :emoji:. */
function mrkdwnAsRead(markup: string): { shown: string; pings: string[] } {
  const pings: string[] = [];
  const shown = markup.split(/(<[^>]*>)/).map((piece) => {
    const inner = /^<([^>]*)>$/.exec(piece)?.[1];
    if (inner === undefined) return formatted(piece);
    const [head = '', label] = inner.split('|');
    if (/^@|^!(?!date\^)/.test(head)) pings.push(/^@[UW][A-Z0-9]+$/.test(head) ? head.slice(1) : 'everybody');
    return decoded(label ?? head);
  });
  if (/@(here|channel|everyone)\b/i.test(markup)) pings.push('everybody');
  return { shown: shown.join(''), pings };
}

function formatted(piece: string): string {
  const plain = piece
    .replace(/([*_~`])(?=\S)(.*?\S)\1/g, '$2')
    .replace(/^&gt;/gm, '')
    .replace(/:[a-z_+-][\w+-]*:/g, '☺');
  return decoded(plain);
}

function decoded(escaped: string): string {
  return escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
