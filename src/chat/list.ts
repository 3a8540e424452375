/**
 * Lists that people ask for, in every room alike: the first word names the list, the rest are words to look for, details
 * narrow it, buttons turn its pages, and where nothing is found it says what was looked for and what to do next.
 */

import { z } from 'zod';
import { InvalidInput } from '../kernel/errors.js';
import { withCommas } from '../kernel/language/list.js';
import { phrase, say } from '../kernel/language/say.js';
import { searchWords } from '../kernel/search-words.js';
import { actions } from './blocks.js';
import { type Block, type ButtonAction, type Card, code, type Line } from './card.js';
import type { CommandLine } from './command-line.js';
import type { KeptWords } from './feature.js';
import type { InteractionContext } from './interaction.js';
import { fold, nearest } from './nearest.js';
import type { Numbered } from './numbered.js';
import { type Cut, type Found, pageButtons, readPage } from './pages.js';
import { lineToText } from './plain-text.js';
import { type Reply, showCard } from './reply.js';
import { sayLine } from './say-line.js';

/** What a list is asked for; it travels in the value of its buttons. */
export interface ListQuery {
  /** The name of one of its lists. */
  readonly which: string;
  /** Words to look for; empty: none. */
  readonly search: string;
  /** What narrows it, by the name of the detail. */
  readonly details: Readonly<Record<string, string>>;
}

/** One of the lists of a room, as it is headed. */
export interface ListHeading {
  readonly title: string;
  /** What is said when nothing is in it, and what to do then. */
  readonly none: Line;
  /** The title then. Default: `title`. */
  readonly noneTitle?: string;
  /** The title of this many things. Default: `title` with the count. */
  readonly counted?: (count: number) => string;
}

/** A page of what was found. */
export interface FoundThings<Item> extends Found<Item> {
  /** How many things the title counts, where a thing is not just one item. */
  readonly thingCount?: number;
}

/** How a room lists its things; the kit does the rest. */
export interface ListKind<Item> {
  /** The action of its buttons: `feedback.list`. */
  readonly action: string;
  /** What people may type first, with how it is headed where it is asked. The first is meant when nothing is typed. */
  readonly lists: Readonly<Record<string, (context: InteractionContext) => ListHeading>>;
  /** In which of them words alone are looked for. */
  readonly everything: string;
  readonly details?: readonly string[];
  /** Typed alone, the name of a thing shows it. */
  readonly one?: {
    readonly name: Numbered;
    show(number: number, context: InteractionContext): Promise<Reply>;
  };
  find(query: ListQuery, cut: Cut, context: InteractionContext): Promise<FoundThings<Item>>;
  rows(items: readonly Item[], context: InteractionContext): Promise<readonly Block[]>;
  /** The nearest value that this detail has here; null: none is near, or just this one is known. */
  guess?(detail: string, typed: string, context: InteractionContext): Promise<string | null>;
  /** Below its pages; null: nothing. A line alone stands only below something. */
  readonly note?: Line | ((context: InteractionContext, totalCount: number) => Promise<Line | null>);
  /** Whether the words on it are for the reader alone. */
  discreet?(items: readonly Item[]): boolean;
}

/** Ten rows read well on a phone and keep within every platform's limits. */
export const listPageLength = 10;

/** Of a command that looks for its words: `follow delete A-1` names a thing, and is no search. */
export const wordsToFind: KeptWords = {
  asks: phrase('Are these words to look for?'),
  button: phrase('Look for them'),
  of: (text) => (/^\p{L}+\s.*\d/u.test(text) ? text : ''),
};

/** What answers a list's command and its buttons. */
export interface ListHandlers {
  typed(line: Pick<CommandLine, 'text' | 'details' | 'isLiteral'>, context: InteractionContext): Promise<Reply>;
  /** @param value the name of a list, or what a button of this or of an earlier version carries */
  pressed(value: string, context: InteractionContext): Promise<Reply>;
}

