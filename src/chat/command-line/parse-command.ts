/** Parses a typed line into command, details and text. Called by the router; never throws. */
import type { InvalidInput } from '../../kernel/errors.js';
import { commandStart, findCommand, findNearestCommand, findSlippedCommand, twoWordsAt } from './find-command.js';
import { doubledDetail, type LineProblem, type Mend, repeat } from './problem.js';
import { type DetailPiece, readDetail } from './read-detail.js';
import { type Rest, readText } from './read-text.js';
import { startReading } from './reading.js';
import type { CommandLine, CommandSpec } from './shape.js';

/** The result of parsing. `corrected` is the whole line with its likely mistake corrected, to offer as a button. */
export type ParsedCommand<C extends CommandSpec> =
  | { readonly kind: 'command'; readonly command: C; readonly line: CommandLine }
  /** Nothing was typed, or nothing but punctuation. */
  | { readonly kind: 'empty' }
  /** No command has that name. `typed`: what stands where the name should, short enough to show. */
  | { readonly kind: 'unknown'; readonly typed: string; readonly nearest: C | null; readonly corrected: string | null }
  /** The command is known, but its details can't be taken. The error's field is the detail's key, or `text`. */
  | {
      readonly kind: 'invalid';
      readonly command: C;
      readonly error: InvalidInput;
      readonly corrected: string | null;
    };

/**
 * Reads a line such as `feedback "so slow" customer:Acme severity:high`.
 *
 * Words are compared without case. Of the commands, one of two words (`feedback list`) wins over one of one.
 * Details stand anywhere in the line, even before the command; what counts as one is told in read-detail.ts.
 * The text is what is left, as it was typed: inner spaces, line breaks, emoji and direction marks stay. One pair of
 * quotes around the whole of it is taken off, and then nothing in it was read as a detail; behind ` -- ` before the text neither.
 * Only a number has its dashes made plain: `F–12`, `9–17`, `2026–12–01`.
 */
export function parseCommand<C extends CommandSpec>(typed: string, commands: readonly C[]): ParsedCommand<C> {
  const line = commandFirst(typed.slice(commandStart(typed)), commands);
  if (!/[\p{L}\p{N}\p{S}\p{M}]/u.test(line)) return { kind: 'empty' };
  const found = findCommand(line, 0, commands);
  if (found === null) return unknownCommand(line, commands);
  const { command } = found;
  const rest = readText(line, found.end, command.details ?? []);
  if (rest.kind === 'problem') return invalid(command, line, rest);
  const twice = findDoubled(rest.details);
  if (twice !== null) return invalid(command, line, twice);
  return slipped(command, rest, commands) ?? { kind: 'command', command, line: toCommandLine(command.name, rest) };
}

/** `customer:Acme feedback so slow`: the line with the details that stand before the command put behind it. */
function commandFirst(line: string, commands: readonly CommandSpec[]): string {
  const specs = commands.flatMap((command) => command.details ?? []).map(({ key }) => ({ key }));
  const reading = startReading(line, specs);
  let at = 0;
  let found = findCommand(line, at, commands);
  while (found === null) {
    const detail = readDetail(reading, at);
    if (detail?.kind !== 'detail') return line;
    at = detail.end + line.slice(detail.end).search(/\S|$/);
    found = findCommand(line, at, commands);
  }
  return at === 0 ? line : `${line.slice(at, found.end)} ${line.slice(0, at)}${line.slice(found.end)}`;
}

function unknownCommand<C extends CommandSpec>(line: string, commands: readonly C[]): ParsedCommand<C> {
  const near = findNearestCommand(line, 0, commands);
  const typed = repeat(twoWordsAt(line, 0)[0]?.word ?? line.split(/\s/)[0] ?? line);
  if (near === null) return { kind: 'unknown', typed, nearest: null, corrected: null };
  return { kind: 'unknown', typed, nearest: near.command, corrected: near.command.name + line.slice(near.end) };
}

function slipped<C extends CommandSpec>(command: C, rest: Rest, commands: readonly C[]): ParsedCommand<C> | null {
  if (rest.isLiteral || rest.details.length > 0) return null;
  const meant = findSlippedCommand(command, rest.text, commands);
  if (!meant) return null;
  const typed = repeat(`${command.name} ${rest.text}`);
  return { kind: 'unknown', typed, nearest: meant.command, corrected: meant.command.name + meant.rest };
}

function invalid<C extends CommandSpec>(command: C, line: string, { error, mend }: LineProblem): ParsedCommand<C> {
  return { kind: 'invalid', command, error, corrected: mend === undefined ? null : mended(line, mend) };
}

function mended(line: string, { from, to, replacement }: Mend): string {
  return line.slice(0, from) + replacement + line.slice(to);
}

function findDoubled(details: readonly DetailPiece[]): LineProblem | null {
  const seen = new Map<string, string>();
  for (const { spec, value } of details) {
    const before = seen.get(spec.key);
    if (before !== undefined && spec.many !== true) return doubledDetail(spec.key, before, value);
    seen.set(spec.key, value);
  }
  return null;
}

function toCommandLine(command: string, { text, isLiteral, details }: Rest): CommandLine {
  const single: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  for (const { spec, value } of details) {
    if (spec.many !== true) single[spec.key] = value;
    else if (Object.hasOwn(lists, spec.key)) lists[spec.key]?.push(value);
    else lists[spec.key] = [value];
  }
  return { command, text, ...(isLiteral && { isLiteral }), details: single, lists };
}
