import { describe, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../support/database.js';
import { recordingLog } from '../support/recording-log.js';

/** Words of a customer that must never reach a log. */
const words = 'Frau Müller ist wütend';

describe('The log', () => {
  test('keeps of an error its kind, its code and its places, and of its cause too', () => {
    const { log, lines } = recordingLog();
    const cause = new TypeError(`cannot read ${words}`);
    const error = Object.assign(new Error(`could not keep\n${words}`, { cause }), { code: '23514', detail: words });
    log.error({ err: error, deliveryId: 'd-1' }, 'delivery threw');
    log.error(error);
    expect(lines[0]).toMatchObject({
      deliveryId: 'd-1',
      err: { error: 'Error', code: '23514', cause: { error: 'TypeError' }, stack: expect.any(Array) },
    });
    expect(JSON.stringify(lines[0])).toContain('logger.test.ts');
    expect(lines[1]).toMatchObject({ err: { error: 'Error', code: '23514' } });
    expect(JSON.stringify(lines)).not.toContain(words);
  });
});

describeOnDatabase('The log, of what the database says', (database) => {
  test('holds nothing of the row that was refused', async () => {
    const { log, lines } = recordingLog();
    const refused = database().query`
      INSERT INTO put_aside (work, item_id) VALUES (${words}, NULL)`;
    const error: unknown = await refused.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).toContain(words);
    log.error({ err: error }, 'request failed');
    expect(JSON.stringify(lines)).not.toContain(words);
  });
});
