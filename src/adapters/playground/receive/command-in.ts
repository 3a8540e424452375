/** Whether a line is meant for the bot or for the people in the room; receive.ts asks for every line that is said. */

/** `/customer …` as in Slack, `@Empty Chair …` as in Teams. */
const addressed = /^\s*(?:\/customer|@empty[\s_-]?chair)(?![\p{L}\p{N}])[,:]?\s*/iu;

export interface Hearing {
  /** In a private chat with the bot every line is meant for it. */
  readonly isPrivate: boolean;
}

/**
 * The command's text without its address; null when people talk among themselves: “Feedback from the client was great”
 * is no command.
 */
export function commandIn(line: string, { isPrivate }: Hearing): string | null {
  const rest = line.replace(addressed, '');
  return rest !== line || isPrivate ? rest.trim() : null;
}
