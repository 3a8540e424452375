/** Handles a typed line: finds its command, checks whether this person may use it, and calls the room. */
import { say } from '../kernel/language/say.js';
import type { PersonRef } from '../kernel/person.js';
import {
  commandOrWordsCard,
  greetingCard,
  meantCard,
  olderVersionCard,
  refusedCard,
  saidCard,
  unknownCommandCard,
  unreadableCard,
} from './answers.js';
import { type ParsedCommand, parseCommand, writeLine } from './command-line.js';
import type { Hear } from './doors.js';
import type { Command, Feature } from './feature.js';
import { helpCard, isAllowed } from './help.js';
import type { InteractionContext } from './interaction.js';
import { isBareDeed, type Meant } from './meant.js';
import { answering } from './plain-question.js';
import { isGreeting, isQuestion, isThanks } from './reads-like.js';
import { type Reply, showCard } from './reply.js';
import { booksOf, readSettledName, settleNames } from './settle-names.js';

interface RunLineDeps {
  readonly features: readonly Feature[];
  readonly hear: Hear;
  championOf(organisationId: string): Promise<PersonRef | null>;
}

export type RunLine = (line: string, context: InteractionContext) => Promise<Reply>;

/** The command that takes what a customer said; a line that begins with no command is probably that. */
const CAPTURES = 'feedback';
/** The one that takes what somebody learned. */
const LEARNS = 'learn';

type Unknown = Extract<ParsedCommand<Command>, { kind: 'unknown' }>;
type Known = Extract<ParsedCommand<Command>, { kind: 'command' }>;

