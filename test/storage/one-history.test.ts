/** The migrations to one history, one counter and the audit log carry over what other tables held. */
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from '@jest/globals';
import { migrate, type RunSql, readMigrations } from '../../src/storage/migrate.js';

const id = (digit: number): string => `00000000-0000-4000-8000-00000000000${digit}`;

test('What was counted and what happened is all there afterwards, in its order', async () => {
  const database = await PGlite.create();
  const run: RunSql = async (text, values) => {
    if (values) return database.query(text, values);
    return { rows: (await database.exec(text)).at(-1)?.rows ?? [] };
  };
  const all = await readMigrations();
  const at = all.findIndex(({ name }) => name.endsWith('one_history_and_one_counter'));
  await migrate(run, all.slice(0, at));
  const columns = `organisation_id, at, what, surface`;
  const event = (what: string) => `'${id(1)}', '2026-11-01', '${what}', 'slack'`;
  await database.exec(`
    INSERT INTO organisations (id, name, created_at) VALUES ('${id(1)}', 'Tea & Co', '2026-11-01');
    INSERT INTO feedback_numbers VALUES ('${id(1)}', 12); INSERT INTO idea_numbers VALUES ('${id(1)}', 7);
    INSERT INTO follow_up_numbers VALUES ('${id(1)}', 31);
    INSERT INTO feedback_events (feedback_id, ${columns}) VALUES ('${id(2)}', ${event('captured')}), ('${id(2)}', ${event('routed')});
    INSERT INTO idea_events (idea_id, ${columns}) VALUES ('${id(3)}', ${event('posted')});
    INSERT INTO meeting_events (subject, ${columns}) VALUES ('series:${id(4)}', ${event('scheduled')});
    INSERT INTO changes (${columns}, details) VALUES (${event('people.leave')}, '{}'),
      (${event('people.nameChampion')}, '{"to": "Maya"}'),
      (${event('people.changeSettings')}, '{"promiseHours": {"from": 24, "to": 48}}');
    INSERT INTO deliveries (organisation_id, kind, payload, destination, at_most_once, state, created_at)
    VALUES ('${id(1)}', 'ideas.event', '{"eventId": "1"}', 'place:x', false, 'queued', '2026-11-01')`);
  await migrate(run, all);
  const read = async (sql: string) => (await database.query(sql)).rows;
  expect(await read('SELECT kind, last FROM numbers ORDER BY kind')).toEqual([
    { kind: 'feedback', last: 12 },
    { kind: 'followUp', last: 31 },
    { kind: 'idea', last: 7 },
  ]);
  expect(await read('SELECT id::int, subject, what FROM history ORDER BY id')).toEqual([
    { id: 1, subject: `feedback:${id(2)}`, what: 'captured' },
    { id: 2, subject: `feedback:${id(2)}`, what: 'routed' },
    { id: 3, subject: `idea:${id(3)}`, what: 'posted' },
    { id: 4, subject: `series:${id(4)}`, what: 'scheduled' },
    { id: 5, subject: `organisation:${id(1)}`, what: 'people.leave' },
  ]);
  expect(await read('SELECT what, subject, before, after FROM audit ORDER BY id')).toEqual([
    { what: 'people.changeSettings', subject: 'promiseHours', before: 24, after: 48 },
    { what: 'people.nameChampion', subject: '', before: null, after: { to: 'Maya' } },
  ]);
  expect(await read('SELECT payload FROM deliveries')).toEqual([{ payload: { eventId: '3' } }]);
  await database.close();
});
