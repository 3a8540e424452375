/**
 * Which requests were done, known to all copies of the bot, so that one recorded from the first is refused by the
 * second. http-receiver.ts notes each when it is answered: nobody waits for that, and a second's worth is one statement.
 */
import { describeDefect } from '../../chat/defect.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Database } from '../../storage/database.js';
import { limits } from '../slack/limits.js';
import { isNoted, noteRequests } from './once-only-store.js';
import type { Pause } from './pause.js';

export interface Replays {
  /** It was done. */
  note(signature: string): void;
  /**
   * Whether any copy did it. Asked only of requests that were under way for longer than it takes to note them:
   * Slack's own are not, so nobody waits. This copy knows what it did itself.
   */
  wasDone(signature: string, sentAt: Date): Promise<boolean>;
  /** Kept when all is noted. */
  stop(): Promise<void>;
}

export interface ReplaysDeps {
  readonly database: Pick<Database, 'prisma'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pause: Pause;
}

const noteMs = 1_000;
/** Slack's timestamps are of full seconds. */
const underWayMs = 3_000;

export function createReplays({ database, clock, log, pause }: ReplaysDeps): Replays {
  const stopping = new AbortController();
  let waiting: string[] = [];
  let noting = Promise.resolve();

  async function noteSoon(): Promise<void> {
    await pause(noteMs, stopping.signal);
    const keys = waiting;
    waiting = [];
    const now = clock.now();
    const until = new Date(now.getTime() + 2 * limits.requestAgeSeconds * 1_000);
    await noteRequests(database.prisma, keys, now, until).catch((error: unknown) =>
      log.warn({ defect: describeDefect(error) }, 'slack requests not noted'),
    );
  }

  return {
    note(signature) {
      waiting.push(`request:${signature}`);
      if (waiting.length === 1) noting = Promise.all([noting, noteSoon()]).then(() => undefined);
    },
    async wasDone(signature, sentAt) {
      if (clock.now().getTime() - sentAt.getTime() < underWayMs) return false;
      return isNoted(database.prisma, `request:${signature}`).catch((error: unknown) => {
        // Nothing else can be done without the database either, and that is said better where it is tried.
        log.warn({ defect: describeDefect(error) }, 'slack requests not looked up');
        return false;
      });
    },
    stop() {
      stopping.abort();
      return noting;
    },
  };
}