/** Runs typed lines; `settled` those whose names somebody settled by a button. */
export function createRunLine({ features, hear, championOf }: RunLineDeps): {
  readonly run: RunLine;
  readonly settled: RunLine;
} {
  const commands = features.flatMap((feature) => feature.commands ?? []);
  const meantByAny = (text: string): Meant | null =>
    features.map(({ meant }) => meant?.(text, false) ?? null).find((each) => each !== null) ?? null;
  const has = (name: string) => commands.some((command) => command.name === name);

  /** An open question takes what is no question and no command; else the person says what it is. */
  async function answerPrivately(line: string, parsed: Unknown, context: InteractionContext): Promise<Reply> {
    const wordCount = line.trim().split(/\s+/u).length;
    const isCommand = parsed.nearest !== null && wordCount <= 2;
    const heard = isCommand || isQuestion(line) ? null : await hear({ text: line, repliesTo: null }, context);
    if (heard) return heard;
    const first = context.actor.name.split(' ')[0] ?? '';
    if (isGreeting(line))
      return showCard(
        greetingCard(
          isThanks(line) ? say('You’re welcome, {name}.', { name: first }) : say('Hello, {name}.', { name: first }),
        ),
      );
    const captured = capturing(line, commands);
    const isSaid = wordCount > 2 || (/[^\p{Script=Latin}\P{L}]/u.test(line) && line.trim().length >= 6);
    const isSentence = isSaid && !isQuestion(line) && looksSaid(line, parsed.nearest);
    if (!isSentence || captured === null || !has(LEARNS)) return answerUnknown(line, parsed);
    return showCard(saidCard(line, { capture: captured, learn: writeLine(LEARNS, {}, line.trim()) }));
  }

  function answerUnknown(line: string, parsed: Unknown): Reply {
    const asked = isQuestion(line) ? commandIn(line, commands) : null;
    if (asked)
      return showCard(
        unknownCommandCard({ ...parsed, typed: line.trim(), nearest: asked, corrected: asked.name }, null),
      );
    const captured = looksSaid(line, parsed.nearest) && !isBareDeed(line) ? capturing(line, commands) : null;
    return showCard(unknownCommandCard(parsed, captured));
  }

  const showing = (text: string) =>
    features.map(({ shows }) => shows?.(text) ?? null).find((line) => line !== null) ?? null;

  const run: RunLine = async (typed, context) => {
    const answer = answering(typed, { commands, shows: showing });
    if (answer) return runSettled(answer, context);
    const settled = await settleNames(typed, { commands, books: booksOf(features) }, context);
    return 'ask' in settled ? showCard(settled.ask) : runSettled(settled.line, context);
  };

  const runSettled: RunLine = async (line, context) => {
    const asker = context.actor;
    const parsed = parseCommand(line, commands);
    switch (parsed.kind) {
      case 'empty':
        return showCard(helpCard(features, asker));
      case 'unknown': {
        const named = showing(line);
        if (named) return run(named, context);
        const meant = meantInstead(line);
        if (meant) return showCard(meantCard(line, meant, capturing(line, commands)));
        return context.place === null ? answerPrivately(line, parsed, context) : answerUnknown(line, parsed);
      }
      case 'invalid':
        return showCard(unreadableCard(parsed, line));
      case 'command':
        if (isAllowed(parsed.command, asker.role))
          return asksFirst(parsed) ?? parsed.command.handle(parsed.line, context);
        return showCard(refusedCard(parsed.command, await championOf(context.actor.organisationId)));
    }
  };
  return { run, settled: (value, context) => settle(value, context) };

  /** `delete F-10`, `list opne`: what a line without a command means. */
  function meantInstead(line: string): Meant | null {
    const anywhere = meantByAny(line);
    if (anywhere || !/^lists?(?:\s|$)/iu.test(line.trim())) return anywhere;
    // Several rooms have a list; the first one that knows what its second word was meant to be is asked about.
    const lists = features.filter(({ commands: own = [] }) => own.some(({ name }) => name.endsWith(' list')));
    return lists.map(({ meant }) => meant?.(line.trim(), true) ?? null).find((each) => each !== null) ?? null;
  }

  /** Words that look like a command are never kept unasked. */
  function asksFirst({ command, line }: Known): Reply | null {
    const { keeps } = command;
    const text = keeps?.of ? keeps.of(line.text) : line.text;
    if (!keeps || line.isLiteral || text.trim() === '') return null;
    const meant = keeps.meant?.(text, true) ?? meantByAny(text) ?? loneMeant(command, text);
    const isName = features.some(
      ({ shows }) => shows?.(text) === meant?.line && meant?.line.startsWith(`${command.name} `),
    );
    if (!meant || isName) return null;
    const keeping = writeLine(command.name, line.details, line.text);
    return showCard(commandOrWordsCard(keeps, text, { meant, keeping }));
  }

  /** Somebody pressed whom a name means. */
  async function settle(value: string, context: InteractionContext): Promise<Reply> {
    const settled = readSettledName(value);
    if (!settled) return showCard(olderVersionCard('button'));
    const { line, agreed } = settled;
    if (agreed) await booksOf(features)[agreed.kind]?.agree?.(agreed.typed, agreed.name, context);
    return runSettled(line, context);
  }
}

/** `learn undo`, `learn delete it`: no words of anybody. */
function loneMeant({ name }: Command, text: string): Meant | null {
  return isBareDeed(text) ? { label: say('Help with {command}', { command: name }), line: `help ${name}` } : null;
}

/** `what do I owe?`: the command that somebody asks about without typing it first. */
function commandIn(line: string, commands: readonly Command[]): Command | null {
  const words: readonly string[] = line.toLowerCase().match(/\p{L}+/gu) ?? [];
  return commands.find(({ name }) => name !== 'help' && words.includes(name)) ?? null;
}

/** Whether a line without a command reads as if somebody forgot the command: like nothing here, or like a sentence. */
function looksSaid(line: string, nearest: Command | null): boolean {
  if (nearest === null) return true;
  // What may be meant for a secret is not offered to be kept.
  return !nearest.isSecret && nearest.name !== CAPTURES && line.trim().split(/\s+/).length > 3;
}

/** The line that captures what was typed: with its details where they can be read, else word for word. */
function capturing(line: string, commands: readonly Command[]): string | null {
  if (!commands.some((command) => command.name === CAPTURES)) return null;
  const plain = `${CAPTURES} ${line.trim()}`;
  const parsed = parseCommand(plain, commands);
  return parsed.kind === 'command' && parsed.command.name === CAPTURES ? plain : `${CAPTURES} -- ${line.trim()}`;
}
