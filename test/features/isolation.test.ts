/**
 * One bad row stops nobody: whatever of one organisation's can't be written, every other organisation's work is done at
 * its time, and its own when it can be written again.
 */
import { afterEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { countPutAside, type Database } from '../../src/storage/database.js';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { planMeeting } from '../support/plan-meeting.js';
import { cardOf, createStage, formOf, type Stage, text } from '../support/stage.js';

jest.setTimeout(120_000);

const organisationCount = 3;
/** What the sweeps write. An organisation of whose rows one of these refuses to be written is poisonous. */
const tables = [
  ...['feedback', 'scores', 'metrics', 'meetings', 'meeting_series', 'deliveries'],
  ...['reminders', 'experiments', 'follow_ups', 'meeting_questions'],
];
/** What people are reminded of. */
const kinds = ['feedback.promise', 'ideas.experiment', 'meetings.followUp', 'meetings.question'];

/** An organisation with something due for every sweep. */
interface Organisation {
  readonly id: string;
  readonly stage: Stage;
}

async function found(database: Database, index: number): Promise<Organisation> {
  const workspace = { ...harbourLights, externalId: `T-${index}`, name: `Organisation ${index}` };
  const stage = await createStage({ database, workspace, start: '2026-11-23T09:30:00Z' });
  const id = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  await stage.say('grace', 'settings scores:#news posts:off');
  await stage.say('grace', 'meeting every monday 10:00 zone:Europe/London length:45m', '#support');
  const from = { organisationId: id, source: 'crm', surface: 'api', actorId: null } as const;
  const answers = (score: number, rest: Readonly<Record<string, unknown>>) =>
    stage.house.nps.intake(
      Array.from({ length: 40 }, () => ({ score, ...rest })),
      from,
    );
  await answers(0, { givenAt: '2026-10-01' });
  await answers(10, { givenAt: '2026-11-19' });
  await stage.house.nps.intake([{ score: 3, comment: 'Too slow' }], from);
  await haveReminders(database, stage);
  return { id, stage };
}

/** Gives Maya something of each kind to be reminded of at 10:00. */
async function haveReminders(database: Database, stage: Stage): Promise<void> {
  const press = async (action: string, value: string) =>
    formOf(await stage.interact('maya', { kind: 'action', action, value }));
  await stage.say('grace', 'settings promise:2h sharers:@dana');
  await stage.say('dana', 'feedback "The lamp flickers" owner:@maya', '#support');
  const idea = { title: 'Night trains', touches: 'Everybody', delights: 'They sleep.' };
  await stage.interact('maya', { kind: 'submit', form: 'ideas.post', subject: '', values: idea }, '#support');
  const experiment = { change: 'One line.', metric: 'Riders', valueBefore: '40', endsOn: '2026-11-24' };
  await stage.fill('maya', await press('ideas.try', 'I-1'), experiment);
  const days = { startsAt: '2026-11-24T10:00:00Z', askAt: '2026-11-23T10:00:00Z' };
  const meetingId = await planMeeting(stage, { ...days, place: '#news' });
  const followUp = { text: 'Call Acme', owner: stage.id('maya'), due: '2026-11-24' };
  await stage.fill('maya', await press('meetings.addFollowUp', meetingId), followUp);
  await database.executeSql(`UPDATE experiments SET due_at = '2026-11-23T10:00Z', ends_on = '2026-11-22'`);
  await database.executeSql(`UPDATE follow_ups SET nudge_due_at = '2026-11-23T10:00Z', due_on = '2026-11-23'`);
}

/** Every write of this organisation's rows in these tables fails from now on. */
async function poison(database: Database, organisationId: string, poisoned: readonly string[]): Promise<void> {
  await database.executeSql(`
    CREATE OR REPLACE FUNCTION refuse_poisoned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.organisation_id = '${organisationId}' THEN RAISE EXCEPTION 'poisoned'; END IF;
      RETURN NEW;
    END $$`);
  for (const table of poisoned) {
    await database.executeSql(
      `CREATE TRIGGER poisoned BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_poisoned()`,
    );
  }
}

async function heal(database: Database): Promise<void> {
  for (const table of tables) await database.executeSql(`DROP TRIGGER IF EXISTS poisoned ON ${table}`);
}

/** What the sweeps have done for an organisation. */
async function workOf(database: Database, organisationId: string): Promise<readonly string[]> {
  const { rows } = await database.executeSql(
    `SELECT 'captured ' || text AS what FROM feedback WHERE organisation_id = $1::uuid
     UNION ALL SELECT 'meeting ' || state || ' ' || to_char(starts_at, 'YYYY-MM-DD') FROM meetings
       WHERE organisation_id = $1::uuid
     UNION ALL SELECT DISTINCT 'ordered ' || kind FROM deliveries
       WHERE organisation_id = $1::uuid AND kind IN ('nps.post', 'meetings.minutes', 'reminders.message')
     UNION ALL SELECT DISTINCT 'reminder ' || kind FROM reminders WHERE organisation_id = $1::uuid ORDER BY what`,
    [organisationId],
  );
  return rows.map((row) => (row as { what: string }).what);
}

/** What every organisation's sweeps have done by 11:00. */
const everythingDone = [
  'captured The lamp flickers',
  'captured Too slow',
  'meeting closed 2026-11-23',
  'meeting planned 2026-11-24',
  'meeting planned 2026-11-30',
  'meeting planned 2026-12-07',
  'ordered meetings.minutes',
  'ordered nps.post',
  'ordered reminders.message',
  ...kinds.map((kind) => `reminder ${kind}`),
];

describeOnDatabase('One poisonous organisation', (database) => {
  let stages: Stage[] = [];
  afterEach(async () => {
    await heal(database());
    for (const stage of stages) await stage.stop();
    stages = [];
  });

  const choice = fc.record({
    index: fc.nat({ max: organisationCount - 1 }),
    poisoned: fc.subarray(tables, { minLength: 1 }),
  });
  const all = { index: 0, poisoned: tables };
  const queue = { index: 1, poisoned: ['deliveries'] };
  test.each([all, queue, ...fc.sample(choice, { seed: 11, numRuns: 2 }).slice(1)])(
    'stops no other (%j)',
    async (chosen) => {
      const organisations: Organisation[] = [];
      for (let index = 0; index < organisationCount; index += 1) organisations.push(await found(database(), index));
      stages = organisations.map(({ stage }) => stage);
      const [one] = stages;
      const bad = organisations[chosen.index];
      if (!one || !bad) throw new Error('There is none.');
      await poison(database(), bad.id, chosen.poisoned);
      await one.clock.advanceTo('2026-11-23T11:00:00Z');
      for (const { id } of organisations)
        if (id !== bad.id) expect(await workOf(database(), id)).toEqual(everythingDone);
      expect(await countPutAside(database())).toBeGreaterThan(0);
      expect(await workOf(database(), bad.id)).not.toEqual(everythingDone);

      await heal(database());
      // The longest wait, and what comes of it; at midnight nobody is asked a question.
      await one.clock.advance({ hours: 13 });
      const late = (await workOf(database(), bad.id)).map((what) => what.replace('missed', 'closed'));
      const later = ['ordered meetings.minutes', 'reminder meetings.question'];
      expect(late).toEqual(expect.arrayContaining(everythingDone.filter((what) => !later.includes(what))));
      // The questions of a meeting that began meanwhile are not tried again, and forgotten after a day.
      await one.clock.advance({ hours: 13 });
      expect(await countPutAside(database())).toBe(0);
    },
  );
});

describeOnDatabase('A deleted organisation', (database) => {
  test('stops no other, whatever of it was due', async () => {
    const organisations = [await found(database(), 0), await found(database(), 1)];
    const [gone, other] = organisations;
    if (!gone || !other) throw new Error('There is none.');
    await database().executeSql('DELETE FROM organisations WHERE id = $1::uuid', [gone.id]);
    await other.stage.clock.advanceTo('2026-11-23T11:00:00Z');
    expect(await workOf(database(), other.id)).toEqual(
      expect.arrayContaining([
        'captured Too slow',
        'meeting closed 2026-11-23',
        ...kinds.map((kind) => `reminder ${kind}`),
      ]),
    );
    expect(await workOf(database(), gone.id)).toEqual([]);
    expect(await countPutAside(database())).toBe(0);
    for (const { stage } of organisations) await stage.stop();
  });
});

describeOnDatabase('A member in a zone that this machine does not know (any more)', (database) => {
  test('counts as in UTC: they are reminded, and everybody of their place is asked', async () => {
    const { id, stage } = await found(database(), 0);
    await database().executeSql(`UPDATE members SET time_zone = 'Mars/Base' WHERE name LIKE 'Maya%'`);
    await stage.clock.advanceTo('2026-11-23T11:00:00Z');
    expect(await workOf(database(), id)).toEqual(everythingDone);
    expect(await countPutAside(database())).toBe(0);
    await stage.stop();
  });
});

/** Rows that nothing of ours would write: what a restored backup, a script or an old version may have left. */
const broken: Readonly<Record<string, string>> = {
  'a ladder of no steps': `UPDATE organisations SET settings = settings || '{"ladder": {"at": "soon"}}'`,
  'a zone that is none': `UPDATE organisations SET settings = settings || '{"timeZone": "Mars/Base"}'`,
  'holidays of no date': `UPDATE organisations SET settings = settings || '{"holidays": ["someday"]}'`,
  'people in no zone': `UPDATE members SET time_zone = 'Mars/Base'`,
  'a routing of no kind': `UPDATE feedback SET routing = '[]', due_at = '2026-11-23T10:00Z'`,
  'a rhythm of no kind': `UPDATE meeting_series SET rule = '{"kind": "sometimes"}'`,
  'a news flash of no shape': `UPDATE metrics SET telling = '{"at": 7}', told = '[]'`,
  'meetings in no zone': `UPDATE meetings SET time_zone = 'Mars/Base'`,
  'messages to nowhere': `UPDATE deliveries SET destination = 'nowhere', state = 'queued'`,
  'messages of no shape': `UPDATE deliveries SET payload = '[1]', state = 'queued'`,
};

/** All JSON of a table at once, for each table of an organisation that has some: a new one is tried without a word here. */
async function brokenJson(database: Database): Promise<readonly string[]> {
  const { rows } = await database.executeSql(
    `SELECT 'UPDATE ' || table_name || ' SET ' || string_agg(column_name || $1::text, ', ') AS sql
     FROM information_schema.columns c WHERE table_schema = 'public' AND data_type = 'jsonb' AND EXISTS (
       SELECT FROM information_schema.columns o WHERE o.table_schema = 'public' AND o.table_name = c.table_name
         AND o.column_name = 'organisation_id')
     GROUP BY table_name ORDER BY table_name`,
    [` = '7'`],
  );
  return rows.map((row) => (row as { sql: string }).sql);
}

describeOnDatabase('Organisations with broken rows', (database) => {
  test('stop no other', async () => {
    const well = await found(database(), 0);
    const ill: Organisation[] = [];
    const all = [...Object.values(broken), ...(await brokenJson(database()))];
    // Ours can't be changed; a restored backup may hold anything.
    await database().executeSql('ALTER TABLE audit DISABLE TRIGGER refuse_changing_audit');
    for (const [index, sql] of all.entries()) {
      const organisation = await found(database(), index + 1);
      ill.push(organisation);
      const own = sql.startsWith('UPDATE organisations') ? 'id' : 'organisation_id';
      await database().executeSql(`${sql} WHERE ${own} = '${organisation.id}'`);
    }
    const works = well.stage.house.sweeps.map(({ name }) => name);
    await database().executeSql(
      `INSERT INTO put_aside (work, item_id, fail_count, until, first_at, last_at, error_code)
       SELECT work, 'not an id', 1, $2, $2, $2, 'test' FROM jsonb_array_elements_text($1::jsonb) AS work`,
      [JSON.stringify(works), well.stage.clock.now()],
    );
    await well.stage.clock.advanceTo('2026-11-23T11:00:00Z');
    expect(await workOf(database(), well.id)).toEqual(everythingDone);
    // And whoever is well is answered, also on their Home tab.
    expect(text(cardOf(await well.stage.say('maya', 'owe')))).toContain('The lamp flickers');
    expect(text(cardOf(await well.stage.say('grace', 'settings ladder:"50% owner, every working day"')))).toContain(
      'Changed',
    );
    expect((await well.stage.house.people.organisation(well.id)).name).toBe('Organisation 0');
    for (const { stage } of [well, ...ill]) await stage.stop();
  });
});
