import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createPutRight } from '../../../src/delivery/put-right.js';
import type { Customers } from '../../../src/features/customers/index.js';
import { createFeedback } from '../../../src/features/feedback/index.js';
import type { People } from '../../../src/features/people/index.js';
import { countPutAside, type Transaction } from '../../../src/storage/database.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

describeOnDatabase('The settings of feedback', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    // Monday, 9:00 in London.
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
  });
  afterEach(() => stage.stop());

  const organisation = async () => {
    const { organisationId } = await database().models.member.findFirstOrThrow();
    return stage.house.people.organisation(organisationId);
  };
  const said = async (line: string) => text(cardOf(await stage.say('grace', line)));
  const items = () => database().models.feedback.findMany({ orderBy: { number: 'asc' } });
  const farLadder = '1% owner, every working day; 10000% place';

  test('are refused where the ladder would leave the calendar, with the limit and what fits', async () => {
    const words =
      '10000% of a promise of 2160h is 9,000 working days\nThe limit is 3,659. ' +
      'Write a promise of at most 878h, or a ladder of at most 4065%.';
    expect(await said(`settings promise:90d ladder:"${farLadder}"`)).toContain(words);
    await stage.say('grace', `settings ladder:"${farLadder}"`);
    expect(await said('settings promise:90d')).toContain(words);
    expect(await said('settings promise:878h')).toContain('Changed: promise');
    expect(await said('settings promise:879h')).toContain('The limit is 3,659');
    await stage.say('dana', 'feedback "Far off"', '#support');
    await stage.clock.advanceTo('2026-11-18T09:00:00Z');
    expect((await items())[0]?.climbedPercent).toBe(1);
  });

  test('are refused where they leave no working day', async () => {
    const mondays = Array.from({ length: 53 }, (_, week) =>
      new Date(Date.UTC(2026, 10, 16 + 7 * week)).toISOString().slice(0, 10),
    );
    await stage.say('grace', 'settings days:mon');
    const refusal = 'the next 365 days, which is the limit';
    expect(await said(`settings holidays:${mondays.join(',')}`)).toContain(refusal);
    expect(await said(`settings holidays:${mondays.slice(1).join(',')}`)).toContain('Changed: holidays');
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    expect(await said('settings days:mon zone:Europe/Paris')).toContain(refusal);
    expect(await said('settings days:mon,sun')).toContain('Changed: working days');
  });

  test('that were kept before there was a limit are counted as far as the calendar goes', async () => {
    const { id } = await organisation();
    const ladder = [
      { at: 0.01, to: ['owner'], repeatDaily: true },
      { at: 100, to: ['place'] },
    ];
    const settings = { promiseHours: 2160, ladder };
    await database().models.organisation.update({ where: { id }, data: { settings } });
    await stage.say('dana', 'feedback "Old settings"', '#support');
    await stage.clock.advanceTo('2026-11-20T12:00:00Z');
    await stage.say('grace', 'settings ladder:"200% place; 9000% owner, every working day"');
    expect(await items()).toMatchObject([{ climbedPercent: 1, dueAt: expect.any(Date) }]);
  });

  test('and what they move commit together, or not at all', async () => {
    await stage.say('dana', 'feedback "Keep its promise"', '#support');
    const before = [await organisation(), await items()];
    await database().execute`ALTER TABLE feedback ADD CONSTRAINT stuck CHECK (promise_ends_at < '2026-11-18')`;
    expect(await said('settings holidays:2026-11-17')).toContain('Something went wrong on my side');
    expect([await organisation(), await items()]).toEqual(before);
    await database().execute`ALTER TABLE feedback DROP CONSTRAINT stuck`;
  });

  test('count what was captured by the old ones while they changed', async () => {
    const { id: organisationId } = await organisation();
    let settled = false;
    const changed: Promise<unknown>[] = [];
    const meanwhile = async (tx: Transaction) => {
      const settle = () => {
        settled = true;
      };
      changed.push(said('settings holidays:2026-11-17').then(settle));
      // Until they wait for the capture, or are through without waiting. The embedded database takes turns anyway.
      for (let turn = 0; turn < 500 && !settled && !(await isSomebodyWaiting(tx)); turn += 1);
    };
    await captureWith(heldOpen(stage.house.people, meanwhile), organisationId);
    await Promise.all(changed);
    expect((await items()).map(({ promiseEndsAt }) => promiseEndsAt)).toEqual([new Date('2026-11-18T09:00:00Z')]);
  });

  test('count very many piece by piece: what fails waits by itself, and a second change begins anew', async () => {
    const { id: organisationId } = await organisation();
    const from = { organisationId, source: 'crm', surface: 'api', actorId: null } as const;
    for (let page = 0; page < 3; page += 1) {
      const words = Array.from({ length: 400 }, (_, index) => ({ text: `Late ${page} ${index}` }));
      await stage.house.feedback.intake(words, from);
    }
    const endsAt = async (day: number) => {
      const at = new Date(Date.UTC(2026, 10, day, 9));
      return (await items()).filter(({ promiseEndsAt }) => promiseEndsAt?.getTime() === at.getTime()).length;
    };
    expect(await endsAt(17)).toBe(1200);
    // As a bot leaves it that stopped right after the change.
    expect(await said('settings holidays:2026-11-17')).toContain('Changed: holidays');
    expect([await endsAt(18), await endsAt(17)]).toEqual([100, 1100]);
    const stuck = `CHECK (number <> 900 OR promise_ends_at < '2026-11-18')`;
    await database().executeSql(`ALTER TABLE feedback ADD CONSTRAINT stuck ${stuck}`);
    await stage.clock.advance({ minutes: 1 });
    expect([await endsAt(18), await endsAt(17)]).toEqual([1199, 1]);
    expect(await countPutAside(database())).toBe(1);
    await database().executeSql('ALTER TABLE feedback DROP CONSTRAINT stuck');
    await stage.clock.advance({ minutes: 2 });
    expect([await endsAt(18), await countPutAside(database())]).toEqual([1200, 0]);
    const { rows } = await database().executeSql(
      `SELECT count(*)::int AS count, count(DISTINCT subject)::int AS each FROM history WHERE what = 'recounted'`,
    );
    expect(rows).toEqual([{ count: 1200, each: 1200 }]);

    await said('settings holidays:2026-11-17,2026-11-18');
    await said('settings holidays:none');
    await stage.clock.advance({ minutes: 1 });
    expect(await endsAt(17)).toBe(1200);
    expect(await database().models.feedbackRecount.count()).toBe(0);
  });

  async function captureWith(people: People, organisationId: string): Promise<void> {
    const { delivery: outbox, clock, features } = stage.house;
    const customers = (features as readonly unknown[])[1] as Customers;
    const room = createFeedback({
      database: database(),
      batches: stage.house.batches,
      clock,
      reminders: { register: () => undefined, movedOn: async () => [] },
      outbox,
      putRight: createPutRight(),
      people,
      customers,
      chapters: () => [],
    });
    await room.intake([{ text: 'Meanwhile' }], { organisationId, source: 'test', surface: 'api', actorId: null });
  }
});

/** Does `meanwhile` in the capture's transaction, when it has read the settings and written nothing yet. */
function heldOpen(people: People, meanwhile: (tx: Transaction) => Promise<void>): People {
  const holdWithMembers: People['holdWithMembers'] = async (tx, ...asked) => {
    const held = await people.holdWithMembers(tx, ...asked);
    await meanwhile(tx);
    return held;
  };
  return { ...people, holdWithMembers };
}

async function isSomebodyWaiting(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ waits: boolean }[]>`
    SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE NOT l.granted AND a.datname = current_database()) AS waits`;
  return row?.waits ?? false;
}
