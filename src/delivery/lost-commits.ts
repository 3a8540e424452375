/**
 * What the database may not know any more after its server was lost. A claim, and the note that its message was sent, need
 * not wait for the disk, nor for a standby: one that takes over may have the order as if nobody had sent it. So a copy of
 * the bot notes again what it noted in the last seconds, before it claims anything; and what waited at that moment is
 * looked for before it is sent, as another copy may have sent it and died. index.ts makes it, the courier asks.
 */
import type { Claimed } from './claim-store.js';

/** Commits that do not wait are on the disk after 0.6 s (three times wal_writer_delay); a standby may be some seconds behind. */
const keepMs = 10_000;

/** What of a delivery says whether it may have been sent. */
export type Waiting = Pick<Claimed, 'id' | 'lane' | 'attemptCount'>;

export interface LostCommits {
  /** The server was lost just now, or this connection to it. */
  lost(): void;
  /** Lost, and not yet made good. */
  isLost(): boolean;
  /** Keeps for a while how an end is noted again: `again` must do nothing where the database knows it. */
  keep(again: () => Promise<void>): void;
  /** Notes again what may be lost, if a server was. Rejects when the database does: then it is for the next call. */
  makeGood(): Promise<void>;
  /** Whether it waited when the server was lost, and is to be looked for before it is sent. */
  isDoubted(waiting: Waiting): boolean;
  /** It was looked for and did not stand there. A lane is sent in order, so what comes after it was not sent either. */
  neverArrived(waiting: Waiting): void;
}

/**
 * Nothing is doubted before the first loss. The real time counts: the injected clock may run at any speed, and the age of
 * an order says nothing, because it may have waited for long before it was sent.
 * @param newestWaitingId of the deliveries that the server has in its queue now; null: none waits
 * @param now real milliseconds
 */
export function createLostCommits(
  newestWaitingId: () => Promise<string | null>,
  now: () => number = () => performance.now(),
): LostCommits {
  let kept: { readonly atMs: number; readonly again: () => Promise<void> }[] = [];
  let lossCount = 0;
  let isLost = false;
  let newestDoubted = 0n;
  let present: Promise<void> | null = null;
  /** By lane, the id of what was looked for in vain. */
  const arrivedNever = new Map<string, bigint>();

  function forgetOld(): void {
    const since = now() - keepMs;
    kept = kept.filter(({ atMs }) => atMs >= since);
  }

  async function makeGoodOnce(): Promise<void> {
    const loss = lossCount;
    for (const { again } of kept) await again();
    const newest = await newestWaitingId();
    // It may have been lost once more meanwhile.
    if (loss !== lossCount) return;
    newestDoubted = BigInt(newest ?? 0);
    isLost = false;
  }

  return {
    lost() {
      // What was kept at the first loss is kept until it is made good, however long the server is away.
      if (!isLost) forgetOld();
      isLost = true;
      lossCount += 1;
      arrivedNever.clear();
    },
    isLost: () => isLost,
    keep(again) {
      if (!isLost) forgetOld();
      kept.push({ atMs: now(), again });
    },
    async makeGood() {
      if (!isLost) return;
      present ??= makeGoodOnce().finally(() => {
        present = null;
      });
      await present;
    },
    isDoubted({ id, lane, attemptCount }) {
      if (isLost) return true;
      if (BigInt(id) > newestDoubted) return false;
      // What was tried before is sent out of turn.
      const inVain = attemptCount > 1 ? undefined : arrivedNever.get(lane);
      return inVain === undefined || BigInt(id) <= inVain;
    },
    neverArrived({ id, lane, attemptCount }) {
      if (attemptCount === 1) arrivedNever.set(lane, BigInt(id));
    },
  };
}
