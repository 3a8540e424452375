/** Which dates are planned, and which came while nobody looked. */
import { describe, expect, test } from '@jest/globals';
import {
  askDate,
  askTime,
  overlooked,
  type PlannedMeeting,
  planMeetings,
  upcoming,
} from '../../../../src/features/meetings/rules/plan.js';
import { readEvery } from '../../../../src/features/meetings/rules/read-every.js';
import type { ClockRule, Series } from '../../../../src/features/meetings/rules/series.js';

const ruleOf = (typed: string): ClockRule => {
  const rule = readEvery(typed, '2026-01-01');
  if (rule.kind !== 'weekly') throw new Error(typed);
  return rule;
};
const seriesOf = (typed: string, planDueAt: string, leadMinutes = 0): Series => ({
  id: 's',
  organisationId: 'o',
  placeId: 'p',
  name: 'Daily',
  rule: ruleOf(typed),
  timeZone: 'Europe/London',
  leadMinutes,
  lengthMinutes: 60,
  createdById: null,
  createdAt: new Date('2026-01-01T00:00Z'),
  stoppedAt: null,
  planDueAt: new Date(planDueAt),
});
const calendar = { timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5], holidays: ['2026-11-19'] };
const found = (series: Series, now: string) =>
  overlooked(series, [], new Date(now)).map(({ startsAt }) => startsAt.toISOString().slice(0, 16));

describe('Dates that came while nobody looked', () => {
  test.each([
    // Looked at in time: the date at that very moment was planned before.
    ['2026-11-16T10:00Z', 0, '2026-11-16T10:00Z', []],
    ['2026-11-16T10:00Z', 0, '2026-11-18T09:59Z', ['2026-11-17T10:00']],
    ['2026-11-16T10:00Z', 0, '2026-11-18T10:00Z', ['2026-11-17T10:00', '2026-11-18T10:00']],
    // What has begun to open counts, though it has not begun.
    ['2026-11-16T09:45Z', 15, '2026-11-17T09:45Z', ['2026-11-17T10:00']],
    ['2026-11-16T09:45Z', 15, '2026-11-17T09:44Z', []],
    // Planned anew just now, so nothing that was before counts.
    ['2026-11-18T12:00Z', 0, '2026-11-18T12:00Z', []],
  ])('since %s, with a lead of %d min, at %s: %j', (planDueAt, lead, now, dates) => {
    expect(found(seriesOf('weekday 10:00', planDueAt, lead), now)).toEqual(dates);
  });

  test('are those of the last 31 days, after however long', () => {
    const dates = found(seriesOf('day 10:00', '2020-01-01T10:00Z'), '2026-11-18T12:00Z');
    expect([dates.length, dates[0], dates.at(-1)]).toEqual([31, '2026-10-19T09:00', '2026-11-18T10:00']);
  });

  test('of a calendar are among its last known dates', () => {
    const at = (day: string) => ({
      id: day,
      name: 'Weekly',
      startsAt: new Date(`${day}T10:00Z`),
      endsAt: new Date(`${day}T11:00Z`),
      timeZone: 'UTC',
    });
    const known = ['2026-11-16', '2026-11-17', '2026-11-20'].map(at);
    const rule = { kind: 'calendar', url: 'https://x.example', host: 'x.example', event: null } as const;
    const series = { ...seriesOf('day 10:00', '2026-11-16T10:00Z'), rule };
    expect(overlooked(series, known, new Date('2026-11-18T12:00Z'))).toEqual([known[1]]);
  });

  test('are planned without questions, and a holiday among them is skipped', () => {
    const series = seriesOf('weekday 10:00', '2026-11-17T10:00Z');
    const now = new Date('2026-11-20T12:00Z');
    const missed = overlooked(series, [], now);
    let id = 0;
    const newId = () => `m${++id}`;
    const planning = { series, occurrences: upcoming(series.rule as ClockRule, series, now), calendar, now, newId };
    const { added, news } = planMeetings({ ...planning, overlooked: missed, kept: [] });
    expect(
      added.map(({ startsAt, state, askDueAt }) => [startsAt.toISOString().slice(0, 10), state, askDueAt !== null]),
    ).toEqual([
      ['2026-11-18', 'planned', false],
      ['2026-11-19', 'skipped', false],
      ['2026-11-20', 'planned', false],
      ['2026-11-23', 'planned', true],
      ['2026-11-24', 'planned', true],
    ]);
    expect(news).toEqual([]);
  });
});

