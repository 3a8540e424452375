/** Who is reminded, and when: the owner, whoever stands in, or others by their role. */
import { describe, expect, test } from '@jest/globals';
import { type Person, type RecipientRole, recipientsOf, rolesAt } from '../../src/reminders/index.js';
import type { Parties } from '../../src/reminders/recipients.js';

// Wednesday, within everybody's hours.
const now = new Date('2026-11-25T12:00Z');
const back = new Date('2026-11-27T00:00Z');
const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  workingHours: { timeZone: 'UTC', startMinutes: 540, endMinutes: 1020 },
  awayUntil: null,
  hasLeft: false,
  delegateId: null,
  managerId: null,
  ...more,
});
const champion = person('champion');
const settings = {
  timeZone: 'UTC',
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  workingHours: { startMinutes: 480, endMinutes: 660 },
};
const parties = (more: Partial<Parties> = {}, ofHousehold: Person | null = champion): Parties => ({
  household: { id: 'us', champion: ofHousehold, settings },
  owner: person('owner'),
  delegate: person('delegate'),
  manager: person('manager'),
  placeId: 'place',
  fallbacks: [ofHousehold],
  waitsForOwner: true,
  ...more,
});
const away = { awayUntil: back };
const left = { hasLeft: true };
const reached = (who: Parties, roles: readonly RecipientRole[]) =>
  recipientsOf(who, roles, now).map(({ role, id, dueAt }) => `${role} ${id} ${dueAt.toISOString().slice(0, 16)}`);

describe('As the owner', () => {
  test.each<[string, Parties, string | null]>([
    ['themselves', parties(), 'owner 2026-11-25T12:00'],
    ['whoever stands in for one who is away', parties({ owner: person('owner', away) }), 'delegate 2026-11-25T12:00'],
    [
      'themselves when they are back, where the stand-in is away too',
      parties({ owner: person('owner', away), delegate: person('delegate', away) }),
      'owner 2026-11-27T09:00',
    ],
    [
      'themselves when they are back, where the stand-in has left',
      parties({ owner: person('owner', away), delegate: person('delegate', left) }),
      'owner 2026-11-27T09:00',
    ],
    [
      'the champion at once, where nobody waits for one who is away',
      parties({ owner: person('owner', away), delegate: null, waitsForOwner: false }),
      'champion 2026-11-25T12:00',
    ],
    ['the champion, for one who has left', parties({ owner: person('owner', left) }), 'champion 2026-11-25T12:00'],
    [
      'the champion when they are back',
      parties({ owner: null, delegate: null }, person('champion', away)),
      'champion 2026-11-27T09:00',
    ],
    ['nobody, where all have left', parties({ owner: null }, person('champion', left)), null],
    ['nobody, where nobody is', parties({ owner: null, delegate: null }, null), null],
  ])('%s', (_, who, expected) => {
    expect(reached(who, ['owner'])).toEqual(expected === null ? [] : [`owner ${expected}`]);
  });

  test('each hears in their own hours', () => {
    const owner = person('owner', { workingHours: { timeZone: 'UTC', startMinutes: 360, endMinutes: 600 } });
    expect(reached(parties({ owner }), ['owner'])).toEqual(['owner owner 2026-11-26T06:00']);
  });
});

describe('By their role', () => {
  test('champion, manager and place hear in their hours, the place in the organisation’s', () => {
    expect(reached(parties(), ['place', 'manager', 'champion'])).toEqual([
      'champion champion 2026-11-25T12:00',
      'manager manager 2026-11-25T12:00',
      'place place 2026-11-26T08:00',
    ]);
  });

  test('nobody hears twice, nor of what is their own as somebody else', () => {
    const owner = person('champion');
    expect(reached(parties({ owner, manager: owner }), ['owner', 'champion', 'manager'])).toEqual([
      'owner champion 2026-11-25T12:00',
    ]);
    expect(reached(parties({ manager: person('manager', left), placeId: null }), ['manager', 'place'])).toEqual([]);
  });

  test('a step’s repeats reach more every second time', () => {
    const step = { to: ['owner'], everySecond: ['champion', 'manager'] } as const;
    expect([0, 1, 2, 3].map((repeat) => rolesAt(step, repeat).length)).toEqual([1, 3, 1, 3]);
  });
});
