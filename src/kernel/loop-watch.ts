/** Notices when one step of the bot kept everybody else waiting, and logs what was under way. app.ts starts it. */
import type { Logger } from './logger.js';
import { listenToWork, type Work } from './work.js';

/** No step of the bot may take longer, in ms. */
export const longestStepMs = 100;

const lookMs = 50;
/** A bot that is slow all the time says so once in this time. */
const quietMs = 10_000;

/** @returns what ends the watch */
export function watchLoop(log: Logger): () => void {
  const underWay = new Set<Work>();
  let endedSince: Work[] = [];
  let lookedAt = performance.now();
  let usedBefore = process.cpuUsage();
  let saidAt = Number.NEGATIVE_INFINITY;
  let unsaidCount = 0;
  const stopListening = listenToWork({
    begun: (work) => void underWay.add(work),
    ended(work) {
      underWay.delete(work);
      endedSince.push(work);
    },
  });
  const timer = setInterval(() => {
    const now = performance.now();
    const blockedMs = Math.round(now - lookedAt - lookMs);
    const works = [...endedSince, ...underWay];
    const { user, system } = process.cpuUsage(usedBefore);
    usedBefore = process.cpuUsage();
    lookedAt = now;
    endedSince = [];
    if (blockedMs <= longestStepMs) return;
    unsaidCount += 1;
    if (now - saidAt < quietMs) return;
    const during = [...new Set(works.map(({ kind, name }) => `${kind} ${name}`))].slice(0, 10);
    // Far less than it was blocked: the machine gave its time to others.
    const cpuMs = Math.round((user + system) / 1_000);
    log.warn({ blockedMs, cpuMs, during, count: unsaidCount }, 'event loop was blocked');
    saidAt = now;
    unsaidCount = 0;
  }, lookMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    stopListening();
  };
}
