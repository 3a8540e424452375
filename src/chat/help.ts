/** What can be done here, for this person on this platform: the router shows it for `help`, an empty line and an unknown command. */
import { canAdminister, type Platform, type Role } from '../kernel/person.js';
import { type Block, type ButtonAction, type Card, code, type Line } from './card.js';
import type { Command, Feature } from './feature.js';
import { fold, nearest } from './nearest.js';

/** The router's own action: runs the line that the button carries as if it had been typed. */
export const RUN_ACTION = 'router.run';

/** Longer lines than this fit no button on any platform. */
const LONGEST_VALUE = 2_000;

/** The lines that newcomers need most, as buttons; those whose command no door has are left out. */
const offers: readonly { readonly line: string; readonly label: string }[] = [
  { line: 'feedback', label: 'Capture feedback' },
  { line: 'owe', label: 'What I owe' },
  { line: 'feedback list', label: 'Open feedback' },
  { line: 'learn', label: 'Share a learning' },
  { line: 'idea', label: 'Propose an idea' },
  { line: 'nps', label: 'The number' },
];

/** How a line begins where this person types it. */
const address: Readonly<Record<Platform, string>> = {
  slack: '/customer',
  teams: '@Empty Chair',
  playground: '/customer',
};

interface Asker {
  readonly role: Role;
  readonly platform: Platform;
}

/** Only what the asker may do: what is the champion's is not offered to others. */
export function isAllowed(command: Command, role: Role): boolean {
  return command.allowed !== 'champion' || canAdminister(role);
}

/** @param about a command or the beginning of one: only those like it, with their details. Empty: everything. */
export function helpCard(features: readonly Feature[], asker: Asker, about = ''): Card {
  const blocks = about.trim() === '' ? [] : aboutBlocks(features, asker, about);
  if (blocks.length > 0) return { title: `Help with “${about.trim()}”`, summary: 'How to type it', blocks };
  return {
    title: 'What you can do here',
    summary: `Type ${address[asker.platform]} and what you want, or press a button.`,
    blocks: helpBlocks(features, asker),
  };
}

/** The help without its title. */
function helpBlocks(features: readonly Feature[], asker: Asker): readonly Block[] {
  const groups = features.map((feature) => ({ title: feature.title, commands: allowed(feature, asker) }));
  return [
    { kind: 'text', line: ['Type ', code(`${address[asker.platform]} help`), ' and the like, or press a button:'] },
    { kind: 'actions', actions: offerButtons(groups.flatMap((group) => group.commands)) },
    ...groups.flatMap(({ title, commands }) => groupBlocks(title, commands)),
    {
      kind: 'note',
      line: ['Details go anywhere in the line: ', code('customer:Acme'), ' or ', code('customer:"Acme Ltd"')],
    },
  ];
}

/** A button that runs a line; null when the line is too long to fit one. */
export function runButton(label: string, line: string): ButtonAction | null {
  return line.length > LONGEST_VALUE ? null : { kind: 'button', action: RUN_ACTION, label, value: line };
}

function allowed(feature: Feature, { role }: Asker): readonly Command[] {
  return (feature.commands ?? []).filter((command) => isAllowed(command, role));
}

function groupBlocks(title: string | undefined, commands: readonly Command[]): readonly Block[] {
  if (commands.length === 0) return [];
  const list: Block = { kind: 'list', items: commands.map(commandLine) };
  return title === undefined ? [list] : [{ kind: 'heading', text: title }, list];
}

function commandLine({ usage, does }: Command): Line {
  return [code(usage), `: ${does}`];
}

function offerButtons(commands: readonly Command[]): readonly ButtonAction[] {
  const names = new Set(commands.map((command) => command.name));
  return offers.flatMap(({ line, label }) => (names.has(line) ? (runButton(label, line) ?? []) : []));
}

function aboutBlocks(features: readonly Feature[], asker: Asker, about: string): readonly Block[] {
  const commands = features.flatMap((feature) => allowed(feature, asker));
  const names = commands.map((command) => command.name);
  const wanted = firstWord(names.find((name) => firstWord(name) === firstWord(about)) ?? nearest(about, names) ?? '');
  return groupBlocks(
    undefined,
    commands.filter((command) => wanted !== '' && firstWord(command.name) === wanted),
  );
}

function firstWord(text: string): string {
  return fold(text).split(/\s/)[0] ?? '';
}
