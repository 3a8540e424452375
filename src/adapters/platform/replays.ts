/**
 * Which signed requests were done, known to all copies of the bot: one recorded from the first copy is refused by the
 * second. A receiver notes each request when it is answered; nobody waits for that, and a second's worth is one statement.
 */
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Platform } from '../../kernel/person.js';
import type { Sql } from '../../storage/database.js';
import { isNoted, noteRequests } from './once-only-store.js';
import type { Pause } from './pause.js';

/** Finds requests that were recorded and sent again. */
export interface Replays {
  /** It was done. */
  note(signature: string): void;
  /**
   * Whether any copy did it. Asks only about requests that were under way for longer than it takes to note them: the
   * platform's own are not, so nobody waits. This copy remembers its own requests by itself.
   */
  wasDone(signature: string, sentAt: Date): Promise<boolean>;
  /** Resolves when all is noted. */
  stop(): Promise<void>;
}

export interface ReplaysDeps {
  readonly platform: Platform;
  readonly database: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pause: Pause;
  /** Milliseconds for which a request is accepted after it was sent, on either side of now. */
  readonly acceptedMs: number;
}

const noteMs = 1_000;
/** Timestamps may be of full seconds. */
const underWayMs = 3_000;

/** Builds it for one platform. `acceptedMs`: how old a request may be, in real milliseconds. */
export function createReplays({ platform, database, clock, log, pause, acceptedMs }: ReplaysDeps): Replays {
  const stopping = new AbortController();
  const keyOf = (signature: string) => `${platform}/request:${signature}`;
  let waiting: string[] = [];
  let noting = Promise.resolve();

  async function noteSoon(): Promise<void> {
    await pause(noteMs, stopping.signal);
    const keys = waiting;
    waiting = [];
    const now = clock.now();
    const until = new Date(now.getTime() + 2 * acceptedMs);
    await noteRequests(database, keys, now, until).catch((error: unknown) =>
      log.warn({ platform, err: error }, 'requests not noted'),
    );
  }

  return {
    note(signature) {
      waiting.push(keyOf(signature));
      if (waiting.length === 1) noting = Promise.all([noting, noteSoon()]).then(() => undefined);
    },
    async wasDone(signature, sentAt) {
      if (clock.now().getTime() - sentAt.getTime() < underWayMs) return false;
      return isNoted(database, keyOf(signature)).catch((error: unknown) => {
        // Without the database the work fails too, and says so better.
        log.warn({ platform, err: error }, 'requests not looked up');
        return false;
      });
    },
    stop() {
      stopping.abort();
      return noting;
    },
  };
}
