/** A capture asks the database the same, however many rules and groups there are. On the server, which is told each statement. */
import { describe, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import type { TestDatabase } from '../../support/models.js';
import { recordStatements } from '../../support/record-statements.js';
import { cardOf, createStage, text } from '../../support/stage.js';

const title = 'The statements of routing';
if (process.env.TEST_DATABASE_URL) describeOnDatabase(title, routing);
else describe.skip(`${title}: skipped, because TEST_DATABASE_URL is not set`, () => routing(noDatabase));

function routing(database: () => TestDatabase): void {
  test.each(['turns', 'load'])('by %s do not grow with rules and groups', async (by) => {
    const stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    const add = (number: number) =>
      stage.say('grace', `route add words:word${number} to:@maya,@dana by:${by}`, '#support');
    const capture = async (number: number) => {
      const statements = await recordStatements(async () => {
        const thanks = await stage.say('grace', `feedback "Here is word${number}"`, '#support');
        expect(text(cardOf(thanks))).toContain(`by rule ${number}`);
      });
      return statements.length;
    };
    await add(1);
    // The first captures find the two people and the place that later ones remember.
    await capture(1);
    await capture(1);
    const ofOneRule = await capture(1);
    for (let number = 2; number <= 20; number += 1) await add(number);
    expect((await database().models.group.findMany()).length).toBe(20);
    expect(await capture(20)).toBe(ofOneRule);
    await stage.stop();
  });
}

/** Not more than this goes into the database at once: an embedded one holds up the whole bot meanwhile. */
const mostBytes = 3_000_000;

if (process.env.TEST_DATABASE_URL) describeOnDatabase('The statements of a call with a thousand long items', largeCall);

function largeCall(database: () => TestDatabase): void {
  test('are a step each, and its numbers are consecutive and in order', async () => {
    const stage = await createStage({ database: database(), workspace: harbourLights });
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    const from = { organisationId, source: 'form', surface: 'api', actorId: null } as const;
    for (const sourceIds of [true, false]) {
      const items = Array.from({ length: 1_000 }, (_, at) => ({
        text: `${at} ${'slow '.repeat(960)}`,
        ...(sourceIds && { sourceId: `s${at}` }),
      }));
      let results: readonly { readonly number: number }[] = [];
      const statements = await recordStatements(async () => {
        results = await stage.house.feedback.intake(items, from);
      });
      const sizes = statements.map(({ values }) => JSON.stringify(values).length);
      expect(Math.max(...sizes)).toBeLessThan(mostBytes);
      const first = results[0]?.number ?? 0;
      expect(results.map(({ number }) => number)).toEqual(items.map((_, at) => first + at));
    }
    await stage.stop();
  });
}

function noDatabase(): never {
  throw new Error('TEST_DATABASE_URL is not set.');
}