describe('A date that is known', () => {
  const now = new Date('2026-11-23T12:00Z');
  const series = seriesOf('tuesday 10:00', '2026-11-23T12:00Z');
  const kept: PlannedMeeting = {
    id: 'm',
    occurrence: 'o',
    name: 'Daily',
    startsAt: new Date('2026-11-24T10:00Z'),
    endsAt: new Date('2026-11-24T11:00Z'),
    opensAt: new Date('2026-11-24T10:00Z'),
    timeZone: 'UTC',
    state: 'planned',
    skippedFor: null,
    askDueAt: null,
    dueAt: new Date('2026-11-24T10:00Z'),
  };
  const at = (startsAt: Date) => ({
    id: 'o',
    name: 'Daily',
    startsAt,
    endsAt: new Date(startsAt.getTime() + 3_600_000),
    timeZone: 'UTC',
  });
  const plan = (before: Partial<PlannedMeeting>, startsAt: Date | null) =>
    planMeetings({
      series,
      occurrences: startsAt ? [at(startsAt)] : [],
      overlooked: [],
      kept: [{ ...kept, ...before }],
      calendar,
      now,
      newId: () => 'new',
    });
  const later = new Date('2026-11-26T15:00Z');

  test('and moves is told, and who was asked already is not asked again', () => {
    const { added, changed, news } = plan({}, later);
    expect([added, news]).toEqual([[], [{ meetingId: 'm', what: 'moved', was: kept.startsAt }]]);
    expect(changed).toMatchObject([{ id: 'm', startsAt: later, opensAt: later, dueAt: later, askDueAt: null }]);
  });

  test('and moves before anybody was asked has its day before moved too', () => {
    const { changed } = plan({ askDueAt: new Date('2026-11-22T10:00Z') }, later);
    expect(changed.map(({ askDueAt }) => askDueAt && askDate(askDueAt))).toEqual(['2026-11-25']);
  });

  test('stays as it is where nothing moved', () => {
    expect(plan({}, kept.startsAt)).toMatchObject({ added: [], changed: [], news: [] });
  });

  test.each([
    ['planned', null, 'cancelled', 1],
    // Of what nobody expected to take place nothing is said.
    ['skipped', 'hand', 'cancelled', 0],
    ['cancelled', null, null, 0],
  ] as const)('as %s (%s) and is gone is %s, with %d words', (state, skippedFor, after, newsCount) => {
    const { changed, news } = plan({ state, skippedFor }, null);
    expect([changed.map((meeting) => meeting.state)[0] ?? null, news.length]).toEqual([after, newsCount]);
  });

  test.each([
    ['hand', 'skipped', 'hand'],
    // No holiday any more.
    ['holiday', 'planned', null],
    ['held', 'planned', 'held'],
  ] as const)('that was skipped or held for “%s” is then %s', (skippedFor, state, then) => {
    const { changed } = plan({ state: skippedFor === 'held' ? 'planned' : 'skipped', skippedFor }, later);
    expect(changed).toMatchObject([{ state, skippedFor: then }]);
  });
});

describe('The working day before', () => {
  test.each([
    // Friday, of a Monday.
    ['2026-11-23T10:00Z', '2026-11-20'],
    ['2026-11-18T10:00Z', '2026-11-17'],
    // Thursday is a holiday.
    ['2026-11-20T10:00Z', '2026-11-18'],
  ])('%s is %s', (startsAt, date) => {
    expect(askDate(askTime({ startsAt: new Date(startsAt), timeZone: 'Europe/London' }, calendar))).toBe(date);
  });
});
