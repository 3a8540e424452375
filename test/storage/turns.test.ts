/** The embedded database runs in this process: whatever is asked of it, everything else gets its turn. */
import { setImmediate as oneTurn } from 'node:timers/promises';
import { expect, jest, test } from '@jest/globals';
import { describeOnEmbedded } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage } from '../support/stage.js';

describeOnEmbedded('Much work on the embedded database', (database) => {
  const busy = `SELECT sum(n * n) FROM generate_series(1, 20000) AS n`;

  /** How often the event loop came round while `work` was done. */
  async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
    let isDone = false;
    let count = 0;
    const counting = (async () => {
      while (!isDone) {
        await oneTurn();
        count += 1;
      }
    })();
    await work();
    isDone = true;
    await counting;
    return count;
  }

  test('lets others have their turn between its statements', async () => {
    const many = async (run: () => Promise<unknown>) => {
      for (let count = 0; count < 100; count += 1) await run();
    };
    expect(await turnsDuring(() => many(() => database().queryText(busy)))).toBeGreaterThan(5);
    const inOne = () => database().transaction((tx) => many(() => tx.queryText(busy)));
    expect(await turnsDuring(inOne)).toBeGreaterThan(5);
  });

  test('lets others have their turn between the items of a call, whatever the rules make of each', async () => {
    const stage = await createStage({ database: database(), workspace: harbourLights });
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    await stage.say('grace', 'route add words:never to:@dana');
    const take = (count: number) => {
      const from = { organisationId, source: 'form', surface: 'api', actorId: null } as const;
      const items = Array.from({ length: count }, (_, at) => ({ text: `The export ${count}-${at} is slow` }));
      return turnsDuring(() => stage.house.feedback.intake(items, from));
    };
    // As slow as a step may be, however quick this machine is.
    let laterMs = 0;
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => {
      laterMs += 10;
      return now() + laterMs;
    });
    const one = await take(1);
    expect(await take(61)).toBeGreaterThan(one + 25);
    // Their words are filed behind it, when somebody has looked at one.
    await stage.say('grace', 'feedback F-9');
    const filing = stage.house.sweeps.find(({ name }) => name === 'feedback.alikeIndex');
    expect(await turnsDuring(async () => filing?.run(new Date('2100-01-01T00:00:00Z')))).toBeGreaterThan(25);
    jest.restoreAllMocks();
    await stage.stop();
  });
});
