import { expect, test } from '@jest/globals';
import type { Database } from '../../src/storage/database.js';
import { cutConnections, describeOnEachDatabase } from '../support/database.js';

const serverUrl = process.env.TEST_DATABASE_URL ?? '';

/** What is heard on the channel `news`, in order, and a way to wait for it. */
async function listener(database: Database) {
  const heard: (string | null)[] = [];
  let wake: () => void = () => undefined;
  const stop = await database.listen('news', (payload) => {
    heard.push(payload);
    wake();
  });
  const until = async (count: number) => {
    while (heard.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return heard;
  };
  return { heard, until, stop };
}

const notify = (payload: string) => ["SELECT pg_notify('news', $1)::text", [payload]] as const;

describeOnEachDatabase('A notification', (database) => {
  test('is heard when what sent it is committed, and by everybody who listens', async () => {
    const [first, second] = [await listener(database()), await listener(database())];
    await database().transaction(async (tx) => {
      await tx.execute`SELECT pg_notify('news', 'committed')::text`;
    });
    expect(await first.until(2)).toEqual([null, 'committed']);
    expect(await second.until(2)).toEqual([null, 'committed']);
    await Promise.all([first.stop(), second.stop()]);
  });

  test('is not heard when what sent it was rolled back, nor after listening has ended', async () => {
    const ended = await listener(database());
    await ended.stop();
    const { until, stop } = await listener(database());
    const failing = database().transaction(async (tx) => {
      await tx.execute`SELECT pg_notify('news', 'rolled back')::text`;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const [text, values] = notify('later');
    await database().executeSql(text, [...values]);
    expect(await until(2)).toEqual([null, 'later']);
    expect(ended.heard).toEqual([null]);
    await stop();
  });

  test('may have been missed while the server dropped the connection, which is said when it is back', async () => {
    if (database().kind !== 'server') return;
    const { until, stop } = await listener(database());
    await cutConnections(serverUrl, database());
    expect(await until(2)).toEqual([null, null]);
    const [text, values] = notify('again');
    await database().executeSql(text, [...values]);
    expect(await until(3)).toEqual([null, null, 'again']);
    await stop();
  });
});
