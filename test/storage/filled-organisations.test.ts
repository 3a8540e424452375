/** Copies of the release before write rows without their organisation while copies are replaced: triggers fill it. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnEachDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage } from '../support/stage.js';

describeOnEachDatabase('A row without its organisation', (database) => {
  let stage: Stage;
  let organisationId = '';
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-23T09:30:00Z' });
    organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  });
  afterEach(() => stage.stop());

  const made = (table: string, values: string) => ({ table, values });
  test.each([
    made('meeting_turns (place_id, member_id, kind)', `'PLACE', gen_random_uuid(), 'share'`),
    made('living_messages (key, destination, channel, message)', `'k', 'place:PLACE', 'c', 'm'`),
    made('delivery_rests (destination, until, noted_by)', `'member:MEMBER', now(), gen_random_uuid()`),
    made('delivery_notices (destination, cause, told_at)', `'workspace:playground/WORKSPACE', 'c', now()`),
  ])('in $table gets it from what it hangs by', async ({ table, values }) => {
    const { rows: found } = await database().executeSql('SELECT external_id AS id FROM workspaces');
    const filled = values
      .replace('PLACE', stage.id('#support'))
      .replace('MEMBER', stage.id('grace'))
      .replace('WORKSPACE', (found[0] as { id: string }).id);
    await database().executeSql(`INSERT INTO ${table} VALUES (${filled})`);
    const { rows } = await database().executeSql(`SELECT organisation_id AS id FROM ${table.split(' ')[0]}`);
    expect(rows).toEqual([{ id: organisationId }]);
  });

  test('is refused where what it hangs by is of another one', async () => {
    await database().executeSql(`INSERT INTO organisations (id, name, settings, created_at)
      VALUES ('00000000-0000-4000-8000-000000000001', 'Other', '{}', now())`);
    const foreign = database().executeSql(
      `INSERT INTO meeting_turns (organisation_id, place_id, member_id, kind)
       VALUES ('00000000-0000-4000-8000-000000000001', $1, $2, 'share')`,
      [stage.id('#support'), stage.id('grace')],
    );
    await expect(foreign).rejects.toThrow('meeting_turns_place_id_organisation_id_fkey');
  });
});