/** Builds what answers the command and the buttons of a room's list. */
export function createList<Item>(kind: ListKind<Item>): ListHandlers {
  return {
    typed({ text, details, isLiteral }, context) {
      const number = kind.one?.name.parse(text) ?? null;
      if (kind.one && number !== null) return kind.one.show(number, context);
      const sought = isLiteral ? { which: kind.everything, search: asPhrase(text) } : readText(kind, text);
      return answer(kind, { ...details, ...sought }, context);
    },
    pressed: (value, context) => answer(kind, readValue(value), context),
  };
}

/** Words in quotation marks are looked for as they stand. */
const asPhrase = (text: string): string => `"${text.replaceAll('"', ' ').trim()}"`;

/** The first word may name the list; the rest are words to look for. */
function readText<Item>({ lists, everything }: ListKind<Item>, text: string): { which?: string; search: string } {
  const [first = '', ...rest] = text.trim().split(/\s+/u);
  const which = Object.keys(lists).find((each) => each === first.toLowerCase());
  if (which !== undefined) return { which, search: rest.join(' ') };
  return first === '' ? { search: '' } : { which: everything, search: text.trim() };
}

/** A button's value back into a query: the name of a list, or the JSON of what was asked. */
function readValue(value: string): Readonly<Record<string, unknown>> {
  if (!value.startsWith('{')) return { which: value };
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(value));
  } catch {
    return {};
  }
}

/** Words on one line, without what a database or a button's value can't carry. */
const words = (name: string) =>
  z
    .string()
    .catch('')
    .transform((text) => text.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim())
    .refine((text) => text.length <= 200, {
      error: () => say('Use fewer words for the {detail}: at most 200 characters.', { detail: say(name) }),
    });

function read<Item>({ lists, details = [] }: ListKind<Item>, typed: Readonly<Record<string, unknown>>) {
  const names = Object.keys(lists);
  const schema = z.object({
    which: z.enum(names).catch(names[0] ?? ''),
    search: words(phrase('search // what is looked for')),
    page: z.int().min(1).catch(1),
    details: z.object(Object.fromEntries(details.map((name) => [name, words(name)]))),
  });
  const { success, data, error } = schema.safeParse({ search: '', ...typed, details: typed });
  if (success) {
    const given = Object.entries(data.details).filter(([, value]) => value !== '');
    return { page: data.page, query: { which: data.which, search: data.search, details: Object.fromEntries(given) } };
  }
  const [problem] = error.issues;
  throw InvalidInput.field('list.invalid', String(problem?.path.at(-1)), problem?.message ?? '');
}

async function answer<Item>(
  kind: ListKind<Item>,
  typed: Readonly<Record<string, unknown>>,
  context: InteractionContext,
): Promise<Reply> {
  const { query, page } = read(kind, typed);
  const heading = kind.lists[query.which]?.(context) ?? { title: '', none: '' };
  const shown = await readPage((cut) => kind.find(query, cut, context), page, listPageLength);
  const line = await noteOf(kind, context, shown.totalCount);
  const note = line === null ? [] : [{ kind: 'note', line } as const];
  if (shown.items.length === 0) {
    const card = await nothingCard(kind, query, { heading, context });
    return showCard({ ...card, blocks: [...card.blocks, ...note] });
  }
  const title = titleOf(heading, shown.thingCount ?? shown.totalCount);
  const paging = pageButtons(shown, kind.action, (target) => toValue(query, target));
  const discreet = kind.discreet?.(shown.items) ?? false;
  const rows = await kind.rows(shown.items, context);
  return showCard({ title, summary: title, discreet, blocks: [...rows, ...paging, ...note] });
}

async function noteOf<Item>({ note }: ListKind<Item>, context: InteractionContext, totalCount: number) {
  if (typeof note === 'function') return note(context, totalCount);
  return note === undefined || totalCount === 0 ? null : note;
}

function titleOf({ title, counted }: ListHeading, count: number): string {
  return counted ? counted(count) : say('{title} ({count, number})', { title, count });
}

