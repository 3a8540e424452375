import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pageButtons, pageOf } from '../../src/chat/pages.js';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('A list is shown a page at a time', () => {
  test.each([
    [0, 1, { items: [], page: 1, pageCount: 1 }],
    [3, 1, { items: [1, 2, 3], page: 1, pageCount: 1 }],
    [7, 2, { items: [4, 5, 6], page: 2, pageCount: 3 }],
    [7, 3, { items: [7], page: 3, pageCount: 3 }],
  ])('of %i things page %i', (count, wanted, page) => {
    expect(pageOf(numbers(count), wanted, 3)).toEqual(page);
  });

  test.each([
    [9, 3],
    [0, 1],
    [-4, 1],
    [1.5, 1],
    [Number.NaN, 1],
    [Number.POSITIVE_INFINITY, 1],
  ])('a stale or made-up page %d becomes one that is there', (wanted, page) => {
    expect(pageOf(numbers(7), wanted, 3).page).toBe(page);
  });

  test('nothing is lost or shown twice when all pages are turned', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 12 }), (count, size) => {
        const { pageCount } = pageOf(numbers(count), 1, size);
        const turned = numbers(pageCount).flatMap((page) => pageOf(numbers(count), page, size).items);
        expect(turned).toEqual(numbers(count));
      }),
    );
  });
});

describe('The buttons under a list', () => {
  const labels = (page: number, pageCount: number) =>
    pageButtons({ page, pageCount }, 'feedback.list', (target) => `mine ${target}`).flatMap((block) =>
      block.kind === 'actions'
        ? block.actions.map((action) => action.kind === 'button' && [action.label, action.value])
        : [],
    );

  test('lead to the neighbours that there are', () => {
    expect(labels(1, 1)).toEqual([]);
    expect(labels(1, 3)).toEqual([['Next', 'mine 2']]);
    expect(labels(2, 3)).toEqual([
      ['Previous', 'mine 1'],
      ['Next', 'mine 3'],
    ]);
    expect(labels(3, 3)).toEqual([['Previous', 'mine 2']]);
  });

  test('say which page this is', () => {
    expect(pageButtons({ page: 2, pageCount: 3 }, 'feedback.list', String)[0]).toEqual({
      kind: 'note',
      line: 'Page 2 of 3',
    });
  });
});
