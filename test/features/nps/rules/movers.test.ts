/** Which segments moved most, the surest first. */
import { expect, test } from '@jest/globals';
import { moversOf, type SegmentAnswers } from '../../../../src/features/nps/rules/movers.js';

const nps = { kind: 'nps' } as const;
const answers = (promoters: number, detractors: number) =>
  [
    { value: 10, count: promoters },
    { value: 0, count: detractors },
  ].filter(({ count }) => count > 0);
const moved = (
  segment: string | null,
  [now, before]: readonly [readonly [number, number], readonly [number, number]],
): SegmentAnswers => ({ segment, now: answers(...now), before: answers(...before) });

const far = moved('Far but few', [
  [1, 0],
  [0, 1],
]);
const sure = moved('Sure', [
  [80, 20],
  [40, 60],
]);
const surer = moved('Surer', [
  [90, 10],
  [20, 80],
]);

test('what is more than noise comes first, then what moved farther, then by name', () => {
  const near = [
    moved('B', [
      [3, 2],
      [2, 3],
    ]),
    moved('A', [
      [3, 2],
      [2, 3],
    ]),
  ];
  const found = moversOf(nps, [...near, far, sure, surer], 9);
  expect(found.map(({ segment, isReal }) => [segment, isReal])).toEqual([
    ['Surer', true],
    ['Sure', true],
    // From −100 to +100, of one answer each.
    ['Far but few', false],
    ['A', false],
    ['B', false],
  ]);
});

test('as many as are asked for; not those without a name, without a move, or without answers on one side', () => {
  const none = [
    moved(null, [
      [9, 0],
      [0, 9],
    ]),
    moved('Same', [
      [2, 2],
      [5, 5],
    ]),
    moved('Began', [
      [9, 0],
      [0, 0],
    ]),
    moved('Silent', [
      [0, 0],
      [9, 0],
    ]),
  ];
  expect(moversOf(nps, [...none, sure, surer], 9)).toHaveLength(2);
  expect(moversOf(nps, [sure, surer, far], 2).map(({ segment }) => segment)).toEqual(['Surer', 'Sure']);
});

test('a segment that is written in two ways is one, and moves by what both say together', () => {
  const [capital, small] = [
    moved('Shops', [
      [1, 0],
      [0, 1],
    ]),
    moved('shops', [
      [0, 3],
      [3, 0],
    ]),
  ];
  for (const written of [
    [capital, small],
    [small, capital],
  ]) {
    expect(moversOf(nps, written, 9)).toMatchObject([
      { segment: 'Shops', now: { value: -50, count: 4 }, before: { value: 50, count: 4 } },
    ]);
  }
});
