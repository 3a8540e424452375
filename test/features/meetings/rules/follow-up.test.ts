/** Who is reminded of a follow-up, and when: the owner, whoever stands in, or the champion. */
import { describe, expect, test } from '@jest/globals';
import {
  type Circle,
  championHears,
  championTime,
  chooseReminded,
  isDue,
  isLate,
  type Reachable,
} from '../../../../src/features/meetings/rules/follow-up.js';

// Wednesday, within everybody's hours.
const now = new Date('2026-11-25T12:00Z');
const back = new Date('2026-11-27T00:00Z');
const calendar = { timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5], holidays: [] };
const person = (id: string, more: Partial<Reachable> = {}): Reachable => ({
  id,
  workingHours: { timeZone: 'UTC', startMinutes: 540, endMinutes: 1020 },
  awayUntil: null,
  hasLeft: false,
  ...more,
});
const [owner, delegate, champion] = ['owner', 'delegate', 'champion'].map((id) => person(id)) as [
  Reachable,
  Reachable,
  Reachable,
];
const away = { awayUntil: back };
const left = { hasLeft: true };

describe('Of a follow-up', () => {
  test.each<[string, Circle, string | null]>([
    ['its owner', { owner, delegate, champion }, 'owner'],
    ['whoever stands in for one who is away', { owner: person('owner', away), delegate, champion }, 'standIn delegate'],
    [
      'nobody before they are back, where the stand-in is away',
      { owner: person('owner', away), delegate: person('delegate', away), champion },
      '2026-11-27T09:00',
    ],
    [
      'nobody before they are back, where the stand-in has left',
      { owner: person('owner', away), delegate: person('delegate', left), champion },
      '2026-11-27T09:00',
    ],
    [
      'nobody before they are back, without one',
      { owner: person('owner', away), delegate: null, champion },
      '2026-11-27T09:00',
    ],
    ['the champion, for one who has left', { owner: person('owner', left), delegate, champion }, 'champion'],
    [
      'the champion when they are back',
      { owner: null, delegate: null, champion: person('champion', away) },
      '2026-11-27T09:00',
    ],
    ['nobody, where all have left', { owner: null, delegate, champion: person('champion', left) }, null],
    ['nobody, where nobody is', { owner: null, delegate: null, champion: null }, null],
  ])('%s is reminded', (_, circle, expected) => {
    const reminder = chooseReminded(circle, calendar, now);
    const said =
      reminder?.kind === 'later'
        ? reminder.at.toISOString().slice(0, 16)
        : reminder && [...new Set([reminder.role, reminder.to.id])].join(' ');
    expect(said).toBe(expected);
  });

  test('each is reminded in their hours', () => {
    const early = person('owner', { workingHours: { timeZone: 'UTC', startMinutes: 360, endMinutes: 600 } });
    expect(chooseReminded({ owner: early, delegate, champion }, calendar, now)).toEqual({
      kind: 'later',
      at: new Date('2026-11-26T06:00Z'),
    });
  });

  test('the champion hears every second time, when they are there, and not of what is their own', () => {
    expect([1, 2, 3, 4].map((count) => championHears(count, owner, champion))).toEqual([false, true, false, true]);
    expect([championHears(2, champion, champion), championHears(2, owner, null)]).toEqual([false, false]);
    expect(championTime(champion, calendar, now)).toEqual(now);
    expect(championTime(person('champion', away), calendar, now)).toEqual(new Date('2026-11-27T09:00Z'));
  });

  test.each([
    ['2026-11-24', true, true],
    ['2026-11-25', true, false],
    ['2026-11-26', false, false],
  ])('the date %s is due: %p, late: %p', (dueOn, due, late) => {
    expect([isDue({ state: 'open', dueOn }, 'UTC', now), isLate({ state: 'open', dueOn }, 'UTC', now)]).toEqual([
      due,
      late,
    ]);
    expect([isDue({ state: 'done', dueOn }, 'UTC', now), isLate({ state: 'dropped', dueOn }, 'UTC', now)]).toEqual([
      false,
      false,
    ]);
  });
});
