/**
 * What the database may not know any more after its server was lost. A claim, and the note that its message was sent, need
 * not wait for the disk, nor for a standby: one that takes over may have the order as if nobody had sent it. index.ts asks.
 */
import type { Clock } from '../kernel/clock.js';

/** Commits that do not wait are on the disk after 0.6 s (three times wal_writer_delay); an order may be some seconds older. */
const beforeMs = 10_000;

/** Since when, and until when, orders are doubted. */
export interface LostCommits {
  /** The server was lost just now. */
  lost(): void;
  /** It, or another one, answers again. */
  back(): void;
  /** Whether what was ordered then is to be looked for before it is sent. */
  isDoubted(createdAt: Date): boolean;
}

/** Nothing is doubted before the first loss. */
export function createLostCommits(clock: Clock): LostCommits {
  let doubted: { readonly from: number; readonly until: number } | null = null;
  return {
    lost() {
      doubted = { from: clock.now().getTime() - beforeMs, until: Number.POSITIVE_INFINITY };
    },
    back() {
      if (doubted?.until === Number.POSITIVE_INFINITY) doubted = { ...doubted, until: clock.now().getTime() };
    },
    isDoubted(createdAt) {
      const at = createdAt.getTime();
      return doubted !== null && at >= doubted.from && at <= doubted.until;
    },
  };
}
