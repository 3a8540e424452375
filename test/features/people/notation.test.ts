import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { giveHandles, giveNumbered } from '../../../src/features/people/rules/handle.js';
import { hoursToText, readHolidays, readHours } from '../../../src/features/people/rules/notation.js';
import { readReference } from '../../../src/features/people/rules/reference.js';
import { wrongWithReturn } from '../../../src/features/people/rules/return-date.js';
import { daysToText, readDays } from '../../../src/kernel/time/weekdays.js';

describe('Working days', () => {
  test.each([
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['Sun – Thu', [1, 2, 3, 4, 7]],
    ['monday,wed friday', [1, 3, 5]],
    ['sat-sat', [6]],
    ['fri-mon, mon', [1, 5, 6, 7]],
  ])('%j', (typed, days) => expect(readDays(typed)).toEqual(days));

  test.each(['', ' , ', 'm', 'mo-di', 'mon-', 'mon-wed-fri', 'weekdays', '1-5'])('%j can’t be read', (typed) => {
    expect(readDays(typed)).toBeNull();
  });

  test('what is written is read back the same', () => {
    const days = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
    fc.assert(fc.property(days, (set) => expect(readDays(daysToText(set))).toEqual(set)));
  });
});

describe('Working hours', () => {
  test.each([
    ['9-17', 540, 1020],
    ['8:30 – 16.45', 510, 1005],
    ['9am-5pm', 540, 1020],
    ['12am-12pm', 0, 720],
    ['0-24', 0, 1440],
    ['22-6', 1320, 360],
  ])('%j', (typed, startMinutes, endMinutes) => expect(readHours(typed)).toEqual({ startMinutes, endMinutes }));

  test.each(['', '9', '9-9', '24-8', '9-25', '9:60-17', '13pm-5pm', '0am-5pm', '9-17-20', 'nine-five', '-'])(
    '%j can’t be read',
    (typed) => expect(readHours(typed)).toBeNull(),
  );

  test('what is written is read back the same', () => {
    const hours = fc
      .record({ startMinutes: fc.nat(1439), endMinutes: fc.nat(1440) })
      .filter(({ startMinutes, endMinutes }) => startMinutes !== endMinutes);
    fc.assert(fc.property(hours, (set) => expect(readHours(hoursToText(set))).toEqual(set)));
  });
});

describe('Holidays', () => {
  test('come in order, each once, however they are separated', () => {
    expect(readHolidays('2026-12-26, 2026-12-25;2026‑12‑25\n2027-01-01')).toEqual([
      '2026-12-25',
      '2026-12-26',
      '2027-01-01',
    ]);
  });

  test('none is an empty list', () => {
    expect(readHolidays(' None ')).toEqual([]);
  });

  test.each(['2026-02-30', '25.13.2026', 'christmas'])('%s is named as wrong', (typed) => {
    expect(readHolidays(`2026-12-25, ${typed}`)).toEqual({ wrong: typed });
  });
});

describe('The day of return', () => {
  test.each([
    ['2026-11-22', 'past'],
    ['2026-11-23', 'past'],
    ['2026-11-24', null],
    ['2028-11-23', null],
    ['2029-11-23', 'far'],
  ])('%s, asked on 23 November 2026', (date, wrong) => expect(wrongWithReturn(date, '2026-11-23')).toBe(wrong));
});

describe('A handle', () => {
  test.each([
    ['Maya Chen', undefined, [], 'maya'],
    ['Maya Chen', undefined, ['maya'], 'maya.chen'],
    ['Maya Chen', undefined, ['maya', 'maya.chen'], 'maya2'],
    ['Maya', 'Queen Maya!', [], 'queenmaya'],
    ['Արմեն Պետրոսյան', undefined, [], 'արմեն'],
    ['李雷', undefined, [], '李雷'],
    ['🦊 🦊', undefined, [], 'member'],
    ['<@U1> @everyone', undefined, [], 'u1'],
  ])('of %s, wished %s, taken %s, is %s', (name, wished, others, handle) => {
    const wish = { externalId: 'U1', name, wished, own: undefined };
    const taken = new Set<string>(others);
    const { given, crowded } = giveHandles([wish], taken);
    const numbered = giveNumbered(crowded, new Map([['maya', ['maya2', 'maya3']]]), taken);
    expect(given.get('U1') ?? numbered.get('U1')).toBe(handle);
  });
});

describe('What is typed for a member or a place', () => {
  const id = '0198f000-0000-7000-8000-000000000000';

  test.each([
    [`<@${id}>`, { kind: 'id', id }],
    [`<#${id}>`, { kind: 'id', id }],
    [id, { kind: 'id', id }],
    ['<@U0123>', { kind: 'id', id: 'U0123' }],
    [' @maya ', { kind: 'name', name: 'maya' }],
    ['#news', { kind: 'name', name: 'news' }],
    ['Maya Chen', { kind: 'name', name: 'Maya Chen' }],
    ['<script>', { kind: 'name', name: '<script>' }],
    ['ma\u0000ya', { kind: 'name', name: 'ma ya' }],
  ])('%j', (typed, reference) => expect(readReference(typed)).toEqual(reference));
});
