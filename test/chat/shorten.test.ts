import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bold, mention } from '../../src/chat/card.js';
import { lineLength, shorten, shortenLine, split } from '../../src/chat/shorten.js';

const maya = { id: 'm', name: 'Maya' };
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const letters = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);
const typed = fc.string({ unit: 'grapheme', maxLength: 60 });

describe('shorten', () => {
  test.each([
    ['fits', 'four', 4, 'four'],
    ['cut', 'fives', 4, 'fiv…'],
    ['no space before the dots', 'one two three', 5, 'one…'],
    ['ends after a whole word', 'one two three', 10, 'one two…'],
    ['a word that just fits stays', 'one two three', 8, 'one two…'],
    ['an endless word is cut', `see ${'x'.repeat(80)}`, 50, `see ${'x'.repeat(45)}…`],
    ['a surrogate pair stays whole', 'ab😀c', 4, 'ab…'],
    ['an emoji family stays whole', 'a👩‍👩‍👧‍👦b', 6, 'a…'],
    ['a letter keeps its accent', 'abe\u0301c', 4, 'ab…'],
    ['a letter with more marks than the limit is cut between them', `e${'\u0301'.repeat(50)}`, 4, 'e\u0301\u0301…'],
    ['a pair at the very start is not halved', '😀😀', 2, '…'],
    ['no room at all', 'abc', 0, ''],
    ['room for the dots alone', 'abc', 1, '…'],
  ])('%s', (_, text, max, short) => {
    expect(shorten(text, max)).toBe(short);
  });

  test('never exceeds the limit, never halves a letter, and says that it cut', () => {
    fc.assert(
      fc.property(typed, fc.integer({ min: 1, max: 80 }), (text, max) => {
        const short = shorten(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        if (text.length <= max) expect(short).toBe(text);
        else expect(short.endsWith('…')).toBe(true);
        const kept = letters(short.replace(/…$/, ''));
        const isLongLetter = letters(text).some((letter) => letter.length >= max);
        if (text.length > max && !isLongLetter) expect(letters(text).slice(0, kept.length)).toEqual(kept);
      }),
    );
  });
});

describe('A line that is shortened', () => {
  test.each([
    ['it fits', ['the phone is slow'], 17, ['the phone is slow']],
    ['the cut word goes', ['the phone is slow'], 15, ['the phone is…']],
    ['also in bold', [bold('the phone'), ' ', bold('is slow')], 15, [bold('the phone'), ' ', bold('is…')]],
    ['the first word of the last piece goes whole', [bold('So far'), ' slowly'], 11, [bold('So far'), '…']],
    ['an endless word is cut', [`see ${'x'.repeat(80)}`], 50, [`see ${'x'.repeat(45)}…`]],
    ['letters without spaces are cut', ['電話が遅い電話が遅い'], 6, ['電話が遅い…']],
    ['a mention stays whole or goes', ['with ', mention(maya)], 8, ['with ', '…']],
  ])('%s', (_, line, max, short) => {
    expect(shortenLine(line, max)).toEqual(short);
  });

  test('never exceeds the limit, says that it cut, and ends after a word of the line', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.integer({ min: 14, max: 60 }), (said, max) => {
        const [short] = shortenLine([said.join(' ')], max);
        const kept = String(short).replace(/…$/, '');
        expect(String(short).length).toBeLessThanOrEqual(max);
        expect(said.slice(0, kept.split(' ').length)).toEqual(kept.split(' '));
        expect(kept === said.join(' ')).toBe(short === kept);
      }),
    );
  });
});

describe('split', () => {
  test('the pieces are small enough and make the text again', () => {
    fc.assert(
      fc.property(typed, fc.integer({ min: 2, max: 20 }), (text, max) => {
        const pieces = split(text, max);
        expect(pieces.join('')).toBe(text);
        expect(pieces.every((piece) => piece.length > 0 && piece.length <= max)).toBe(true);
      }),
    );
  });

  test('nothing gives no pieces', () => {
    expect(split('', 10)).toEqual([]);
  });
});

describe('shortenLine', () => {
  test('a line that fits is left alone', () => {
    expect(shortenLine(['to ', mention(maya)], 20)).toEqual(['to ', mention(maya)]);
  });

  test('cuts the part that crosses the limit and leaves out the rest', () => {
    expect(shortenLine(['one ', bold('two three'), ' four'], 8)).toEqual(['one ', bold('two…')]);
  });

  test('a part that just fits still says that something follows', () => {
    expect(shortenLine(['12345', 'more'], 5)).toEqual(['1234…']);
  });

  test('a mention is whole or not there', () => {
    expect(shortenLine(['ab ', mention(maya), ' and more'], 6)).toEqual(['ab ', '…']);
  });

  test('never exceeds the limit', () => {
    const part = fc.oneof(typed, typed.map(bold), fc.constant(mention(maya)));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.integer({ min: 1, max: 60 }), (line, max) => {
        expect(lineLength(shortenLine(line, max))).toBeLessThanOrEqual(max);
      }),
    );
  });
});
