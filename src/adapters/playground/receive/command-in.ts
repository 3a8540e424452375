/** Whether a line is meant for the bot or for the people in the room; receive.ts asks for every line that is said. */
import type { CommandHint } from '../ports.js';

/** `/customer …` as in Slack, `@Empty Chair …` as in Teams. */
const addressed = /^\s*(?:\/customer|@empty[\s_-]?chair)(?![\p{L}\p{N}])[,:]?\s*/iu;

export interface Hearing {
  /** In a private chat with the bot every line is meant for it. */
  readonly isPrivate: boolean;
  readonly commands: readonly CommandHint[];
}

/**
 * The command's text without its address; null when people talk among themselves. Newcomers forget the
 * address, so a line in a place counts as well when it begins with a command's first word.
 */
export function commandIn(line: string, { isPrivate, commands }: Hearing): string | null {
  const rest = line.replace(addressed, '');
  if (rest !== line || isPrivate) return rest.trim();
  const [firstWord = ''] = line.trim().replace(/^\//, '').toLowerCase().split(/\s/, 1);
  const isCommand = commands.some((command) => command.name.split(' ', 1)[0] === firstWord);
  return isCommand ? line.trim().replace(/^\//, '') : null;
}
