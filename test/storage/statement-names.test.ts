import { describe, expect, test } from '@jest/globals';
import { createStatementNames, type StatementNames } from '../../src/storage/statement-names.js';

const asked = (names: StatementNames, text: string, times: number) =>
  Array.from({ length: times }, () => names.of(text)).at(-1);

describe('Statement names', () => {
  test('are given to what comes again and again, and stay', () => {
    const names = createStatementNames();
    expect(asked(names, 'SELECT 1', 2)).toBe('');
    const name = names.of('SELECT 1');
    expect(name).not.toBe('');
    expect(names.of('SELECT 1')).toBe(name);
    expect(asked(names, 'SELECT 2', 3)).not.toBe(name);
  });

  test('are given anew when seldom texts have taken them, each only once', () => {
    const names = createStatementNames();
    const given = Array.from({ length: 401 }, (_, index) => asked(names, `SELECT ${index}`, 3));
    expect(new Set(given).size).toBe(401);
    expect(names.round()).toBe(1);
    expect(asked(names, 'SELECT 0', 2)).toBe('');
    expect(given).not.toContain(names.of('SELECT 0'));
  });
});
