/** Several things beside each other, with the signs of the reader's language. */
import { expect, test } from '@jest/globals';
import { asSentence, withCommas, withSemicolons } from '../../../src/kernel/language/list.js';
import { inLanguage } from '../../../src/kernel/language/reader.js';

test.each([
  ['en', 'A, B', 'A; B', 'A.'],
  ['es', 'A, B', 'A; B', 'A.'],
  ['hy', 'A, B', 'A. B', 'A։'],
  ['ur', 'A، B', 'A؛ B', 'A۔'],
])('in %s', (language, commas, semicolons, sentence) => {
  const said = inLanguage(language, () => [withCommas(['A', 'B']), withSemicolons(['A', 'B']), asSentence('A')]);
  expect(said).toEqual([commas, semicolons, sentence]);
});

test('what is empty is left out', () => {
  expect(withCommas(['A', '', undefined, false, 'B'])).toBe('A, B');
});
