/** Late, missed, twice: what becomes of a meeting when the bot is away, or when there are two of it. */
import { afterEach, expect, test } from '@jest/globals';
import { composeBot } from '../../../../src/bot.js';
import type { House } from '../../../../src/house.js';
import { createLogger } from '../../../../src/kernel/logger.js';
import { createTestClock } from '../../../support/clock.js';
import { describeOnDatabase, describeOnServer, openOnServer } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { messengerPlatforms } from '../../../support/messenger-platforms.js';
import { planMeeting } from '../../../support/plan-meeting.js';
import { createRecordingMessenger } from '../../../support/recording-messenger.js';
import { cardOf, createStage, type Stage, text, titles } from '../../../support/stage.js';

describeOnDatabase('A meeting while the bot was away', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());

  test.each([
    // It lasts from ten until a quarter to eleven.
    ['2026-11-18T10:00:01Z', 'Marketing weekly', 'open', false],
    ['2026-11-18T10:05:01Z', 'Marketing weekly', 'open', true],
    ['2026-11-18T10:44:59Z', 'Marketing weekly', 'open', true],
    ['2026-11-18T10:45:00Z', 'I missed Marketing weekly', 'missed', false],
    ['2026-11-19T10:00:00Z', 'I missed Marketing weekly', 'missed', false],
  ])('that is back at %s: %s', async (back, title, state, saysLate) => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-18T09:00:00Z' });
    await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z' });
    stage.clock.moveTo(new Date(back));
    await stage.clock.advance({ seconds: 0 });
    expect(titles(stage.place('#support'))).toEqual([title]);
    expect(JSON.stringify(stage.place('#support')).includes('opened late')).toBe(saysLate);
    expect((await database().models.meeting.findFirstOrThrow()).state).toBe(state);
    // Said once, whatever comes.
    await stage.clock.advance({ hours: 48 });
    expect(stage.place('#support')).toHaveLength(1);
  });

  test.each([
    ['2026-11-23T11:00:00Z', ''],
    // Opens a quarter before its start.
    ['2026-11-23T10:45:00Z', ' lead:15m'],
  ])(
    'one that was opened by hand and is still open closes with its minutes when the planned one opens at %s',
    async (opens, lead) => {
      stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-23T09:00:00Z' });
      const { clock, say, place, threads } = stage;
      await say('grace', `meeting every monday 11:00 zone:Europe/London length:3h name:Weekly${lead}`, '#support');
      await clock.advanceTo('2026-11-23T09:30:00Z');
      await say('maya', 'meeting now', '#support');
      await say('maya', 'learn "They count in boxes"', '#support');
      await clock.advanceTo(new Date(Date.parse(opens) - 1_000).toISOString());
      expect(titles(place('#support')).slice(1)).toEqual(['Weekly']);
      await clock.advanceTo(opens);
      expect(titles(place('#support')).slice(1)).toEqual(['Weekly · closed', 'Weekly']);
      expect(titles(threads('#support'))).toEqual(['Minutes of Weekly']);
      expect(text(place('#support').at(-1))).toContain('“They count in boxes” – Maya · carried over');
      expect(await database().models.meeting.count({ where: { state: 'open' } })).toBe(1);
      expect((await database().models.meeting.findFirstOrThrow({ where: { state: 'open' } })).startsAt).toEqual(
        new Date('2026-11-23T11:00:00Z'),
      );
    },
  );

  test('an agenda that opens before its time takes nothing from the date before it, which closes by itself', async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-18T09:00:00Z' });
    const { clock, place } = stage;
    const former = await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z', name: 'First', minutes: 60 });
    const next = await planMeeting(stage, { startsAt: '2026-11-18T11:00:00Z', name: 'Second' });
    await database().models.meeting.updateMany({ where: { id: former }, data: { occurrence: 'a' } });
    const early = new Date('2026-11-18T10:45:00Z');
    await database().models.meeting.updateMany({ where: { id: next }, data: { opensAt: early, dueAt: early } });
    await clock.advanceTo('2026-11-18T10:50:00Z');
    expect(titles(place('#support'))).toEqual(['First', 'Second']);
    await clock.advanceTo('2026-11-18T11:00:00Z');
    expect(titles(place('#support'))).toEqual(['First · closed', 'Second']);
  });

  test('is not the one that somebody opens by hand when it is over', async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-18T09:00:00Z' });
    await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z' });
    stage.clock.moveTo(new Date('2026-11-18T11:00:00Z'));
    await stage.say('maya', 'meeting now', '#support');
    await stage.clock.advance({ seconds: 1 });
    expect(titles(stage.place('#support'))).toEqual(['Meeting of #support', 'I missed Marketing weekly']);
  });

  test('that was cancelled or skipped is neither opened nor missed', async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-18T09:00:00Z' });
    const id = await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z', askAt: '2026-11-18T08:00:00Z' });
    await database().models.meeting.updateMany({ where: { id }, data: { state: 'cancelled', dueAt: null } });
    await stage.clock.advance({ hours: 48 });
    expect([stage.place('#support'), stage.inbox('maya')]).toEqual([[], []]);
  });

  test('says in one message what it missed when it was away longer than it plans ahead, and the report counts it', async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:30:00Z' });
    const { clock, say, place } = stage;
    await say('grace', 'meeting every weekday 10:00 zone:Europe/London name:Daily length:2h30m', '#support');
    clock.moveTo(new Date('2026-11-23T12:00:00Z'));
    await clock.advance({ seconds: 0 });
    expect(titles(place('#support')).slice(1)).toEqual([
      'I missed Daily on Mon 16, Tue 17, Wed 18, Thu 19 and Fri 20 Nov',
      'Daily',
    ]);
    expect(text(place('#support').at(-1))).toContain('opened late, at 12:00');
    expect(text(cardOf(await say('ben', 'report')))).toContain('Missed: 5');
    await clock.advance({ hours: 12 });
    expect(titles(place('#support')).slice(1)).toHaveLength(2);
    // A month and a half: the dates of the last 31 days are counted, and stand below.
    clock.moveTo(new Date('2027-01-10T12:00:00Z'));
    await clock.advance({ seconds: 0 });
    const missed = text(place('#support').at(-1));
    expect(missed).toContain('I missed Daily 23 times');
    expect(missed).toContain('It was Tue 24, Wed 25 Nov, Fri 11, Mon 14');
    expect(missed).toContain('Thu 31 Dec, Fri 1, Mon 4, Tue 5, Wed 6, Thu 7 and Fri 8 Jan.');
  });
});

