import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { listConditions } from '../../../../src/features/feedback/fields.js';
import {
  type Conditions,
  containsPhrase,
  fittingRules,
  nextByLoad,
  nextByTurns,
  type Routable,
  unmetConditions,
} from '../../../../src/features/feedback/rules/routing.js';

const item: Routable = {
  text: 'The refund never came, and billing is silent.',
  topic: 'Billing',
  source: 'slack',
  severity: 'high',
  score: 3,
  segments: ['Shops', 'Gold'],
  placeId: 'p1',
};

describe('A rule fits', () => {
  test.each<[Conditions, string[]]>([
    [{}, []],
    [{ words: ['REFUND'] }, []],
    [{ words: ['money back', 'never came'] }, []],
    [{ words: ['fund'] }, ['words']],
    [{ topics: ['billing'] }, []],
    [{ topics: ['login', 'speed'] }, ['topics']],
    [{ sources: ['Slack'], severities: ['high'] }, []],
    [{ severities: ['low', 'normal'] }, ['severities']],
    [{ score: { from: 0, to: 6 } }, []],
    [{ score: { from: 4, to: 6 } }, ['score']],
    [{ segments: ['gold'], placeIds: ['p1', 'p2'] }, []],
    [{ segments: ['silver'], placeIds: ['p2'] }, ['segments', 'placeIds']],
  ])('with %j unless %j do not hold', (conditions, unmet) => {
    expect(unmetConditions(conditions, item, listConditions)).toEqual(unmet);
  });

  test('never by a score, segment, topic or place that the feedback does not have', () => {
    const bare = { ...item, topic: null, score: null, segments: [], placeId: null };
    const all: Conditions = { topics: ['billing'], score: { from: 0, to: 10 }, segments: ['gold'], placeIds: ['p1'] };
    expect(unmetConditions(all, bare, listConditions)).toEqual(['topics', 'segments', 'score', 'placeIds']);
  });

  test('in order: the rules that fit come as they are tried', () => {
    const rule = (position: number, conditions: Conditions) =>
      ({ id: `r${position}`, position, name: 'x', conditions, target: { kind: 'member', memberId: 'm' } }) as const;
    const rules = [rule(1, { topics: ['speed'] }), rule(2, { words: ['refund'] }), rule(3, {})];
    expect(fittingRules(rules, item, listConditions).map(({ position }) => position)).toEqual([2, 3]);
  });
});

describe('Words of a condition', () => {
  test.each([
    ['Refund!', 'refund', true],
    ['refundable', 'refund', false],
    ['no-refund policy', 'refund', true],
    ['money\n  back please', 'money back', true],
    ['Կորած պատվեր է', 'պատվեր', true],
    ['المبلغ لم يصل', 'المبلغ', true],
    ['C++ (beta)', 'c++', true],
    ['anything', '', false],
    ['a.b', 'a+b', false],
    ['café', 'cafe', false],
  ])('%j holds %j: %s', (text, phrase, expected) => {
    expect(containsPhrase(text, phrase)).toBe(expected);
  });

  test('are found wherever they stand as words, and never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (phrase, around) => {
        containsPhrase(around, phrase);
        if (phrase.normalize('NFKC').trim() !== '') expect(containsPhrase(`. ${phrase} .`, phrase)).toBe(true);
      }),
    );
  });
});

test('Many rules read each text once, and each of their words once for all texts', () => {
  const rules = Array.from({ length: 50 }, (_, at) => ({
    ...{ id: String(at), position: at + 1, name: `Rule ${at}` },
    target: { kind: 'leftOut' } as const,
    conditions: { words: [`refund ${at}`, `invoice ${at}`], topics: [`Topic ${at}`, 'other'] },
  }));
  const items = Array.from({ length: 40 }, (_, at) => ({ ...item, text: `The refund ${at} never came`, topic: null }));
  const read = jest.spyOn(String.prototype, 'normalize');
  const fitting = items.map((each) => fittingRules(rules, each, listConditions));
  const { calls } = read.mock;
  read.mockRestore();
  expect(fitting.every((found) => found.length === 0)).toBe(true);
  expect(calls.length).toBeLessThanOrEqual(items.length + 4 * rules.length);
});

test('Words are found as by reading the whole text for each', () => {
  const words = fc.array(fc.constantFrom('refund', 'ref', 'und', 'C++', 'é', 'e\u0301', 'Ա', ' ', '-', '.', '١'), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(words, words, (text, phrase) => {
      const fold = (said: readonly string[]) =>
        said.join('').normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
      const wanted = fold(phrase);
      const isWord = (letter = '') => /^[\p{L}\p{N}\p{M}]$/u.test(letter);
      const at = [...fold(text)];
      const isThere = at.some((_, from) => {
        const part = [...wanted];
        const here = part.every((letter, offset) => at[from + offset] === letter);
        return here && !isWord(at[from - 1]) && !isWord(at[from + part.length]);
      });
      expect(containsPhrase(text.join(''), phrase.join(''))).toBe(wanted !== '' && isThere);
    }),
  );
});

describe('By turns', () => {
  const everyone = () => true;

  test.each([
    [null, 'ana'],
    ['ana', 'ben'],
    ['cleo', 'ana'],
    ['somebody who left the group', 'ana'],
  ])('after %s comes %s', (last, next) => {
    expect(nextByTurns(['ana', 'ben', 'cleo'], last, everyone)).toBe(next);
  });

  test('who is away is skipped, and nobody is chosen when nobody is there', () => {
    expect(nextByTurns(['ana', 'ben', 'cleo'], 'ana', (id) => id !== 'ben')).toBe('cleo');
    expect(nextByTurns(['ana'], null, () => false)).toBeNull();
  });

  test('everybody gets the same share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 }), (size, rounds) => {
        const ids = Array.from({ length: size }, (_, index) => `m${index}`);
        const counts = new Map<string, number>();
        let last: string | null = null;
        for (let turn = 0; turn < size * rounds; turn += 1) {
          last = nextByTurns(ids, last, everyone);
          counts.set(last ?? '', (counts.get(last ?? '') ?? 0) + 1);
        }
        expect([...counts.values()]).toEqual(ids.map(() => rounds));
      }),
    );
  });
});

describe('By load', () => {
  test('the one with the fewest open items is chosen, in the order of the group among equals', () => {
    const counts = new Map([
      ['ana', 2],
      ['ben', 1],
    ]);
    expect(nextByLoad(['ana', 'ben', 'cleo'], counts, () => true)).toBe('cleo');
    expect(nextByLoad(['ana', 'ben'], counts, () => true)).toBe('ben');
    expect(nextByLoad(['ana', 'ben'], new Map(), () => true)).toBe('ana');
    expect(nextByLoad(['ana', 'ben', 'cleo'], counts, (id) => id === 'ana')).toBe('ana');
  });
});
