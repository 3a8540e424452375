/** What deliveries cost the database themselves, beside what their rooms read. On the server, which is told each statement. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/storage/database.js';
import { describeOnDatabase, describeOnServer, openOnServer } from '../support/database.js';
import { statementsOf } from '../support/record-statements.js';
import { retry } from '../support/recording-messenger.js';
import { buildHouse, card, type SmallHouse, states, stopHouses } from './small-house.js';

const title = 'The statements of';
if (process.env.TEST_DATABASE_URL) describeOnDatabase(title, countStatements);
else describe.skip(`${title}: skipped, because TEST_DATABASE_URL is not set`, () => countStatements(noDatabase));

/** Of a look at the whole queue, with which each drain() begins. */
const look = 1;
const quiet = { kind: 'test.quiet' };
/** Notes of each change of a delivery how its transaction commits. */
const noteCommits = `
  CREATE TABLE commits (noted text);
  CREATE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO commits VALUES ((NEW.payload ->> 'title') || ' ' || NEW.state || ' ' || current_setting('synchronous_commit'));
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER note_commit AFTER INSERT OR UPDATE ON deliveries DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION note_commit()`;

function countStatements(database: () => Database): void {
  afterEach(stopHouses);

  async function started(): Promise<SmallHouse> {
    const house = await buildHouse(database());
    await house.delivery.drain();
    return house;
  }

  test('an order: one within its transaction', async () => {
    const house = await started();
    const orders = Array.from({ length: 10 }, (_, at) => card(`${at}`, `@member${at}`));
    expect(await statementsOf(() => house.order(...orders))).toHaveLength(3);
  });

  test('a message: one that claims it and one that settles it', async () => {
    const house = await started();
    await house.order(...Array.from({ length: 5 }, (_, at) => card(`${at}`, `@member${at}`, quiet)));
    expect(await statementsOf(() => house.delivery.drain())).toHaveLength(look + 5 * 2);
  });

  test('each further message to the same destination: one, which settles the last and claims this one', async () => {
    const house = await started();
    await house.order(...Array.from({ length: 5 }, (_, at) => card(`${at}`, '@maya', quiet)));
    expect(await statementsOf(() => house.delivery.drain())).toHaveLength(look + 2 + 4);
    expect(house.messenger.titles()).toEqual(['0', '1', '2', '3', '4']);
  });

  test('a message whose room wants to be told: one more', async () => {
    const house = await started();
    await house.order(card('F-1', '@maya'));
    expect(await statementsOf(() => house.delivery.drain())).toHaveLength(look + 3);
  });

  test('a message that is put off: one that claims it and one that puts it off', async () => {
    const house = await started();
    house.messenger.meet(retry(30));
    await house.order(card('F-1', '@maya', quiet), card('F-2', '@maya', quiet));
    expect(await statementsOf(() => house.delivery.drain())).toHaveLength(look + 2);
    expect(await states(database())).toEqual(['F-1 queued', 'F-2 queued']);
  });

  test('a queue in which nothing waits: one', async () => {
    const house = await started();
    expect(await statementsOf(() => house.delivery.drain())).toHaveLength(look);
    const other = await buildHouse(database());
    expect(await statementsOf(() => other.delivery.drain())).toHaveLength(look + 1);
  });
}

describeOnServer('What a lost commit would only have sent again', (emptyDatabase) => {
  afterEach(stopHouses);

  test('does not wait for the disk, as the claim of what is sent once only does', async () => {
    const database = await openOnServer(`${await emptyDatabase()}?options=-c%20synchronous_commit%3Don`);
    const house = await buildHouse(database);
    await house.delivery.drain();
    await database.executeSql(noteCommits);
    await house.order(card('F-1', '@maya', quiet), card('F-2', '@ben', { ...quiet, atMostOnce: true }));
    await house.delivery.drain();
    const { rows } = await database.executeSql('SELECT noted FROM commits ORDER BY noted');
    expect(rows).toEqual(
      ['F-1 queued on', 'F-1 sending off', 'F-1 sent off', 'F-2 queued on', 'F-2 sending on', 'F-2 sent off'].map(
        (noted) => ({ noted }),
      ),
    );
    await stopHouses();
    await database.close();
  });
});

function noDatabase(): never {
  throw new Error('TEST_DATABASE_URL is not set.');
}
