/**
 * What people see in Teams, back as a neutral card or form, so that a story reads the same on every stage. Written from
 * Adaptive Cards, not from our renderer: what got lost on the way is missing here too.
 */
import type { Action, Block, Card, Tone } from '../../../src/chat/card.js';
import type { Field, Form } from '../../../src/chat/form.js';

type Json = Readonly<Record<string, unknown>>;

const tones: readonly (readonly [string, Tone])[] = [
  ['✅ ', 'good'],
  ['⚠️ ', 'warning'],
  ['🛑 ', 'bad'],
];

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);

export function readCard(card: Json): Card {
  const [first, ...rest] = list(card.body);
  const headline = first ? wordsOf(first) : '';
  const [symbol = '', tone = 'neutral' as const] = tones.find(([sign]) => headline.startsWith(sign)) ?? [];
  const title = headline.slice(symbol.length);
  const blocks = [...rest.flatMap(readElement), ...actionsOf(list(card.actions))];
  return { title, summary: title, tone, blocks: withDetails(blocks) };
}

/** Small print that stands right below a line, without a gap, belongs to it. */
function withDetails(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block, at): Block[] => {
    const [before, after] = [blocks[at - 1], blocks[at + 1]];
    const hasLine = (one: Block | undefined) => one?.kind === 'text' || (one?.kind === 'row' && !one.detail);
    if (isDetail(block)) return hasLine(before) ? [] : [{ ...block, line: wordsOfDetail(block) }];
    if (!after || !isDetail(after) || !hasLine(block)) return [block];
    return [{ ...(block as Extract<Block, { line: unknown }>), kind: 'row', detail: wordsOfDetail(after) }];
  });
}

/** Marks small print without a gap until its line is known. */
const detailMark = '\u0000';
type Note = Extract<Block, { kind: 'note' }>;
const isDetail = (block: Block): block is Note => block.kind === 'note' && String(block.line).startsWith(detailMark);
const wordsOfDetail = ({ line }: Note): string => String(line).slice(detailMark.length);

function readElement(element: Json): Block[] {
  switch (element.type) {
    case 'TextBlock':
    case 'RichTextBlock': {
      const line = wordsOf(element);
      const look = element.type === 'TextBlock' ? element : (list(element.inlines)[0] ?? {});
      if (look.isSubtle === true)
        return [{ kind: 'note', line: element.spacing === 'None' ? detailMark + line : line }];
      if (line.startsWith('•\u00a0')) return [{ kind: 'list', items: [line.slice(2)] }];
      return look.weight === 'Bolder' && element.spacing === 'Medium'
        ? [{ kind: 'heading', text: line }]
        : [{ kind: 'text', line }];
    }
    case 'Container': {
      const [words, by] = list(element.items);
      if (element.style !== 'emphasis') return list(element.items).flatMap(readElement);
      return [{ kind: 'quote', text: words ? wordsOf(words) : '', ...(by && { by: wordsOf(by).slice(2) }) }];
    }
    case 'ColumnSet':
      return readColumns(list(element.columns));
    case 'ActionSet':
      return actionsOf(list(element.actions));
    case 'Image':
      return [{ kind: 'note', line: String(element.altText) }];
    default:
      return String(element.type).startsWith('Chart.') ? [readChart(element)] : [];
  }
}

/** A label beside its value, or a line beside its button. */
function readColumns([left, right]: readonly Json[]): Block[] {
  const [words, below] = list(left?.items);
  const [other] = list(right?.items);
  const pressed = right?.selectAction as Json | undefined;
  if (!pressed) {
    return [{ kind: 'facts', facts: [{ label: words ? wordsOf(words) : '', value: other ? wordsOf(other) : '' }] }];
  }
  const [action] = readAction(pressed);
  const detail = below ? { detail: wordsOf(below) } : {};
  return [{ kind: 'row', line: words ? wordsOf(words) : '', ...detail, ...(action && { action }) }];
}

function readChart(element: Json): Block {
  const data = list(element.data);
  const isGrouped = data.some(({ values }) => Array.isArray(values));
  const series = isGrouped
    ? data.map(({ legend, values }) => ({ name: String(legend), values: list(values).map(({ y }) => Number(y)) }))
    : [{ name: 'value', values: data.map(({ y }) => Number(y)) }];
  const first = isGrouped ? list(data[0]?.values) : data;
  const form = element.type === 'Chart.Line' ? 'line' : 'bars';
  const categories = first.map(({ x }) => String(x));
  // Whoever does not see the chart is read what stands in for it.
  const standIn = element.fallback as Json;
  const words = standIn.type === 'Image' ? String(standIn.altText) : wordsOf(standIn);
  const alt = words.replace(`${String(element.title)}: `, '');
  return { kind: 'chart', chart: { title: String(element.title), alt, form, categories, series } };
}

