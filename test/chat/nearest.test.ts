import { describe, expect, test } from '@jest/globals';
import { nearest } from '../../src/chat/nearest.js';

const names = ['help', 'feedback', 'learn', 'idea', 'ideas', 'nps', 'score', 'owe', 'who', 'settings', 'champion'];

describe('The nearest to what was typed', () => {
  test.each([
    ['feedbak', 'feedback'],
    ['FEEDBACK', 'feedback'],
    ['fedbackk', 'feedback'],
    ['hlep', 'help'],
    ['champoin', 'champion'],
    ['sett', 'settings'],
    ['ideass', 'ideas'],
    ['np', 'nps'],
    ['ｈｅｌｐ', 'help'],
  ])('%s means %s', (typed, meant) => {
    expect(nearest(typed, names)).toBe(meant);
  });

  test.each(['', ' ', 'x', 'the', 'customer', 'xyzzy', 'we', 'ps', 'hello', 'помощь', '😀', 'a'.repeat(10_000)])(
    'nothing is near %j',
    (typed) => {
      expect(nearest(typed.slice(0, 10_000), names)).toBeNull();
    },
  );

  test('of equals the first wins, and an exact one always', () => {
    expect(nearest('lost', ['list', 'last'])).toBe('list');
    expect(nearest('idea', ['ideas', 'idea'])).toBe('idea');
  });

  test('there may be nothing to choose from', () => {
    expect(nearest('help', [])).toBeNull();
  });
});
