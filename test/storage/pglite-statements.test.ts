import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/storage/database.js';
import { openInMemory } from '../support/database.js';

describe('A statement that comes again and again on the embedded database', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openInMemory();
    await database.executeSql('CREATE TABLE things (id int PRIMARY KEY, name text, tags text[], is_on boolean)');
  });
  afterAll(() => database.close());

  const add = (id: number, name: string | null) =>
    database.execute`INSERT INTO things VALUES (${id}::int, ${name}::text, ${['a,b', 'c"d']}::text[], ${true}::boolean)`;
  const read = () => database.query<object[]>`SELECT * FROM things ORDER BY id`;

  test('takes every kind of value, and answers the same each time', async () => {
    for (const id of [1, 2, 3, 4]) expect(await add(id, id === 4 ? null : `thing ${id}`)).toBe(1);
    const rows = [1, 2, 3, 4].map((id) => ({
      id,
      name: id === 4 ? null : `thing ${id}`,
      tags: ['a,b', 'c"d'],
      is_on: true,
    }));
    for (let time = 0; time < 4; time += 1) expect(await read()).toEqual(rows);
  });

  test('is refused with PostgreSQL’s code, alone and in a transaction, and the next one is answered', async () => {
    await expect(add(1, 'again')).rejects.toMatchObject({ code: '23505' });
    const inTransaction = database.transaction(async (tx) => {
      await tx.execute`INSERT INTO things VALUES (${9}::int)`;
      await tx.execute`INSERT INTO things VALUES (${1}::int)`;
    });
    await expect(inTransaction).rejects.toMatchObject({ code: '23505' });
    await expect(database.query`SELECT nothing FROM things`).rejects.toMatchObject({ code: '42703' });
    expect(await read()).toHaveLength(4);
  });

  test('is prepared anew after its table has changed', async () => {
    await database.executeSql('ALTER TABLE things ADD COLUMN more int DEFAULT 7');
    await read().catch(() => undefined);
    expect((await read())[0]).toMatchObject({ id: 1, more: 7 });
  });

  test('is kept later, and kept all the same', async () => {
    await Promise.all([database.keepingLater(() => add(5, 'later')), database.keepingLater(() => add(6, 'later'))]);
    expect(await read()).toHaveLength(6);
    const { rows } = await database.executeSql('SHOW synchronous_commit');
    expect(rows).toEqual([{ synchronous_commit: 'on' }]);
  });
});