function actionsOf(given: readonly Json[]): Block[] {
  const actions = given.flatMap(readAction);
  return actions.length === 0 ? [] : [{ kind: 'actions', actions }];
}

function readAction(action: Json): Action[] {
  const label = plain(String(action.title));
  if (action.type === 'Action.OpenUrl') return [{ kind: 'openLink', label, url: String(action.url) }];
  // "Are you sure?" stands below; the button in it counts.
  const inner = action.type === 'Action.ShowCard' ? list((action.card as Json).actions)[0] : action;
  if (inner?.type !== 'Action.Execute') return [];
  const { value = '' } = inner.data as { value?: string };
  return [{ kind: 'button', label, action: String(inner.verb), value }];
}

/** The words of a text, without Markdown and as somebody reads them. */
function wordsOf(element: Json): string {
  if (element.type === 'RichTextBlock')
    return list(element.inlines)
      .map(({ text }) => plain(String(text)))
      .join('');
  if (element.type === 'TextBlock') return withoutMarkdown(plain(String(element.text)));
  return list(element.items).map(wordsOf).join('\n');
}

/** Word joiners are not seen. */
const plain = (text: string): string => text.replaceAll('\u2060', '');

function withoutMarkdown(text: string): string {
  return text
    .replaceAll(/<at>([^<]*)<\/at>/g, '@$1')
    .replaceAll(
      /\{\{DATE\(([^,)]*)(?:,[^)]*)?\)\}\} at \{\{TIME\(\1\)\}\}/g,
      (_, at: string) => `${onDevice('DATE', at)}, ${onDevice('TIME', at)} GMT`,
    )
    .replaceAll(/\{\{(DATE|TIME)\(([^,)]*)(?:,[^)]*)?\)\}\}/g, (_, what: string, at: string) => onDevice(what, at))
    .replaceAll(/\*\*(.+?)\*\*/g, '$1')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('\n\n', '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replaceAll(/\\([\\`*_~[\]{}\-+>#.)])/g, '$1');
}

/** As a device in London shows it. */
function onDevice(what: string, at: string): string {
  const look: Intl.DateTimeFormatOptions =
    what === 'TIME'
      ? { hour: '2-digit', minute: '2-digit' }
      : { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' };
  const shown = new Intl.DateTimeFormat('en-GB', { ...look, timeZone: 'Europe/London' }).format(new Date(at));
  return shown.replace(',', '');
}

/** What the button of a form carries. */
export function formData(card: Json): Json | null {
  const submit = list(card.actions).find(
    ({ data }) => typeof data === 'object' && data !== null && 'emptyChair' in data,
  );
  return (submit?.data as Json | undefined) ?? null;
}

export function readForm(card: Json): Form {
  const { form, subject } = (formData(card)?.emptyChair ?? {}) as { form: string; subject: string };
  const [title, ...rest] = list(card.body);
  const inputs = rest.filter(({ type }) => String(type).startsWith('Input.'));
  const others = rest.filter(({ type }) => !String(type).startsWith('Input.'));
  return {
    form,
    subject,
    title: title ? wordsOf(title) : '',
    submit: String(list(card.actions)[0]?.title ?? ''),
    intro: others.map(wordsOf),
    fields: inputs.map((input) => readField(card, input)),
    errors: errorsIn(rest),
  };
}

/** What is wrong stands below its field, or on top. */
function errorsIn(body: readonly Json[]): Record<string, string> {
  const errors: Record<string, string> = {};
  let field = '';
  for (const element of body) {
    if (String(element.type).startsWith('Input.')) field = String(element.id);
    else if (wordsOf(element).startsWith('⚠️ ')) errors[field] = wordsOf(element).slice('⚠️ '.length);
  }
  return errors;
}

function readField(card: Json, input: Json): Field {
  const { fields } = (formData(card)?.emptyChair ?? { fields: {} }) as { fields: Record<string, Field['kind']> };
  const name = String(input.id);
  const base = { name, label: String(input.label), optional: input.isRequired !== true };
  const kind = fields[name] ?? 'text';
  const options = list(input.choices).map(({ title, value }) => ({ label: String(title), value: String(value) }));
  if (kind === 'choice' || kind === 'choices') return { ...base, kind, options };
  if (kind === 'text') return { ...base, kind, value: String(input.value ?? '') };
  return { ...base, kind };
}
