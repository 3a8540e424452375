import { expect, test } from '@jest/globals';
import { describeOnDatabase } from '../support/database.js';

/** Tables that hang by no key at all. */
const free: Readonly<Record<string, string>> = {
  _prisma_migrations: 'the database’s own',
  organisations: 'what all others hang by',
  secrets: 'the bot’s own',
  handled_acts: 'a platform’s event, forgotten after hours',
  teams_forms: 'what stands open in somebody’s client, forgotten after a day',
  slack_install_states: 'before there is an organisation, forgotten after minutes',
  playground_clock: 'the playground’s own, one row',
  scores: 'a trigger deletes them: a key would be looked up for each of a hundred thousand',
  living_messages: 'by destination; a trigger deletes them',
  delivery_rests: 'by destination; a trigger deletes them',
  delivery_notices: 'by destination, which may be a workspace; a trigger deletes them',
  playground_messages: 'by channel; a trigger deletes them',
  slack_grid_teams: 'by the enterprise of an installation; a trigger deletes them',
};

describeOnDatabase('Every table', (database) => {
  test('hangs by its organisation, or by what does, and goes with it', async () => {
    const { rows } = await database().executeSql(`
      SELECT c.relname AS name, EXISTS (SELECT FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped) AS "hasId",
        ARRAY(SELECT k.confrelid::regclass::text FROM pg_constraint k
          WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confdeltype = 'c') AS parents
      FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`);
    const tables = rows as { name: string; hasId: boolean; parents: string[] }[];
    const parentsOf = new Map(tables.map(({ name, parents }) => [name, parents]));
    const hangs = (name: string): boolean =>
      (parentsOf.get(name) ?? []).some((parent) => parent === 'organisations' || hangs(parent));
    const wrong = tables.filter(({ name, hasId, parents }) =>
      hasId ? !parents.includes('organisations') : !hangs(name),
    );
    expect(wrong.map(({ name }) => name).toSorted()).toEqual(Object.keys(free).toSorted());
  });
});
