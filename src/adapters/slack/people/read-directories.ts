/**
 * Reads the directories of many workspaces, a few at a time: after a start there may be thousands, and all at once would
 * take every connection to the database from people who wait for an answer. start.ts builds it.
 */
import type { Logger } from '../../../kernel/logger.js';

export interface DirectoryReading {
  /** Each is read soon; one that waits already is not read twice. */
  read(teamIds: readonly string[]): void;
}

export interface DirectoryReadingDeps {
  /** Reads one workspace. What it throws is logged, and the others are read. */
  readonly readOne: (teamId: string) => Promise<void>;
  /** What is under way is in here until it is done. */
  readonly busy: Set<Promise<void>>;
  /** Begins nothing new from then on. */
  readonly stopped: AbortSignal;
  readonly log: Logger;
}

/** Of ten connections to the database the others are for people. */
const atOnce = 3;

/** Builds it. It remembers only who waits to be read, for this copy of the bot alone. */
export function createDirectoryReading({ readOne, busy, stopped, log }: DirectoryReadingDeps): DirectoryReading {
  const waiting = new Set<string>();
  let readerCount = 0;

  async function readThose(): Promise<void> {
    for (const teamId of waiting) {
      if (stopped.aborted) return;
      waiting.delete(teamId);
      await readOne(teamId).catch((error: unknown) => log.warn({ teamId, err: error }, 'slack directory not read'));
    }
  }

  function begin(): void {
    readerCount += 1;
    const work: Promise<void> = readThose().finally(() => {
      readerCount -= 1;
      busy.delete(work);
    });
    busy.add(work);
  }

  return {
    read(teamIds) {
      for (const teamId of teamIds) waiting.add(teamId);
      while (readerCount < Math.min(atOnce, waiting.size)) begin();
    },
  };
}
