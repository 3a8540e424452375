/** What can be wrong with a typed line, each as a sentence that names the remedy. Made by the parser's steps. */

import { InvalidInput } from '../../kernel/errors.js';
import { sayEither, withCommas } from '../../kernel/language/list.js';
import { say } from '../../kernel/language/say.js';
import { isolate } from '../bidi.js';
import { excerpt } from '../shorten.js';

/** Characters `from` up to `to` of the line, and what to put there instead. */
export interface Mend {
  readonly from: number;
  readonly to: number;
  readonly replacement: string;
}

export interface LineProblem {
  readonly kind: 'problem';
  readonly error: InvalidInput;
  /** The one change that probably makes the line mean what was meant. */
  readonly mend?: Mend;
}

/** How much of what was typed an error sentence repeats. */
const REPEATED_LENGTH = 40;

const quotingHelps = () => say('If it belongs to the text, put the whole text in quotes.');

export function unknownDetail(typed: string, known: readonly string[], nearestKey: string | null): LineProblem {
  const guess = nearestKey === null ? [] : [say('Did you mean {meant}?', { meant: `“${nearestKey}:”` })];
  const list =
    known.length === 0
      ? say('This command takes no details.')
      : say('Known here: {details}.', { details: withCommas(known.map((key) => `${key}:`)) });
  const unknown = say('“{detail}:” is not a detail of this command.', { detail: repeat(typed) });
  const message = [unknown, ...guess, list, quotingHelps()].join(' ');
  return problem('command.unknownDetail', repeat(typed), message);
}

/** @param at where in the line the quotation opens; @param closer the mark that would close it */
export function unclosedQuote(
  field: string,
  line: string,
  { at, closer }: { at: number; closer: string },
): LineProblem {
  const rest = line.slice(at);
  const message = say(
    'A quotation opens at {typed} and never closes. Put the missing quotation mark at its end; words that hold a lone one go between « and ».',
    { typed: repeat(rest) },
  );
  const found = problem('command.unclosedQuote', field, message);
  const end = line.trimEnd().length;
  // Where a detail may follow, the quotation was probably to end before it: only the person knows where.
  return /[:：]/.test(rest) ? found : { ...found, mend: { from: end, to: end, replacement: closer } };
}

export function missingValue(key: string, oneOf: readonly string[] | undefined): LineProblem {
  const example = oneOf?.[0] ?? '"two words"';
  return problem(
    'command.missingValue',
    key,
    say('“{detail}:” has no value. Type it right behind the colon: {example}.', {
      detail: key,
      example: `${key}:${example}`,
    }),
  );
}

export function spacedValue(key: string, value: string): LineProblem {
  const spaced = say(
    'There is a space behind “{detail}:”, so it is not clear what belongs to it. Type {typed} without the space, several words in quotes: {example}.',
    { detail: key, typed: `${key}:${repeat(value)}`, example: `${key}:"two words"` },
  );
  const message = `${spaced} ${quotingHelps()}`;
  return problem('command.spacedValue', key, message);
}

export function doubledDetail(key: string, first: string, second: string): LineProblem {
  const message = say('“{detail}:” is there twice, as {first} and as {second}. Keep the one that is right.', {
    detail: key,
    first: repeat(first),
    second: repeat(second),
  });
  return problem('command.doubledDetail', key, message);
}

export function unknownValue(key: string, value: string, choice: { oneOf: readonly string[]; nearest: string | null }) {
  const typed = choice.oneOf.map((each) => `${key}:${each}`);
  const guess =
    choice.nearest === null
      ? say('Write {choices}.', { choices: sayEither(typed) })
      : say('Did you mean {meant}?', { meant: `${key}:${choice.nearest}` });
  const unknown = say('“{detail}:” takes {choices}. “{typed}” is none of these.', {
    detail: key,
    choices: sayEither(choice.oneOf),
    typed: repeat(value),
  });
  const message = `${unknown} ${guess}`;
  return problem('command.unknownValue', key, message);
}

/** What was typed, shortened and with its writing direction isolated, to stand in a sentence. */
export function repeat(typed: string): string {
  return isolate(excerpt(typed, REPEATED_LENGTH));
}

function problem(code: string, field: string, message: string): LineProblem {
  return { kind: 'problem', error: InvalidInput.field(code, field, message) };
}
