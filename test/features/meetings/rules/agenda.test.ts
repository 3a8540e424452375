import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allot, pagesOf, parseItemKey } from '../../../../src/features/meetings/rules/agenda.js';
import { numbersSince } from '../../../../src/features/meetings/rules/minutes.js';
import { looksLikeAnswer, namedAtStart, readShareAnswer } from '../../../../src/features/meetings/rules/question.js';

describe('The room of an agenda', () => {
  test('is shared evenly, and what one section does not need goes to the others', () => {
    const ten = (count: number) => Array.from({ length: count }, () => 10);
    expect(allot([ten(2), ten(60), ten(40)], 120)).toEqual([2, 5, 5]);
    expect(allot([ten(3), ten(3)], 1000)).toEqual([3, 3]);
    // However little room there is, each shows its first.
    expect(allot([ten(3), [], [500]], 10)).toEqual([1, 0, 1]);
  });

  const lists = fc.array(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 60 }), { minLength: 1, maxLength: 6 });

  test('is never exceeded beyond the first items, and never left empty while a next item would fit', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 6000 }), (weights, room) => {
        const counts = allot(weights, room);
        const used = weights.flatMap((items, index) => items.slice(0, counts[index]));
        const sum = used.reduce((total, weight) => total + weight, 0);
        const firsts = weights.reduce((total, items) => total + (items[0] ?? 0), 0);
        expect(sum).toBeLessThanOrEqual(Math.max(room, firsts));
        for (const [index, items] of weights.entries()) {
          expect(counts[index]).toBeGreaterThanOrEqual(Math.min(1, items.length));
          const next = items[counts[index] ?? 0];
          if (next !== undefined) expect(sum + next).toBeGreaterThan(room);
        }
      }),
    );
  });

  test('is cut into pages that together are everything, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 })), fc.integer({ min: 1, max: 100 }), (items, room) => {
        const pages = pagesOf(items, (item) => item, room);
        expect(pages.flat()).toEqual(items);
        for (const page of pages) {
          expect(page.length === 1 || page.reduce((sum, item) => sum + item, 0) <= room).toBe(true);
        }
      }),
    );
  });
});

test.each([
  ['learning:0193', { section: 'learning', id: '0193' }],
  ['number:Net promoter: score', { section: 'number', id: 'Net promoter: score' }],
  ['chair:0193', null],
  ['learning:', null],
  ['learning', null],
  ['', null],
])('%s names an item: %j', (typed, expected) => {
  expect(parseItemKey(typed)).toEqual(expected);
});

test.each([
  ['Yes!', 'accepted'],
  [' yes please ', 'accepted'],
  ['OK', 'accepted'],
  ['Swap', 'swapped'],
  ['Not this time.', 'declined'],
  ['no, thanks', null],
  ['no thanks', 'declined'],
  ['Yes, Acme told me something', null],
])('“%s” answers whether somebody shares: %s', (typed, expected) => {
  expect(readShareAnswer(typed)).toBe(expected);
});

test.each([
  ['Spoke with Acme', true],
  ['helpp', false],
  ['feedbak list', false],
  ['アクメは箱で数えていますとのこと', true],
  ['Ակմեն', false],
])('“%s” reads as an answer: %s', (typed, expected) => {
  expect(looksLikeAnswer(typed)).toBe(expected);
});

test.each([
  ['Acme: they count in boxes', 'Acme'],
  ['  Acme Ltd : they count', 'Acme Ltd'],
  ['At 10:30 they called', null],
  ['They said: nothing', 'They said'],
  ['no name', null],
])('“%s” begins with the name %s', (typed, expected) => {
  expect(namedAtStart(typed)).toBe(expected);
});

describe('Numbers are news', () => {
  const openedAt = new Date('2026-11-18T10:00:00Z');
  const minutes = { chair: null, presenter: null, learnings: [], decisions: [], followUps: [], numbersSince: null };
  const carried = [{ item: 'number:NPS', what: 'NPS' }];

  test('ever, when nobody has met yet', () => {
    expect(numbersSince(null)).toBeNull();
  });
  test('since the last meeting opened', () => {
    expect(numbersSince({ openedAt, minutes: { ...minutes, carried: [] } })).toEqual(openedAt);
    expect(numbersSince({ openedAt, minutes: null })).toEqual(openedAt);
  });
  test('since what it carried over began', () => {
    expect(numbersSince({ openedAt, minutes: { ...minutes, carried } })).toBeNull();
    const since = '2026-11-11T10:00:00.000Z';
    expect(numbersSince({ openedAt, minutes: { ...minutes, carried, numbersSince: since } })).toEqual(new Date(since));
  });
});
