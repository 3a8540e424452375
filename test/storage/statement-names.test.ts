import { describe, expect, test } from '@jest/globals';
import { createStatementNames } from '../../src/storage/statement-names.js';

const asked = (nameOf: (text: string) => string, text: string, times: number) =>
  Array.from({ length: times }, () => nameOf(text)).at(-1);

describe('Statement names', () => {
  test('are given to what comes again and again, and stay', () => {
    const nameOf = createStatementNames();
    expect(asked(nameOf, 'SELECT 1', 2)).toBe('');
    const name = nameOf('SELECT 1');
    expect(name).not.toBe('');
    expect(nameOf('SELECT 1')).toBe(name);
    expect(asked(nameOf, 'SELECT 2', 3)).not.toBe(name);
  });

  test('are not given without end, whatever comes', () => {
    const nameOf = createStatementNames();
    const names = Array.from({ length: 5_000 }, (_, index) => asked(nameOf, `SELECT ${index}`, 3));
    expect(new Set(names.filter((name) => name !== '')).size).toBe(200);
  });
});
