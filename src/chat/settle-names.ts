/**
 * Settles whom a typed line names before its command runs: a bare name takes as many of the words behind it as a known
 * name has, and a name that is not known, or nearly, is asked about before anything is made of it.
 */

import { z } from 'zod';
import { sayEither } from '../kernel/language/list.js';
import { say } from '../kernel/language/say.js';
import { trimEndOf } from '../kernel/long-text.js';
import { type Card, code } from './card.js';
import { inQuotes, parseCommand, writeDetail } from './command-line.js';
import type { Command, Feature, NameBook, NameKind } from './feature.js';
import type { InteractionContext } from './interaction.js';
import { sayLine } from './say-line.js';

/** The action of the buttons that say whom a name means. */
export const NAME_ACTION = 'router.name';

/** What such a button carries. */
const settledSchema = z.object({
  line: z.string(),
  /** `typed` means the known `name`. */
  agreed: z.object({ kind: z.enum(['customer', 'member']), typed: z.string(), name: z.string() }).optional(),
});
export type SettledName = z.infer<typeof settledSchema>;

export function readSettledName(value: string): SettledName | null {
  try {
    return settledSchema.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    return null;
  }
}

/** Longer names are put in quotes. */
const longestName = 6;
/** Longer values fit no button on any platform. */
const longestValue = 2_000;

export type Books = Readonly<Partial<Record<NameKind, NameBook>>>;

export function booksOf(features: readonly Feature[]): Books {
  return Object.assign({}, ...features.map(({ nameBooks }) => nameBooks));
}

/** The line with its names in quotes, or the question that has to be answered first. */
export async function settleNames(
  line: string,
  { commands, books }: { readonly commands: readonly Command[]; readonly books: Books },
  context: InteractionContext,
): Promise<{ readonly line: string } | { readonly ask: Card }> {
  const parsed = parseCommand(line, commands);
  if (parsed.kind !== 'command' && parsed.kind !== 'invalid') return { line };
  let settled = line;
  for (const { key, names, mayBeNew = false } of parsed.command.details ?? []) {
    const book = names && books[names];
    const found = book ? findDetail(settled, key, parsed.command) : null;
    if (!book || !found) continue;
    const outcome = await settleOne({ line: settled, key, kind: names, mayBeNew, book, found }, context);
    if ('ask' in outcome) return outcome;
    settled = outcome.line;
  }
  return { line: settled };
}

interface Found {
  /** Where the key begins, and where its value does. */
  readonly from: number;
  readonly valueFrom: number;
  /** Of a quoted value, where it ends. */
  readonly quotedTo: number | null;
  /** The words behind the colon up to the next detail, with where each ends in the line. */
  readonly words: readonly { readonly text: string; readonly end: number }[];
}

/** Outside quotes, and before `--`. */
function findDetail(line: string, key: string, command: Command): Found | null {
  const match = new RegExp(`(?<![^\\s])(?:--|[—–])?${key}[:：][ \\t]*`, 'iu').exec(line);
  if (!match || inQuotes(line, match.index) !== null || /(?:^|\s)--\s/u.test(line.slice(0, match.index))) return null;
  const valueFrom = match.index + match[0].length;
  if (line.charAt(valueFrom) === '<') return null;
  const closes = inQuotes(line, valueFrom + 1);
  if (closes !== null) {
    const text = line.slice(valueFrom + 1, closes).trim();
    return { from: match.index, valueFrom, quotedTo: closes + 1, words: [{ text, end: closes + 1 }] };
  }
  const keys = (command.details ?? []).map((detail) => detail.key).join('|');
  const next = new RegExp(`\\s(?:--|[—–])?(?:${keys})[:：]|["“„«»”\\n]|\\s--\\s`, 'iu').exec(line.slice(valueFrom));
  const rest = line.slice(valueFrom, next ? valueFrom + next.index : undefined);
  const words = [...rest.matchAll(/\S+/gu)].slice(0, longestName).map(({ 0: text, index }) => ({
    text: trimEndOf(text, /[,;.،؛。，；、]/u) || text,
    end: valueFrom + index + text.length,
  }));
  return words.length === 0 ? null : { from: match.index, valueFrom, quotedTo: null, words };
}