describeOnServer('Two copies of the bot on one PostgreSQL', (emptyDatabase) => {
  test('open, ask and close a meeting once', async () => {
    const url = await emptyDatabase();
    const log = createLogger('silent');
    const clock = createTestClock('2026-11-18T08:00:00Z');
    const messenger = createRecordingMessenger();
    const first = await openOnServer(url);
    const databases = [first, await openOnServer(url)];
    const houses: House[] = [];
    for (const database of databases) {
      const platforms = messengerPlatforms(messenger);
      houses.push((await composeBot({ database, log, clock, platforms })).house);
    }
    const [house] = houses;
    if (!house) throw new Error('There are two houses.');
    try {
      const { organisationId, placeIds } = await house.people.connectWorkspace(harbourLights);
      const [placeId = ''] = placeIds.values();
      const startsAt = new Date('2026-11-18T16:00:00Z');
      const endsAt = new Date('2026-11-18T16:45:00Z');
      const times = { startsAt, endsAt, opensAt: startsAt, dueAt: startsAt, askDueAt: clock.now() };
      const data = { organisationId, placeId, name: 'Weekly', timeZone: 'UTC', state: 'planned', ...times };
      const ids = Array.from({ length: 20 }, (_, index) => `0193c000-0000-7000-8000-0000000000${10 + index}`);
      await first.models.meeting.createMany({ data: ids.map((id) => ({ id, ...data })) });
      const both = async (now: string) => {
        clock.moveTo(new Date(now));
        const sweeps = houses.flatMap((each) => each.sweeps.map((sweep) => sweep.run(clock.now())));
        await Promise.all(sweeps);
      };
      await both('2026-11-18T08:00:00Z');
      await both('2026-11-18T15:00:00Z');
      await both('2026-11-18T16:00:00Z');
      await both('2026-11-18T16:45:00Z');
      const events = await first.models.historyEntry.groupBy({
        by: ['what'],
        where: { subject: { startsWith: 'meeting:' } },
        _count: true,
        orderBy: { what: 'asc' },
      });
      expect(events.map(({ what, _count }) => [what, _count])).toEqual([
        ['closed', 20],
        ['opened', 20],
      ]);
      const { rows } = await house.database.executeSql(
        `SELECT kind, count(*)::int AS count FROM deliveries WHERE kind = 'meetings.minutes' GROUP BY kind
         UNION ALL SELECT kind, count(*)::int FROM reminders GROUP BY kind ORDER BY kind`,
      );
      // Five people are asked once, though twenty meetings ask them; one of them to share, for each meeting.
      expect(rows).toEqual([
        { kind: 'meetings.minutes', count: 20 },
        { kind: 'meetings.question', count: 25 },
      ]);
    } finally {
      for (const each of houses) await each.delivery.stop();
      for (const database of databases) await database.close();
    }
  });
});
