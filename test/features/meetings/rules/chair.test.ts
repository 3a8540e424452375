import { describe, expect, test } from '@jest/globals';
import { reasonsText } from '../../../../src/features/meetings/cards/agenda-words.js';
import { type ChairCandidate, chooseChair } from '../../../../src/features/meetings/rules/chair.js';

const now = new Date('2026-11-18T10:00:00Z');
const today = { now, timeZone: 'Europe/London' };
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const customer = (customerId: string, more: Partial<ChairCandidate> = {}): ChairCandidate => ({
  customerId,
  feedback: [],
  score: null,
  learningCount: 0,
  ...more,
});
const said = (number: number, days: number, more: Partial<ChairCandidate['feedback'][number]> = {}) => ({
  number,
  severity: 'normal' as const,
  isOpen: true,
  capturedAt: daysAgo(days),
  ...more,
});

describe('In the empty chair', () => {
  const acme = customer('acme', { feedback: [said(12, 3)], score: { value: 4, at: daysAgo(8) } });

  test.each<[string, readonly ChairCandidate[], readonly string[], string | null]>([
    ['nobody sits when nobody has anything to say', [customer('acme'), customer('bolt')], [], null],
    ['sits whoever has most to say', [customer('bolt', { feedback: [said(1, 3)] }), acme], [], 'acme'],
    [
      'high severity weighs more',
      [customer('a', { feedback: [said(1, 3)] }), customer('b', { feedback: [said(2, 3, { severity: 'high' })] })],
      [],
      'b',
    ],
    [
      'low severity weighs less',
      [customer('a', { feedback: [said(1, 3, { severity: 'low' })] }), customer('b', { feedback: [said(2, 3)] })],
      [],
      'b',
    ],
    [
      'what waits longer weighs more',
      [customer('a', { feedback: [said(1, 1)] }), customer('b', { feedback: [said(2, 9)] })],
      [],
      'b',
    ],
    [
      'what is open weighs more than what is answered',
      [customer('a', { feedback: [said(1, 3, { isOpen: false })] }), customer('b', { feedback: [said(2, 3)] })],
      [],
      'b',
    ],
    [
      'a low score weighs more than a high one',
      [customer('a', { score: { value: 7, at: daysAgo(1) } }), customer('b', { score: { value: 6, at: daysAgo(9) } })],
      [],
      'b',
    ],
    [
      'however much we learned, one who waits weighs more',
      [customer('a', { learningCount: 10 }), customer('b', { feedback: [said(1, 1)] })],
      [],
      'b',
    ],
    [
      'what has waited for half a year drowns nobody who is in need',
      [customer('a', { feedback: [said(1, 180)] }), customer('b', { feedback: [said(2, 0, { severity: 'high' })] })],
      [],
      'b',
    ],
    ['good news has a voice too', [customer('a', { score: { value: 10, at: daysAgo(1) } })], [], 'a'],
    [
      'whoever sat there last does not sit there again',
      [acme, customer('bolt', { learningCount: 1 })],
      ['acme'],
      'bolt',
    ],
    ['unless nobody else has anything to say', [acme, customer('bolt')], ['acme'], 'acme'],
    [
      'whoever sat there two meetings ago has to have much more to say',
      [acme, customer('bolt', { feedback: [said(1, 3)] })],
      ['x', 'acme'],
      'bolt',
    ],
    [
      'three meetings ago, twice as much',
      [acme, customer('bolt', { feedback: [said(1, 3)] })],
      ['x', 'y', 'acme'],
      'bolt',
    ],
    [
      'four meetings ago, a third more',
      [acme, customer('bolt', { feedback: [said(1, 3)], learningCount: 2 })],
      ['x', 'y', 'z', 'acme'],
      'bolt',
    ],
    [
      'whoever sat there long ago is heard like everybody',
      [acme, customer('bolt', { feedback: [said(1, 3)] })],
      ['w', 'x', 'y', 'z', 'acme'],
      'acme',
    ],
    [
      'equals are chosen the same way every time',
      [customer('b', { learningCount: 1 }), customer('a', { learningCount: 1 })],
      [],
      'a',
    ],
  ])('%s', (_, candidates, satLately, expected) => {
    expect(chooseChair(candidates, satLately, today)?.customerId ?? null).toBe(expected);
  });

  test('the reasons are said, the weightiest first and at most three', () => {
    const words = (candidate: ChairCandidate) => reasonsText(chooseChair([candidate], [], today)?.reasons ?? [], null);
    expect(words(acme)).toBe('Because of F-12, open for 3 days, and a score of 4 last week.');
    expect(words(customer('a', { feedback: [said(1, 0, { severity: 'high' })] }))).toBe(
      'Because of F-1, of high severity and open since today.',
    );
    expect(
      words(
        customer('a', {
          feedback: [said(1, 1, { isOpen: false })],
          learningCount: 2,
          score: { value: 9, at: daysAgo(1) },
        }),
      ),
    ).toBe('Because of 2 things that we learned, F-1, just answered, and a score of 9 yesterday.');
    // Four in the afternoon of the day before is yesterday, also when less than 24 hours have gone by.
    const evening = new Date('2026-11-17T16:41:00Z');
    expect(words(customer('a', { score: { value: 3, at: evening } }))).toBe('Because of a score of 3 yesterday.');
    const inTokyo = { now: new Date('2026-11-17T23:00:00Z'), timeZone: 'Asia/Tokyo' };
    const late = chooseChair(
      [customer('a', { score: { value: 3, at: new Date('2026-11-17T12:00:00Z') } })],
      [],
      inTokyo,
    );
    expect(late?.reasons).toEqual([{ kind: 'score', value: 3, days: 1 }]);
    expect(
      chooseChair([customer('a', { feedback: [said(1, 1), said(2, 2), said(3, 3), said(4, 4)] })], [], today)?.reasons,
    ).toMatchObject([{ number: 4 }, { number: 3 }, { number: 2 }]);
  });
});
