/** The router's own answers: the line cannot be read, is not allowed, or failed. */

import type { ExpectedError } from '../kernel/errors.js';
import { InvalidInput } from '../kernel/errors.js';
import { say } from '../kernel/language/say.js';
import type { PersonRef } from '../kernel/person.js';
import { type Block, type ButtonAction, type Card, code, type Line, mention } from './card.js';
import type { ParsedCommand } from './command-line.js';
import type { Command, KeptWords } from './feature.js';
import { runButton } from './help.js';
import type { Meant } from './meant.js';
import { sayLine } from './say-line.js';
import { shorten } from './shorten.js';

type Unknown = Extract<ParsedCommand<Command>, { kind: 'unknown' }>;
type Invalid = Extract<ParsedCommand<Command>, { kind: 'invalid' }>;

/** @param captured the line that would capture what was typed, when it reads like a sentence */
export function unknownCommandCard(unknown: Unknown, captured: string | null): Card {
  const { typed, nearest, corrected } = unknown;
  const capture = captured === null ? null : runButton(say('Capture it as feedback'), captured);
  const mended =
    nearest === null || corrected === null ? null : runButton(say('Yes, {meant}', { meant: nearest.name }), corrected);
  const known: Line =
    nearest === null
      ? sayLine('Type {command} to see what I can do.', { command: code('help') })
      : sayLine('Did you mean {command}?', { command: code(nearest.name) });
  const said: Line = capture === null ? [] : [' ', say('If a customer said this, capture it with the button.')];
  return {
    title: say('I don’t know “{typed}”', { typed: shorten(typed, 60) }),
    summary:
      nearest === null
        ? say('Type `help` to see what I can do.')
        : say('Did you mean {command}?', { command: `\`${nearest.name}\`` }),
    blocks: [{ kind: 'text', line: [known, said].flat() }, ...buttonRow([mended, capture, helpButton()])],
  };
}

const helpButton = () => runButton(say('Help'), 'help');

/** Asked once, before anything is kept. @param meant null: nothing that can be named @param keeping the line that keeps it */
export function commandOrWordsCard(
  { asks, button }: Pick<KeptWords, 'asks' | 'button'>,
  text: string,
  { meant, keeping }: { readonly meant: Meant | null; readonly keeping: string },
): Card {
  return {
    title: say(asks),
    summary: say(asks),
    blocks: [
      {
        kind: 'text',
        line: meant
          ? sayLine('It looks like a command: {command}', { command: code(meant.line) })
          : say('It begins like a command.'),
      },
      youTyped(text),
      ...buttonRow([meant && runButton(meant.label, meant.line), runButton(say(button), keeping)]),
    ],
  };
}

/** Words without a command that look like one: `delete F-10`. */
export function meantCard(typed: string, meant: Meant, captured: string | null): Card {
  const title = say('Did you mean “{meant}”?', { meant: meant.label });
  return {
    title,
    summary: title,
    blocks: [
      youTyped(typed),
      ...buttonRow([
        runButton(meant.label, meant.line),
        captured === null ? null : runButton(say('Capture it as feedback'), captured),
        helpButton(),
      ]),
    ],
  };
}

/** A plain sentence in the private chat: it is not for the bot to decide what it is. */
export function saidCard(line: string, { capture, learn }: { readonly capture: string; readonly learn: string }): Card {
  const title = say('Did a customer say this?');
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'quote', text: line },
      ...buttonRow([runButton(say('Capture it'), capture), runButton(say('It’s a learning'), learn), helpButton()]),
    ],
  };
}

/** @param title `Hello, Maya.`, or what else was said to be polite */
export function greetingCard(title: string): Card {
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'text', line: say('What did a customer say, or what did you learn about one?') },
      ...buttonRow([
        runButton(say('Capture feedback'), 'feedback'),
        runButton(say('Share a learning'), 'learn'),
        runButton(say('What I owe'), 'owe'),
        helpButton(),
      ]),
    ],
  };
}

/** @param line what was typed, given back so that nobody has to type it again; not where it is a secret */
export function unreadableCard({ command, error, ...read }: Invalid, line: string): Card {
  const corrected = command.isSecret ? null : read.corrected;
  const { title, rest } = titled(error.message);
  return {
    title,
    summary: error.message,
    tone: 'warning',
    blocks: [
      ...(rest === '' ? [] : [{ kind: 'text', line: rest } as const]),
      ...(corrected === null
        ? []
        : [{ kind: 'text', line: sayLine('Like this? {command}', { command: code(corrected) }) } as const]),
      ...buttonRow(corrected === null ? [] : [runButton(say('Yes, like this'), corrected)]),
      ...(command.isSecret ? [] : [youTyped(line)]),
      { kind: 'note', line: code(command.usage) },
    ],
  };
}

