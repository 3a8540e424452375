/** What the commands backup, restore and move need from outside; src/cli.ts gives it. */
import type { Terminal } from '../adapters/web-api/command-line/terminal.js';
import type { Config } from '../config.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/logger.js';

/** Given by whoever runs the commands: the terminal, the settings, and the way to a bot that runs. */
export interface BackupDeps {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly log: Logger;
  /** Throws ConfigError. */
  readonly config: () => Config;
  /** What is set of the keys that the bot reads. */
  readonly settings: () => Readonly<Record<string, string>>;
  /** Where `.env` is. */
  readonly folder: string;
  /** Has the bot that runs copy its embedded database; null: none runs. */
  readonly copyOfOwner: (dataDir: string) => Promise<string | null>;
}

/** A count with its commas. */
export const inWords = (count: number): string => count.toLocaleString('en-GB');

/** `2026-11-29 09:18 UTC` */
export const momentInWords = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Without user and password. */
export function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
