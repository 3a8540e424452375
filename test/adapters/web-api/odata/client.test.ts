/** `/odata` read by a client that is not ours: what it asks and understands is OData, whoever wrote the tests. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { EdmV4, OData } from '@odata/client';
import { createKey } from '../../../../src/features/keys/create-key.js';
import { stoppedClock } from '../../../../src/kernel/clock.js';
import { describeOnDatabase } from '../../../support/database.js';
import { rowsOfTwo } from '../bi/rows-of-two.js';
import { serve, type WebApiServer } from '../web-api-server.js';

const clock = stoppedClock('2026-11-30T09:00:00Z');

interface Item {
  readonly number: number;
  readonly severity: string;
  readonly text: string | null;
}

describeOnDatabase('An OData client from npm', (database) => {
  let server: WebApiServer;
  let client: ReturnType<typeof OData.New4>;
  beforeEach(async () => {
    await database().executeSql(rowsOfTwo.sql);
    const deps = { database: database(), clock };
    server = await serve(deps);
    const { key } = await createKey(deps, {
      organisationId: rowsOfTwo.ours,
      name: 'client',
      signed: false,
      scopes: ['read'],
    });
    client = OData.New4({
      serviceEndpoint: `${server.url}/odata/`,
      credential: { username: 'analyst', password: key },
      variant: 'cap',
    });
  });
  afterEach(() => server.close());

  test('lists, filters, orders and selects', async () => {
    const feedback = client.getEntitySet<Item>('Feedback');
    const all = await feedback.query(client.newOptions().orderby('number', 'desc').select(['number', 'text']).top(5));
    expect(all).toEqual([
      { number: 2, text: null },
      { number: 1, text: 'ours' },
    ]);
    const filter = client.newFilter().property('severity').eq('low').property('number').gt(1);
    expect((await feedback.query(filter)).map(({ number }) => number)).toEqual([2]);
    const since = client
      .newFilter()
      .property('captured_at')
      .ge(EdmV4.DateTimeOffset.from(new Date('2026-11-02T09:00:00Z')));
    expect((await feedback.query(since)).map(({ number }) => number)).toEqual([1]);
  });

  test('reads one by its key, counts, and understands a refusal', async () => {
    const feedback = client.getEntitySet<Item>('Feedback');
    expect(await feedback.retrieve(1)).toMatchObject({
      number: 1,
      severity: 'low',
      text: 'ours',
    });
    expect(await feedback.count(client.newFilter().property('is_confidential').eq(false))).toBe(1);
    const [idea] = await client.getEntitySet<{ id: string; title: string }>('Ideas').query();
    const same = await client.getEntitySet<{ title: string }>('Ideas').retrieve(EdmV4.Guid.from(idea?.id ?? ''));
    expect(same.title).toBe('ours');
    await expect(feedback.query(client.newFilter().property('secret').eq(1))).rejects.toThrow(
      'Feedback has no secret.',
    );
  });
});
