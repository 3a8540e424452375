/** What can be done here, for this person on this platform: the router shows it for `help`, an empty line and an unknown command. */

import { phrase, say } from '../kernel/language/say.js';
import { canAdminister, type Role } from '../kernel/person.js';
import { type Block, type ButtonAction, type Card, code, type Line } from './card.js';
import { aliasesOf, commandMeant } from './command-line.js';
import type { Command, Feature } from './feature.js';
import { fold, nearest } from './nearest.js';
import { shorten } from './shorten.js';

/** The router's own action: runs the line that the button carries as if it had been typed. */
export const RUN_ACTION = 'router.run';

/** Longer lines than this fit no button on any platform. */
const LONGEST_VALUE = 2_000;

/** The lines that newcomers need most, as buttons; those whose command no door has are left out. */
const offers: readonly { readonly line: string; readonly label: string }[] = [
  { line: 'feedback', label: phrase('Capture feedback') },
  { line: 'owe', label: phrase('What I owe') },
  { line: 'feedback list', label: phrase('Open feedback') },
  { line: 'learn', label: phrase('Share a learning') },
  { line: 'idea', label: phrase('Propose an idea') },
  { line: 'nps', label: phrase('The number') },
];

interface Asker {
  readonly role: Role;
}

/** Only what the asker may do: what is the champion's is not offered to others. */
export function isAllowed(command: Command, role: Role): boolean {
  return command.allowed !== 'champion' || canAdminister(role);
}

/**
 * @param asked a topic (`meetings`), a command or the beginning of one: only what belongs to it. Empty: the things that
 * people do most, and the topics
 * @param more what the command itself adds: its present state
 */
export function helpCard(features: readonly Feature[], asker: Asker, asked = '', more: readonly Block[] = []): Card {
  const about = commandMeant(asked);
  const topic = features.find((feature) => feature.topic !== undefined && fold(feature.topic.name) === fold(about));
  const commands = topic ? allowed(topic, asker) : commandsLike(features, asker, about);
  if (commands.length === 0)
    return about.trim() === '' ? overview(features, asker) : noSuchTopic(features, asker, about);
  return {
    title: say('Help with “{topic}”', { topic: topic?.topic?.name ?? helpedName(commands, about) }),
    summary: say('How to type it'),
    blocks: [{ kind: 'list', items: commands.map(commandLine) }, ...examplesOf(commands), ...more],
  };
}

/** What was asked about, or what was taken for it: `feedback` for `feedbak`. */
function helpedName(commands: readonly Command[], about: string): string {
  const named = commands.find(({ name }) => fold(name) === fold(about));
  return named?.name ?? firstWord(commands[0]?.name ?? '');
}

/** The command that `help WORDS` is about; null: a topic, or nothing. */
export function helpedCommand(features: readonly Feature[], asker: Asker, asked: string): Command | null {
  const about = commandMeant(asked);
  return commandsLike(features, asker, about).find(({ name }) => fold(name) === fold(about)) ?? null;
}

const topicsFor = (features: readonly Feature[], asker: Asker) =>
  features.flatMap((feature) => (allowed(feature, asker).length > 0 ? (feature.topic ?? []) : []));

/** Two lines and the topics as buttons. */
function noSuchTopic(features: readonly Feature[], asker: Asker, about: string): Card {
  const title = say('There is no help about “{topic}”', { topic: shorten(about.trim(), 60) });
  const buttons = topicsFor(features, asker).flatMap(
    ({ name }) => runButton(say('Help about {topic}', { topic: name }), `help ${name}`) ?? [],
  );
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'text', line: say('Choose what you want to know about, or type `help` to see everything.') },
      { kind: 'actions', actions: buttons },
    ],
  };
}

function overview(features: readonly Feature[], asker: Asker): Card {
  const buttons = offerButtons(features.flatMap((feature) => allowed(feature, asker)));
  const topics = topicsFor(features, asker);
  return {
    title: say('What you can do here'),
    summary: say('Press a button, or type `help` and a topic.'),
    blocks: [
      {
        kind: 'text',
        line: say('When a customer tells you something, give it to me: it gets one owner and an answer.'),
      },
      { kind: 'actions', actions: buttons },
      ...listUnder(
        say('More about'),
        topics.map(({ name, about }): Line => [code(`help ${name}`), `: ${say(about)}`]),
      ),
    ],
  };
}

/** A button that runs a line; null when the line is too long to fit one. */
export function runButton(label: string, line: string): ButtonAction | null {
  return line.length > LONGEST_VALUE ? null : { kind: 'button', action: RUN_ACTION, label, value: line };
}

function allowed(feature: Feature, { role }: Asker): readonly Command[] {
  return (feature.commands ?? []).filter((command) => isAllowed(command, role));
}

function commandLine({ name, usage, does }: Command): Line {
  const aliases = aliasesOf(name).flatMap((alias): Line => [' / ', code(alias)]);
  return [code(usage), ...aliases, `: ${say(does)}`];
}

function offerButtons(commands: readonly Command[]): readonly ButtonAction[] {
  const names = new Set(commands.map((command) => command.name));
  return offers.flatMap(({ line, label }) => (names.has(line) ? (runButton(say(label), line) ?? []) : []));
}

function commandsLike(features: readonly Feature[], asker: Asker, about: string): readonly Command[] {
  if (about.trim() === '') return [];
  const commands = features.flatMap((feature) => allowed(feature, asker));
  const names = commands.map((command) => command.name);
  const wanted = firstWord(names.find((name) => firstWord(name) === firstWord(about)) ?? nearest(about, names) ?? '');
  return commands.filter((command) => wanted !== '' && firstWord(command.name) === wanted);
}

function examplesOf(commands: readonly Command[]): readonly Block[] {
  const examples = commands.flatMap((command) => command.examples ?? []).slice(0, exampleLimit);
  return listUnder(say('For example'), examples.map(code));
}

function listUnder(text: string, items: readonly Line[]): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text },
    { kind: 'list', items },
  ];
}

/** Help fits one screen. */
const exampleLimit = 6;

function firstWord(text: string): string {
  return fold(text).split(/\s/)[0] ?? '';
}