const toValue = ({ details, ...query }: ListQuery, page = 1): string => JSON.stringify({ ...details, ...query, page });

/** Nothing is found: what was looked for, what may have been meant, and where else to look. */
async function nothingCard<Item>(
  kind: ListKind<Item>,
  query: ListQuery,
  { heading, context }: { readonly heading: ListHeading; readonly context: InteractionContext },
): Promise<Card> {
  const { which, search, details } = query;
  const narrowed = Object.entries(details);
  const { title } = heading;
  if (search === '' && narrowed.length === 0) {
    const { noneTitle = title, none } = heading;
    return { title: noneTitle, summary: lineToText(none), blocks: [{ kind: 'text', line: none }] };
  }
  const sought = [
    ...(search === '' ? [] : [/^".*"$/u.test(search) ? search : `“${search}”`]),
    ...narrowed.map(([name, value]) => `${name} “${value}”`),
  ];
  const nothing = say('Nothing matches {words}.', { words: withCommas(sought) });
  const meant = await meanings(kind, query, context);
  const button = (label: string, value: string): ButtonAction => ({
    kind: 'button',
    action: kind.action,
    label,
    value,
  });
  const others = [
    ...(which === kind.everything ? [] : [button(say('Look in all'), toValue({ ...query, which: kind.everything }))]),
    button(say('Without a filter'), which),
  ];
  return {
    title,
    summary: nothing,
    blocks: [
      {
        kind: 'text',
        line: [nothing, ...(meant.length === 0 ? [' ', say('Try fewer words, or leave a filter out.')] : [])],
      },
      ...meant.map(
        ({ words: guess, query: corrected }): Block => ({
          kind: 'row',
          line: sayLine('Did you mean {command}?', { command: code(guess) }),
          action: { ...button(say('Yes'), toValue(corrected)), style: 'primary' },
        }),
      ),
      actions(others),
    ],
  };
}

/** What is near to what was typed: the name of a list, or a value that a detail has here. */
async function meanings<Item>(kind: ListKind<Item>, query: ListQuery, context: InteractionContext) {
  const meant: { readonly words: string; readonly query: ListQuery }[] = [];
  const [first = '', ...rest] = query.search.split(' ');
  const list = query.which === kind.everything ? nearest(first, Object.keys(kind.lists)) : null;
  if (list !== null) meant.push({ words: list, query: { ...query, which: list, search: rest.join(' ') } });
  for (const [name, value] of Object.entries(query.details)) {
    const guess = (await kind.guess?.(name, value, context)) ?? null;
    if (guess === null || fold(guess) === fold(value)) continue;
    meant.push({ words: `${name}:${guess}`, query: { ...query, details: { ...query.details, [name]: guess } } });
  }
  return meant;
}

/**
 * A page of a list that is read whole because it can't grow long: of those that hold all the words, in any order and case.
 * @param textOf what is looked through
 */
export function amongAll<Item>(
  all: readonly Item[],
  textOf: (item: Item) => string,
  { search, cut: { limit, offset } }: { readonly search: string; readonly cut: Cut },
): Found<Item> {
  const wanted = searchWords(search).map(fold);
  const found = all.filter((item) => wanted.every((word) => fold(textOf(item)).includes(word)));
  return { items: found.slice(offset, offset + limit), totalCount: found.length };
}

/**
 * What stands behind a list that was cut; nothing where it was not.
 * @param more leads to the rest: a button, or a line that says how many there are besides; absent: just that
 */
export function moreBlocks(
  { items, totalCount }: { readonly items: { readonly length: number }; readonly totalCount: number },
  more: Pick<ButtonAction, 'label' | 'action' | 'value'> | ((restCount: number) => string) = andMore,
): readonly Block[] {
  const restCount = totalCount - items.length;
  if (restCount <= 0) return [];
  if (typeof more === 'function') return [{ kind: 'note', line: more(restCount) }];
  return [{ kind: 'row', line: andMore(restCount), action: { kind: 'button', ...more } }];
}

const andMore = (count: number) => say('and {count, number} more', { count });