export function refusedCard(command: Command, champion: PersonRef | null): Card {
  const who: Line =
    champion === null
      ? sayLine('There is no champion yet. Name one: {command}', { command: code('champion @name') })
      : sayLine('Ask {champion}, your customer champion, to do it.', { champion: mention(champion) });
  const title = say('“{command}” is for the customer champion and admins', { command: command.name });
  return { title, summary: title, tone: 'warning', blocks: [{ kind: 'text', line: who }] };
}

/**
 * An error that people cause and can correct, in the room's own words: the first sentence, the fault, is the title, and
 * the rest says the remedy.
 * @param line what was typed, given back when it would have to be typed again; null: nothing was
 */
export function expectedErrorCard(error: ExpectedError, line: string | null): Card {
  const others =
    error instanceof InvalidInput ? Object.values(error.fields).filter((each) => !error.message.includes(each)) : [];
  const { title, rest } = titled(error.message);
  return {
    title,
    summary: rest === '' ? title : error.message,
    tone: 'warning',
    blocks: [
      ...(rest === '' ? [] : [{ kind: 'text', line: rest } as const]),
      ...(others.length === 0 ? [] : [{ kind: 'list', items: others } as const]),
      ...(line === null || !(error instanceof InvalidInput) ? [] : [...guessedButton(error, line), youTyped(line)]),
    ],
  };
}

/** The line with its mistake corrected, to run by one press; none where what is wrong stands elsewhere too. */
function guessedButton({ guess }: InvalidInput, line: string): readonly Block[] {
  const parts = guess ? line.split(guess.typed) : [];
  return guess && parts.length === 2
    ? buttonRow([runButton(say('Yes, {meant}', { meant: guess.meant }), parts.join(guess.meant))])
    : [];
}

/** The fault is the title; where it is longer than a title, its beginning is, and all of it stands below. */
function titled(message: string): { readonly title: string; readonly rest: string } {
  const { fault, remedy } = faultAndRemedy(message);
  if (fault.length <= longestTitle) return { title: fault, rest: remedy };
  return { title: shorten(fault, longestTitle), rest: message };
}

/** A title may hold 150 characters on every platform. */
const longestTitle = 140;
const longestEcho = 300;

const youTyped = (line: string): Block => ({ kind: 'quote', text: shorten(line, longestEcho), by: say('You typed') });

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** No quote and no command is left open. */
const isWhole = (text: string) =>
  text.split('“').length === text.split('”').length &&
  text.split('«').length === text.split('»').length &&
  text.split('`').length % 2 === 1;

/** A command may begin a sentence, with the small letter that it has. */
const sentencesOf = (message: string): readonly string[] =>
  message.split(/(?<=[.!?։۔؟]\s+)(?=`)/u).flatMap((part) => [...sentences.segment(part)].map(({ segment }) => segment));

/** The first sentence without its full stop, and what follows. What people typed, in quotes, is never cut in two. */
function faultAndRemedy(message: string): { readonly fault: string; readonly remedy: string } {
  let first = '';
  for (const segment of sentencesOf(message)) {
    // What begins with a small letter goes on with the sentence: “No!” is no date.
    if (first !== '' && isWhole(first) && !/^\p{Ll}/u.test(segment)) break;
    first += segment;
  }
  return { fault: first.trim().replace(/(?<!\.)[.։۔]$/u, ''), remedy: message.slice(first.length).trim() };
}

const older = () => say('It comes from an earlier version of me, and I can no longer tell what it means.');

/** @param what the button or message action that no door answers to */
export function olderVersionCard(what: 'button' | 'message action'): Card {
  const title = what === 'button' ? say('This button no longer works') : say('This message action no longer works');
  const help = runButton(say('Show what I can do'), 'help');
  return {
    title,
    summary: `${say('{sentence}.', { sentence: title })} ${older()}`,
    blocks: [{ kind: 'text', line: older() }, ...buttonRow([help])],
  };
}

/** The same for a form, which stays open: what was written into it can be copied. */
export const olderForm = (): string =>
  say(
    'This form no longer works. It comes from an earlier version of me, and I can no longer tell what it means. Copy what you wrote and open the form again.',
  );

/** What a person reads after a defect. `reference` finds it in the log. */
export function apologyText(reference: string): string {
  return say(
    'Something went wrong on my side, and it is not your doing. Please try again in a minute. If it happens again, give your admin the reference {reference}.',
    { reference },
  );
}

/** @param line what was typed, if anything was: it is not lost */
export function apologyCard(reference: string, line: string | null): Card {
  return {
    title: say('Sorry, that did not work'),
    summary: say('Something went wrong on my side (reference {reference}).', { reference }),
    tone: 'bad',
    blocks: [{ kind: 'text', line: apologyText(reference) }, ...(line === null ? [] : [youTyped(line)])],
  };
}

function buttonRow(buttons: readonly (ButtonAction | null)[]): readonly Block[] {
  const actions = buttons.filter((button) => button !== null);
  return actions.length === 0 ? [] : [{ kind: 'actions', actions }];
}
