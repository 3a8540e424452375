/** Handles a typed line: finds its command, checks whether this person may use it, and calls the room. */
import type { PersonRef } from '../kernel/person.js';
import { refusedCard, unknownCommandCard, unreadableCard } from './answers.js';
import { parseCommand } from './command-line.js';
import type { Hear } from './doors.js';
import type { Command, Feature } from './feature.js';
import { helpBlocks, helpCard, isAllowed } from './help.js';
import type { InteractionContext } from './interaction.js';
import { type Reply, showCard } from './reply.js';

interface RunLineDeps {
  readonly features: readonly Feature[];
  readonly hear: Hear;
  championOf(organisationId: string): Promise<PersonRef | null>;
}

export type RunLine = (line: string, context: InteractionContext) => Promise<Reply>;

/** The command that takes what a customer said; a line that begins with no command is probably that. */
const CAPTURES = 'feedback';

export function createRunLine({ features, hear, championOf }: RunLineDeps): RunLine {
  const commands = features.flatMap((feature) => feature.commands ?? []);
  return async (line, context) => {
    const asker = { role: context.actor.role, platform: context.platform };
    const parsed = parseCommand(line, commands);
    switch (parsed.kind) {
      case 'empty':
        return showCard(helpCard(features, asker));
      case 'unknown': {
        const heard = context.place ? null : await hear({ text: line, repliesTo: null }, context);
        if (heard) return heard;
        const captured = looksSaid(line, parsed.nearest) ? capturing(line, commands) : null;
        return showCard(unknownCommandCard(parsed, captured, helpBlocks(features, asker)));
      }
      case 'invalid':
        return showCard(unreadableCard(parsed, line));
      case 'command':
        if (isAllowed(parsed.command, asker.role)) return parsed.command.handle(parsed.line, context);
        return showCard(refusedCard(parsed.command, await championOf(context.actor.organisationId)));
    }
  };
}

/** Whether a line without a command reads as if somebody forgot the command: like nothing here, or like a sentence. */
function looksSaid(line: string, nearest: Command | null): boolean {
  return nearest === null || (nearest.name !== CAPTURES && line.trim().split(/\s+/).length > 3);
}

/** The line that captures what was typed: with its details where they can be read, else word for word. */
function capturing(line: string, commands: readonly Command[]): string | null {
  if (!commands.some((command) => command.name === CAPTURES)) return null;
  const plain = `${CAPTURES} ${line.trim()}`;
  const parsed = parseCommand(plain, commands);
  return parsed.kind === 'command' && parsed.command.name === CAPTURES ? plain : `${CAPTURES} -- ${line.trim()}`;
}
