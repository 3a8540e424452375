import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonErrorPosition } from '../../../src/adapters/http/json-position.js';

describe('Where malformed JSON goes wrong', () => {
  test.each([
    ['nothing at all', '', 1, 1],
    ['a comma before the end', '{"a": 1,}', 1, 9],
    ['a missing comma', '[1 2]', 1, 4],
    ['a missing colon', '{"a" 1}', 1, 6],
    ['single quotes', "{'a': 1}", 1, 2],
    ['a key without quotes', '{a: 1}', 1, 2],
    ['a line break in a text', '{"a":\n "b\nc"}', 2, 2],
    ['a bad escape', '["ok", "a\\x"]', 1, 8],
    ['a wrong bracket', '[{"a": [1}]', 1, 10],
    ['something after the end', '{} x', 1, 4],
    ['an end that does not come', '[{"a": 1}\n', 2, 1],
    ['a number with a leading zero', '[01]', 1, 3],
    ['a word that is none', '[nul]', 1, 2],
  ])('%s', (_name, text, line, column) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonErrorPosition(text)).toEqual({ line, column });
  });

  test('is the end, and nowhere before it, in JSON that is well-formed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const lines = text.split('\n');
        expect(jsonErrorPosition(text)).toEqual({ line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
      }),
    );
  });

  test('is never behind the place that V8 names, where it names one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom('}', ']', ',', ':', 'x', '"', ''), (value, at, char) => {
        const text = JSON.stringify(value);
        const cut = at % (text.length + 1);
        const broken = text.slice(0, cut) + char + text.slice(cut + 1);
        const position = positionByV8(broken);
        fc.pre(position !== null);
        expect(jsonErrorPosition(broken).column - 1).toBeLessThanOrEqual(position ?? 0);
      }),
    );
  });
});

function positionByV8(text: string): number | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
    return position === undefined ? null : Number(position);
  }
}
