import { describe, expect, test } from '@jest/globals';
import { createAnswersFirst } from '../../src/delivery/answers-first.js';

/** Longer than a test lasts: what it waits for is never the timer. */
const never = 3_600_000;

function pending(): { readonly promise: Promise<void>; readonly end: () => void } {
  let end = () => {};
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { promise, end };
}

describe('answers go before deliveries', () => {
  test('a delivery begins at once when nobody waits for an answer', async () => {
    const { turn } = createAnswersFirst(never);
    await expect(turn()).resolves.toBeUndefined();
  });

  test('a delivery waits for the last of the answers that are under way', async () => {
    const { during, turn } = createAnswersFirst(never);
    const happened: string[] = [];
    const [one, two] = [pending(), pending()];
    const answer = (name: string, { promise }: ReturnType<typeof pending>) =>
      during(() => promise.then(() => happened.push(name)));
    const first = answer('first answer', one);
    const second = answer('second answer', two);
    const begun = turn().then(() => happened.push('delivery'));
    one.end();
    await first;
    two.end();
    await second;
    await begun;
    expect(happened).toEqual(['first answer', 'second answer', 'delivery']);
  });

  test('an answer is shown before a delivery that waited for it begins', async () => {
    const { during, turn } = createAnswersFirst(never);
    const happened: string[] = [];
    const { promise, end } = pending();
    const show = async () => {
      await during(() => promise);
      // Drawing takes its promises.
      for (let step = 0; step < 20; step += 1) await null;
      happened.push('shown');
    };
    const shown = show();
    const begun = turn().then(() => happened.push('delivery'));
    end();
    await Promise.all([shown, begun]);
    expect(happened).toEqual(['shown', 'delivery']);
  });

  test('deliveries that waited begin in their order, and an answer asked for in between comes before the rest', async () => {
    const { during, turn } = createAnswersFirst(never);
    const happened: string[] = [];
    const [one, two] = [pending(), pending()];
    const first = during(() => one.promise);
    const again = turn().then(() => {
      happened.push('delivery 1');
      void during(() => two.promise);
    });
    const last = turn().then(() => happened.push('delivery 2'));
    one.end();
    await first;
    await again;
    // What setImmediate has in hand is done now, and the second delivery still waits.
    await new Promise((done) => setImmediate(() => setImmediate(done)));
    expect(happened).toEqual(['delivery 1']);
    two.end();
    await last;
    expect(happened).toEqual(['delivery 1', 'delivery 2']);
  });

  test('a delivery does not wait for ever', async () => {
    const { during, turn } = createAnswersFirst(0);
    const { promise, end } = pending();
    const answer = during(() => promise);
    await expect(turn()).resolves.toBeUndefined();
    end();
    await answer;
  });

  test('an answer that fails fails for whoever asked, and holds nothing up', async () => {
    const { during, turn } = createAnswersFirst(never);
    await expect(during(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
    await expect(turn()).resolves.toBeUndefined();
  });
});
