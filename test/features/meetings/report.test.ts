import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { median, tallyReport } from '../../../src/features/feedback/rules/report.js';
import { reckonMeetings } from '../../../src/features/meetings/rules/report.js';
import { newId } from '../../../src/kernel/id.js';
import { pageSizeOf } from '../../../src/storage/page.js';
import { makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, type Stage, text } from '../../support/stage.js';

const calendar = { timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5], holidays: [] };
const hourMs = 3_600_000;

describe('The figures of the report', () => {
  test.each([
    [[], null],
    [[3], 3],
    [[3, 1], 2],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])('the median of %j is %s', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  test('of feedback are counted as they are defined', () => {
    const at = (text: string) => new Date(`${text}Z`);
    const calm = { isOverdue: false, segments: ['Shops'] };
    const captured = [
      // Friday evening to Monday morning: 2 h before midnight and 9 h after the next.
      {
        capturedAt: at('2026-11-20T22:00'),
        ownedAt: at('2026-11-20T22:00'),
        acknowledgedAt: at('2026-11-23T09:00'),
        ...calm,
      },
      {
        capturedAt: at('2026-11-23T10:00'),
        ownedAt: at('2026-11-23T12:00'),
        acknowledgedAt: at('2026-11-23T11:00'),
        ...calm,
      },
      {
        capturedAt: at('2026-11-23T10:00'),
        ownedAt: at('2026-11-23T11:00'),
        acknowledgedAt: null,
        isOverdue: true,
        segments: ['Key', 'Ports'],
      },
      { capturedAt: at('2026-11-23T10:00'), ownedAt: null, acknowledgedAt: null, isOverdue: true, segments: [] },
    ];
    const stepped = { capturedAt: at('2026-11-23T10:00'), resolvedAt: at('2026-11-23T10:00'), steps: [] };
    const resolved = [
      { ...stepped, clockMs: 24 * hourMs, promiseMs: 24 * hourMs, cameBack: false, segments: ['Shops', 'Key'] },
      { ...stepped, clockMs: 24 * hourMs + 1, promiseMs: 24 * hourMs, cameBack: true, segments: ['shops'] },
      { ...stepped, clockMs: 2 * hourMs, promiseMs: 24 * hourMs, cameBack: false, segments: [] },
    ];
    const tally = tallyReport(calendar);
    for (const item of captured) tally.captured(item);
    for (const item of resolved) tally.resolved(item);
    expect(tally.report({ reopenedCount: 1, leftOut: [] })).toEqual({
      capturedCount: 4,
      medianToOwnerMs: hourMs,
      medianToAcknowledgementMs: 6 * hourMs,
      resolvedCount: 3,
      medianToResolutionMs: 24 * hourMs,
      withinPromise: 2 / 3,
      overdueCount: 2,
      bySegment: [
        { segment: 'Key', resolvedCount: 1, keptCount: 1, overdueCount: 1 },
        { segment: 'Shops', resolvedCount: 2, keptCount: 1, overdueCount: 0 },
        { segment: 'Ports', resolvedCount: 0, keptCount: 0, overdueCount: 1 },
      ],
      timeSpent: {
        meanMs: { toOwner: 0, toAcknowledgement: 0, waiting: 0, afterwards: 0 },
        slowest: null,
        handOvers: 0,
      },
      reopenedCount: 1,
      cameBackCount: 1,
      leftOut: [],
    });
  });

  test('of follow-ups count what was done on its date where its owner lives', () => {
    const promise = (dueOn: string, state: string, settled: string | null, ownersZone = 'UTC') => ({
      dueOn,
      state,
      settledAt: settled === null ? null : new Date(`${settled}Z`),
      ownersZone,
    });
    const promises = [
      promise('2026-11-20', 'done', '2026-11-20T23:59'),
      promise('2026-11-20', 'done', '2026-11-21T00:01'),
      promise('2026-11-20', 'done', '2026-11-21T04:00', 'America/New_York'),
      promise('2026-11-20', 'open', null),
      promise('2026-11-20', 'dropped', '2026-11-19T10:00'),
      // Not over yet today.
      promise('2026-11-25', 'open', null),
    ];
    const now = new Date('2026-11-25T12:00Z');
    const learningsBy = [
      { memberId: 'a', count: 4 },
      { memberId: 'b', count: 1 },
    ];
    const meetings = { heldCount: 2, customerFirstCount: 1, missedCount: 0 };
    expect(reckonMeetings(meetings, learningsBy, { promises, now })).toMatchObject({
      dueCount: 4,
      keptCount: 2,
      learningCount: 5,
      learningsPerMeeting: 2.5,
    });
    expect(reckonMeetings({ ...meetings, heldCount: 0 }, [], { promises: [], now }).learningsPerMeeting).toBeNull();
  });
});

describeOnDatabase('The report', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    // Monday, 9:00 in London.
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
  });
  afterEach(() => stage.stop());

  const press = (verb: string, value: string) =>
    stage.interact('maya', { kind: 'action', action: `feedback.${verb}`, value });
  const resolve = async (value: string, more: Record<string, string> = {}) =>
    stage.fill('maya', formOf(await press('resolve', value)), {
      outcome: 'fixed',
      customerTold: 'Done.',
      rootCauseCategory: 'process',
      rootCause: 'A wire.',
      prevention: 'A clamp.',
      ...more,
    });
  const report = async (line = 'report') => cardOf(await stage.say('ben', line));

  test('says honestly that there is nothing yet', async () => {
    const card = await report();
    expect(card.title).toBe('How the loop works: the last 30 days');
    expect(text(card)).toMatch(/No feedback came in[\s\S]*No meeting was held/);
    expect(buttonLabels(card)).toEqual(['90 days', 'This month', 'This quarter', 'This year']);
  });

  test('counts a week of feedback: to acknowledgement, to resolution, within the promise, reopened and come back', async () => {
    const capture = (line: string) => stage.say('dana', `feedback "${line}" owner:@maya customer:Acme`, '#support');
    await stage.say('dana', 'customer Acme segment:Shops attribute:plan=enterprise');
    await stage.say('grace', 'segment add Key when:"plan = enterprise"');
    await stage.say('grace', 'settings answering:"mon-fri 9:00-17:00 within 1h"');
    await capture('One');
    await stage.clock.advance({ hours: 2 });
    await press('acknowledge', 'F-1');
    await stage.clock.advance({ hours: 4 });
    await resolve('F-1');
    // Its owner says that the first came back; it took 30 h.
    await capture('Two');
    await stage.clock.advance({ hours: 30 });
    await resolve('F-2', { cameBackFrom: 'F-1' });
    await capture('Three');
    await stage.fill('maya', formOf(await press('reopen', 'F-1')), { why: 'Again.' });
    const said = text(await report());
    expect(said).toContain('Came in: 3');
    expect(said).toContain('Resolved: 1, 0 % within the promise');
    expect(said).toContain('Until it had an owner: at once');
    // 2 h and 30 h.
    expect(said).toContain('Until “I’m on it”: 16 h');
    expect(said).toContain('Until resolved: 1 day 6 h');
    expect(said).toContain('Reopened: 1');
    await resolve('F-1');
    const again = text(await report());
    expect(again).toContain('Resolved: 2, 50 % within the promise');
    expect(again).toContain('Came back: 1, as their owners said');
    expect(again).toMatch(/by segment.*Key: 1 of 2, 50 %.*Shops: 1 of 2, 50 %/s);
    expect(again).toMatch(
      /Where the time goes.*The slowest step: from “I’m on it” to the answer, 17 h\..*Waiting for the customer: no time.*Hand-overs per item: 0/s,
    );
    expect(again).toMatch(
      /Answering hours.*0 of 2 had an answer within 1 h in these hours, 0 %\. People are missing most: Mon 9:00 \(1 of 1 late\), Mon 15:00 \(1 of 1 late\)/s,
    );
    const chart = (await report()).blocks.find((block) => block.kind === 'chart');
    expect(chart).toMatchObject({
      chart: {
        title: 'Late answers by hour of the week',
        categories: ['9:00', '15:00'],
        series: [{ name: 'Mon', values: [1, 1] }],
      },
    });
  });

  test('leaves out what was old when it came: nobody was to answer it', async () => {
    await stage.say('grace', 'settings answering:"mon-fri 9:00-17:00 within 1h"');
    const { organisationId } = (await stage.house.people.actorOf(stage.id('ben'))) ?? { organisationId: '' };
    const source = { organisationId, source: 'survey', surface: 'api', actorId: null } as const;
    await stage.house.feedback.intake(
      [{ text: 'Long ago', capturedAt: '2026-09-01T10:00:00Z' }, { text: 'Today' }],
      source,
    );
    await stage.clock.advance({ hours: 3 });
    const said = text(await report());
    expect(said).toContain('Came in: 1');
    expect(said).toContain('0 of 1 had an answer within 1 h');
  });

  test('counts all of many that came and were answered at the same instant, page after page', async () => {
    const { organisationId } = (await stage.house.people.actorOf(stage.id('ben'))) ?? { organisationId: '' };
    const count = 2 * pageSizeOf(database()) + 1;
    await database().executeSql(
      `INSERT INTO feedback (id, organisation_id, number, text, source, severity, captured_at, surface, state, routing,
         promise_ms, clock_used_ms, resolved_at)
       SELECT gen_random_uuid(), $1::uuid, n, 'Again', 'bench', 'normal', $2, 'api', 'resolved', '{"kind":"champion"}',
         3600000, 1000000 * (n % 5), $2 FROM generate_series(1, $3::int) AS n`,
      [organisationId, '2026-11-12T09:00:00Z', count],
    );
    const said = text(await report());
    expect(said).toContain(`Came in: ${count}`);
    expect(said).toContain(`Resolved: ${count}, 80 % within the promise`);
  });

  test('counts meetings, learnings and follow-ups of the period, and not those of another', async () => {
    const { organisationId } = (await stage.house.people.actorOf(stage.id('ben'))) ?? { organisationId: '' };
    const placeId = stage.id('#support');
    const held = (day: string, customerId: string | null, state = 'closed') => {
      const at = new Date(`${day}T10:00:00Z`);
      return {
        id: newId(at),
        organisationId,
        placeId,
        name: 'Weekly',
        startsAt: at,
        endsAt: at,
        opensAt: at,
        timeZone: 'UTC',
        state,
        customerId,
        openedAt: state === 'missed' ? null : at,
      };
    };
    const someone = newId(new Date());
    await database().models.meeting.createMany({
      data: [
        held('2026-11-09', someone),
        held('2026-11-16', null),
        held('2026-11-12', null, 'missed'),
        held('2026-10-31', someone),
        held('2026-12-01', someone),
        held('2026-10-31', null, 'missed'),
        held('2026-12-01', null, 'missed'),
      ],
    });
    const learned = (day: string, who: string) => ({
      id: newId(new Date(day)),
      organisationId,
      text: 'x',
      memberId: stage.id(who),
      at: new Date(`${day}T10:00:00Z`),
      surface: 'playground',
    });
    await database().models.learning.createMany({
      data: [
        learned('2026-11-09', 'ben'),
        learned('2026-11-10', 'ben'),
        learned('2026-11-11', 'ani'),
        learned('2026-10-31', 'ani'),
        learned('2026-12-01', 'ani'),
      ],
    });
    const said = text(await report('report period:month'));
    expect(said).toContain('How the loop works: November 2026');
    expect(said).toContain('Held with the customer first: 1 of 2');
    expect(said).toContain('Missed: 1');
    expect(said).toContain('Learnings: 3, 1.5 a meeting');
    expect(said).toContain('Shared by: Ani 1, Ben 2');
    expect(said).toContain('Follow-ups kept: none was due');
    expect(text(await report('report period:fortnight'))).toContain('30d');
  });

  test('counts the follow-ups whose date lay in the period, and of them those that were kept', async () => {
    const { organisationId } = (await stage.house.people.actorOf(stage.id('ben'))) ?? { organisationId: '' };
    const other = await makeCompany(stage.house.people, { name: 'Other' });
    const promised = (
      number: number,
      dueOn: string,
      settled: string | null,
      { state = settled ? 'done' : 'open', organisation = organisationId } = {},
    ) => ({
      id: newId(new Date(`${dueOn}T00:00:00Z`)),
      organisationId: organisation,
      number,
      text: 'x',
      ownerId: stage.id('ben'),
      dueOn,
      createdById: stage.id('ben'),
      createdAt: new Date('2026-10-20T10:00:00Z'),
      state,
      settledAt: settled && new Date(settled),
    });
    await database().models.followUp.createMany({
      data: [
        // The first and the last day of the month before count, the days beside it don't.
        promised(1, '2026-10-01', '2026-10-01T12:00:00Z'),
        promised(2, '2026-10-31', '2026-10-31T12:00:00Z'),
        promised(3, '2026-09-30', '2026-09-30T12:00:00Z'),
        promised(4, '2026-11-01', '2026-11-01T12:00:00Z'),
        promised(5, '2026-10-15', '2026-10-16T12:00:00Z'),
        // Late in the evening in New York, where Ben lives, is his day still.
        promised(6, '2026-10-15', '2026-10-16T03:00:00Z'),
        promised(7, '2026-10-15', null),
        promised(8, '2026-10-15', '2026-10-14T12:00:00Z', { state: 'dropped' }),
        promised(1, '2026-10-15', '2026-10-15T12:00:00Z', { organisation: other.organisationId }),
      ],
    });
    const context = { interactionId: '', platform: 'playground' as const, place: null };
    const actor = await stage.house.people.actorOf(stage.id('ben'));
    if (!actor) throw new Error('Ben is missing.');
    const october = { from: new Date('2026-10-01T00:00:00+01:00'), until: new Date('2026-11-01T00:00:00Z') };
    const chapter = await stage.house.meetings.reportOn?.(october, { ...context, actor });
    const said = text({ title: '', summary: '', blocks: chapter?.blocks ?? [] });
    expect(said).toContain('Follow-ups kept: 3 of 5');
  });
});
