import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isBlankLine,
  literal,
  literalLine,
  literalParts,
  sendable,
} from '../../../../src/adapters/platform/render/literal-text.js';
import { bold } from '../../../../src/chat/card.js';

describe('literal text', () => {
  test.each([
    ['ordinary words stay as they are', 'Smith & Co <b> *x*\n\ttab', 'Smith & Co <b> *x*\n\ttab'],
    ['half a surrogate pair is replaced', 'a\uD83Db', 'a\uFFFDb'],
    ['control characters are replaced', 'a\u0000b\u0007', 'a\uFFFDb\uFFFD'],
    ['line breaks of other systems become ours', 'a\r\nb\rc', 'a\nb\nc'],
    ['right-to-left words alone stay as they are', 'שלום', 'שלום'],
    ['an override is enclosed', '\u202Eexe', '\u2068\u202Eexe\u2069'],
    ['an isolate left open is closed', '\u2066x', '\u2068\u2066x\u2069\u2069'],
    ['isolates that are closed stay as they are', '\u2068x\u2069', '\u2068x\u2069'],
  ])('%s', (_, typed, shown) => {
    expect(literal(typed)).toBe(shown);
  });

  test('what a person is to edit gets nothing added', () => {
    expect(sendable('\u202Eexe \uD83D')).toBe('\u202Eexe \uFFFD');
  });

  test('keeps within the limit even with the marks that close open ones', () => {
    const marks = fc.string({ unit: fc.constantFrom('\u2066', '\u2069', '\u202E', 'a', 'ש', '\n'), maxLength: 120 });
    fc.assert(
      fc.property(marks, fc.integer({ min: 1, max: 90 }), (typed, max) => {
        expect(literal(typed, max).length).toBeLessThanOrEqual(max);
      }),
    );
  });

  test('a title is one line and never empty', () => {
    expect(literalLine(' a \n b ')).toBe('a b');
    expect(literalLine(' \n ')).toBe('–');
  });
});

describe('the parts of a line', () => {
  test('right-to-left words do not reorder their neighbours', () => {
    expect(literalParts([bold('שלום'), ' 12'], 100)).toEqual([bold('\u2068שלום\u2069'), ' 12']);
  });

  test('a blank line shows that there is nothing', () => {
    expect(isBlankLine([' ', bold('')])).toBe(true);
    expect(literalParts([' ', bold('')], 100)).toEqual(['–']);
  });
});
