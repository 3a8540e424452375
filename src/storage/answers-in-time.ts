/** Checks whether a database answers in time, for readiness checks. Used by embedded.ts and server.ts. */
import { setTimeout as wait } from 'node:timers/promises';

const withinMs = 2_000;

/** False when `ask` fails or has not answered within 2 s. Never throws. */
export async function answersInTime(ask: () => Promise<unknown>): Promise<boolean> {
  const stop = new AbortController();
  const late = wait(withinMs, false, { signal: stop.signal }).catch(() => false);
  const asked = ask().then(
    () => true,
    () => false,
  );
  const answers = await Promise.race([asked, late]);
  stop.abort();
  return answers;
}
