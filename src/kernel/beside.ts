/** Lets a sweep do slow work on what it has claimed: what takes longer goes on beside it, and nothing waits for it. */
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Resolves when all is done, or after `patienceMs` real milliseconds while the rest goes on.
 * @param work one item's trouble must stop no other: it puts aside what fails by itself
 * @param onFailed the sweep doesn't wait for a slow one, so nobody else hears when the database is away
 */
export async function workBeside<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
  {
    patienceMs = 1_000,
    onFailed,
  }: { readonly patienceMs?: number | undefined; onFailed(item: Item, error: unknown): void },
): Promise<void> {
  const quietly = (item: Item) => work(item).catch((error: unknown) => onFailed(item, error));
  const given = new AbortController();
  const patience = wait(patienceMs, null, { signal: given.signal, ref: false }).catch(() => null);
  await Promise.race([Promise.all(items.map(quietly)), patience]);
  given.abort();
}
