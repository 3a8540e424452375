/** Lets a sweep fetch calendars that it has claimed: a slow one goes on beside it, and nothing waits for it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../kernel/logger.js';

/** While a calendar is being fetched nobody else fetches it; a copy that died meanwhile is stood in for after this. */
export const fetchLeaseMs = 5 * 60_000;

interface Beside {
  readonly log: Logger;
  /** A slow calendar must not hold up other work: what takes longer goes on beside it. In real milliseconds. */
  readonly calendarPatienceMs?: number | undefined;
}

/** @param refresh one calendar's trouble must stop no other: it puts aside what fails by itself */
export async function fetchBeside<Item extends { readonly id: string }>(
  { log, calendarPatienceMs = 1_000 }: Beside,
  items: readonly Item[],
  refresh: (item: Item) => Promise<unknown>,
): Promise<void> {
  // The sweep doesn't wait for a slow one, so nobody hears when the database is away.
  const quietly = (item: Item) =>
    refresh(item).catch((error: unknown) => log.error({ calendarId: item.id, err: error }, 'calendar not refreshed'));
  const given = new AbortController();
  const patience = wait(calendarPatienceMs, null, { signal: given.signal, ref: false }).catch(() => null);
  await Promise.race([Promise.all(items.map(quietly)), patience]);
  given.abort();
}
