/** Does the same work for many callers at once: what comes while one batch is under way is done with the next. */

/** Items of one batch have this alike, and no two of one batch have the same `item`. */
export interface TogetherKeys<Item> {
  readonly batchOf: (item: Item) => string;
  readonly itemOf: (item: Item) => string;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly settle: (error?: unknown) => void;
}

/**
 * Answers what takes one item and resolves once its batch is done. So work that waits for one lock waits once for all
 * that came meanwhile. A batch that fails is done again item by item: a bad one fails alone, and its caller hears why.
 * @param atMost items in one batch; the rest goes into the next
 */
export function createTogether<Item>(
  { batchOf, itemOf }: TogetherKeys<Item>,
  work: (items: readonly Item[]) => Promise<void>,
  atMost = 100,
): (item: Item) => Promise<void> {
  const queues = new Map<string, Waiting<Item>[]>();

  /** The oldest ones; what repeats an item of this batch waits for the next. */
  function nextBatch(queue: Waiting<Item>[]): readonly Waiting<Item>[] {
    const batch = new Map<string, Waiting<Item>>();
    const left: Waiting<Item>[] = [];
    for (const waiting of queue.splice(0)) {
      const key = itemOf(waiting.item);
      if (batch.size < atMost && !batch.has(key)) batch.set(key, waiting);
      else left.push(waiting);
    }
    queue.push(...left);
    return [...batch.values()];
  }

  async function run(key: string, queue: Waiting<Item>[]): Promise<void> {
    while (queue.length > 0) {
      const batch = nextBatch(queue);
      try {
        await work(batch.map(({ item }) => item));
        for (const { settle } of batch) settle();
      } catch (error) {
        if (batch.length === 1) batch[0]?.settle(error);
        else await oneByOne(batch);
      }
    }
    queues.delete(key);
  }

  async function oneByOne(batch: readonly Waiting<Item>[]): Promise<void> {
    for (const { item, settle } of batch) await work([item]).then(() => settle(), settle);
  }

  return (item) =>
    new Promise<void>((resolve, reject) => {
      const settle = (error?: unknown) => (error === undefined ? resolve() : reject(error));
      const key = batchOf(item);
      const queue = queues.get(key);
      if (queue) return void queue.push({ item, settle });
      const fresh = [{ item, settle }];
      queues.set(key, fresh);
      void run(key, fresh);
    });
}
