/** Lets a sweep fetch calendars that it has claimed: a slow one goes on beside it, and nothing waits for it. */
import { workBeside } from '../kernel/beside.js';
import type { Logger } from '../kernel/logger.js';

/** While a calendar is being fetched nobody else fetches it; a copy that died meanwhile is stood in for after this. */
export const fetchLeaseMs = 5 * 60_000;

interface Beside {
  readonly log: Logger;
  /** A slow calendar must not hold up other work: what takes longer goes on beside it. In real milliseconds. */
  readonly calendarPatienceMs?: number | undefined;
}

/** @param refresh one calendar's trouble must stop no other: it puts aside what fails by itself */
export const fetchBeside = <Item extends { readonly id: string }>(
  { log, calendarPatienceMs: patienceMs }: Beside,
  items: readonly Item[],
  refresh: (item: Item) => Promise<unknown>,
): Promise<void> =>
  workBeside(items, refresh, {
    patienceMs,
    onFailed: ({ id }, err) => log.error({ calendarId: id, err }, 'calendar not refreshed'),
  });