interface Settling {
  readonly line: string;
  readonly key: string;
  readonly kind: NameKind;
  readonly mayBeNew: boolean;
  readonly book: NameBook;
  readonly found: Found;
}

async function settleOne(
  settling: Settling,
  { actor }: InteractionContext,
): Promise<{ readonly line: string } | { readonly ask: Card }> {
  const { line, kind, mayBeNew, book, found } = settling;
  const words = found.words.map(({ text }) => text);
  const count = await book.longest(actor.organisationId, words);
  const isQuoted = found.quotedTo !== null;
  if (count > 0)
    return { line: isQuoted || (count === 1 && isRightBehind(settling)) ? line : withName(settling, count) };
  if (!mayBeNew) return { line };
  const run = isQuoted ? 1 : nameRun(words);
  const { known, taken } = await nearest(book, actor.organisationId, words.slice(0, run));
  if (known.length === 0 && run === 1) {
    return { line: isQuoted || isRightBehind(settling) ? line : withName(settling, 1) };
  }
  const nameOf = (length: number) => words.slice(0, length).join(' ');
  const typed = nameOf(taken);
  const meant = known.map((name) => choice(name, withName(settling, taken, name), { kind, typed, name }));
  const lengths = [...new Set([run, Math.min(run, 2), 1])];
  const fresh = lengths.map((each) =>
    choice(
      say('{kind, select, customer {New customer: {name}} other {New member: {name}}}', { kind, name: nameOf(each) }),
      withName(settling, each),
    ),
  );
  return { ask: askCard(line, nameOf(run), known, [...meant, ...fresh]) };
}

/** How many words may be the name: one that begins small goes on with the sentence. */
function nameRun(words: readonly string[]): number {
  const ends = words.findIndex((word, index) => index > 0 && !/^\p{Lu}/u.test(word));
  return ends === -1 ? words.length : ends;
}

/** The known names that are like the most of the words; without any, one word is taken. */
async function nearest(
  book: NameBook,
  organisationId: string,
  words: readonly string[],
): Promise<{ readonly known: readonly string[]; readonly taken: number }> {
  for (let taken = words.length; taken > 0; taken -= 1) {
    const known = await book.alike(organisationId, words.slice(0, taken).join(' '));
    if (known.length > 0) return { known, taken };
  }
  return { known: [], taken: 1 };
}

const isRightBehind = ({ line, found }: Settling): boolean => /[:：]$/u.test(line.slice(0, found.valueFrom));

/** The line with the first `count` words as the detail's value, or `name` in their place. */
function withName({ line, key, found }: Settling, count: number, name?: string): string {
  const end = found.words[count - 1]?.end ?? found.valueFrom;
  const value =
    name ??
    found.words
      .slice(0, count)
      .map(({ text }) => text)
      .join(' ');
  return `${line.slice(0, found.from)}${writeDetail(key, value)}${line.slice(end)}`;
}

function choice(label: string, line: string, agreed?: SettledName['agreed']) {
  return {
    kind: 'button',
    action: NAME_ACTION,
    label,
    value: JSON.stringify({ line, ...(agreed && { agreed }) }),
  } as const;
}

function askCard(
  line: string,
  typed: string,
  known: readonly string[],
  choices: readonly ReturnType<typeof choice>[],
): Card {
  const title =
    known.length === 0
      ? say('Who is “{name}”?', { name: typed })
      : say('Did you mean {meant}?', { meant: sayEither(known) });
  const fitting = choices.filter(({ value }) => value.length <= longestValue);
  return {
    title,
    summary: title,
    blocks: [
      {
        kind: 'text',
        line: sayLine('Nobody is called exactly that. Put a name of two words in quotes: {example}', {
          example: code('customer:"Harbour House"'),
        }),
      },
      { kind: 'quote', text: line, by: say('You typed') },
      ...(fitting.length > 0 ? [{ kind: 'actions', actions: fitting } as const] : []),
    ],
  };
}
