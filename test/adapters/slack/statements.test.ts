/** What a captured command costs the database, so that no look-up creeps in. On the server, which is told each statement. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../../src/storage/database.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { expectAtMost, recordStatements, statementsOf, waitCount } from '../../support/record-statements.js';
import { createSlackStage, type SlackStage } from '../../support/slack-stage.js';

// With a customer it is 9, which is the most that a capture may take.
const mostPerCapture = 6;
/** Which name was meant is asked before the transaction, and whether it is still there, and in an early test, in it. */
const mostPerCustomer = 3;
const mostPerDelivery = 4;
/** The customer with tips; what they said; what was learned; the notices that touch them; the name of whoever heard it, and how Slack mentions them. */
const mostBesideOwner = 6;
/** What was said before, beside the owner's card and after the capture: where to look, the items there, the people and customers that their lines name. */
const mostSaidBefore = 4;
/** Who it is; the rules, with the organisation; the row, with its commit. */
const mostWaits = 3;
/** The stage asks which destinations have something; the bot's worker knows by the commit. */
const looks = 1;

/** Requests that were done are noted together, once a second, and nobody waits for that. */
const onceASecond = /^INSERT INTO handled_acts .* FROM unnest/;

const title = 'The statements of';
if (process.env.TEST_DATABASE_URL) describeOnDatabase(title, countStatements);
else describe.skip(`${title}: skipped, because TEST_DATABASE_URL is not set`, () => countStatements(noDatabase));

function countStatements(database: () => Database): void {
  let stage: SlackStage;
  beforeEach(async () => {
    stage = await createSlackStage({ database: database(), workspace: harbourLights });
    await stage.say('grace', 'route add words:refund to:@maya', '#support');
    await stage.say('grace', 'customer Globex', '#support');
    // From now on people and places are known, as they are on every day but the first.
    await capture('The first refund never came.');
    await stage.settle();
  });
  afterEach(() => stage.stop());

  async function capture(text: string, details = ''): Promise<void> {
    const line = `feedback "${text}" topic:billing severity:high ${details}`;
    const { status, body } = await stage.driver.command(stage.slackId('grace'), line, stage.slackId('#support'));
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining('Thank you')]);
  }

  test('a captured command with its answer', async () => {
    const statements = await statementsOf(() => capture('Another refund never came.'));
    expectAtMost(mostPerCapture, statements.filter(isOfOne));
  });

  test('a captured command waits for the server three times', async () => {
    const statements = await recordStatements(() => capture('Another refund never came.'));
    expect(waitCount(statements.filter(({ text }) => isOfOne(text)))).toBeLessThanOrEqual(mostWaits);
  });

  test('a captured command that names a customer', async () => {
    const statements = await statementsOf(() => capture('Another refund never came.', 'customer:Globex'));
    expectAtMost(mostPerCapture + mostPerCustomer, statements.filter(isOfOne));
  });

  test('the deliveries of a capture', async () => {
    await capture('Another refund never came.');
    const before = stage.slack.world.messages.length;
    const statements = await statementsOf(() => stage.settle());
    const deliveryCount = stage.slack.world.messages.length - before;
    expect(deliveryCount).toBe(2);
    expectAtMost(mostPerDelivery * deliveryCount + mostSaidBefore + looks, statements);
  });

  test('the card of an owner with the last contact of its customer', async () => {
    await capture('Another refund never came.', 'customer:Globex');
    await stage.settle();
    await capture('And another.', 'customer:Globex');
    const before = stage.slack.world.messages.length;
    const statements = await statementsOf(() => stage.settle());
    const cards = stage.slack.world.messages.slice(before);
    expect(JSON.stringify(cards)).toContain('Last contact');
    // Each card names its customer.
    const most = (mostPerDelivery + 1) * cards.length + mostBesideOwner + mostSaidBefore + looks;
    expectAtMost(most, statements.filter(isOfOne));
  });
}

const isOfOne = (statement: string): boolean => !onceASecond.test(statement);

function noDatabase(): never {
  throw new Error('TEST_DATABASE_URL is not set.');
}
