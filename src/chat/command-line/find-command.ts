/** Finds the command at the start of a typed line, or the one that was probably meant; the parser calls it first. */
import { fold, nearest } from '../nearest.js';
import { commandMeant } from './aliases.js';
import type { CommandSpec } from './shape.js';

interface FoundCommand<C> {
  readonly command: C;
  /** Where the rest of the line begins. */
  readonly end: number;
}

/** What stands before the command without meaning anything: space, marks without width, and a slash with or without the app's own command. */
const PREAMBLE = /^[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069]*(?:\/customer(?=\s|$)\s*|\/)?/iu;
const WORD = /[\p{L}\p{N}_-]+/uy;
/** What may stand behind a command's name: `help!`, `feedback: so slow`, and `feedback:so slow` where the name is one word. */
const BEHIND_NAME = /[.,:;!?…：،؛؟۔։]*(?=\s|$)/uy;
const BEHIND_ONE_WORD = /[.,:;!?…：،؛؟۔։]*(?=\s|$)|[:：]/uy;

interface Word {
  readonly word: string;
  readonly end: number;
}

/** Where the command begins. */
export function commandStart(line: string): number {
  return PREAMBLE.exec(line)?.[0].length ?? 0;
}

/** The command that stands at `from`, one of two words before one of one. */
export function findCommand<C extends CommandSpec>(
  line: string,
  from: number,
  commands: readonly C[],
): FoundCommand<C> | null {
  const [first, second] = twoWordsAt(line, from);
  if (first === null) return null;
  const two = second && named(`${first.word} ${second.word}`, commands);
  const twoEnd = second && endBehind(BEHIND_NAME, line, second.end);
  if (two && twoEnd !== null) return { command: two, end: twoEnd };
  const one = named(first.word, commands);
  const oneEnd = endBehind(BEHIND_ONE_WORD, line, first.end);
  return one && oneEnd !== null ? { command: one, end: oneEnd } : null;
}

/** The command that was probably meant at `from`, and where what was typed for its name ends; null when none is near. */
export function findNearestCommand<C extends CommandSpec>(
  line: string,
  from: number,
  commands: readonly C[],
): FoundCommand<C> | null {
  const [first, second] = twoWordsAt(line, from);
  if (first === null) return null;
  const names = commands.map((command) => command.name);
  const two = second && nearest(`${first.word} ${second.word}`, names.filter(hasTwoWords));
  if (two && second) return found(two, second.end, commands);
  const secondWordOf = names.find((name) => hasTwoWords(name) && fold(secondWord(name)) === fold(first.word));
  const name = nearest(first.word, names) ?? secondWordOf ?? null;
  return name === null ? null : found(name, first.end, commands);
}

/**
 * `feedback lst`: the two-word command that the text behind a one-word command was probably meant to call. Where the text
 * may be somebody's words it is one word; else the rest may follow: `route tset The refund came late`.
 */
export function findSlippedCommand<C extends CommandSpec>(
  command: C,
  typed: string,
  commands: readonly C[],
): { readonly command: C; readonly rest: string } | null {
  const [, text = '', rest = ''] = /^(\p{L}+)(?![^\s])(.*)$/su.exec(typed) ?? [];
  if (text === '' || (rest.trim() !== '' && (command.keeps || text.length < 4))) return null;
  const siblings = commands.filter((each) => fold(each.name).startsWith(`${fold(command.name)} `));
  const word = nearest(
    text,
    siblings.map((each) => secondWord(each.name)),
  );
  const meant = siblings.find((each) => secondWord(each.name) === word);
  return meant ? { command: meant, rest } : null;
}

function found<C extends CommandSpec>(name: string, end: number, commands: readonly C[]): FoundCommand<C> | null {
  const command = named(name, commands);
  return command && { command, end };
}

function named<C extends CommandSpec>(typed: string, commands: readonly C[]): C | null {
  const wanted = fold(commandMeant(typed));
  return commands.find((command) => fold(command.name) === wanted) ?? null;
}

function hasTwoWords(name: string): boolean {
  return name.includes(' ');
}

function secondWord(name: string): string {
  return name.split(' ')[1] ?? '';
}

/** The word at `from`, and the one behind it when only space stands between them. */
export function twoWordsAt(line: string, from: number): readonly [Word | null, Word | null] {
  const first = wordAt(line, from);
  if (first === null) return [null, null];
  const gap = endBehind(/\s+/uy, line, first.end);
  return [first, gap === null ? null : wordAt(line, gap)];
}

function wordAt(line: string, from: number): Word | null {
  const end = endBehind(WORD, line, from);
  return end === null ? null : { word: line.slice(from, end), end };
}

/** Where the match of a sticky pattern at `from` ends; null when it does not match there. */
function endBehind(pattern: RegExp, line: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(line) ? pattern.lastIndex : null;
}
