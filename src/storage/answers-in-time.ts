/** Whether a database answers: what embedded.ts and server.ts tell readiness checks, which ask often and want to know soon. */
import { setTimeout as wait } from 'node:timers/promises';

const withinMs = 2_000;

/** False when `ask` fails, or has not come back within 2 s: a server may be gone without a word. Never throws. */
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
