/** What a message chooses by a word of the code is chosen in a language from right to left, too. */
import { expect, test } from '@jest/globals';
import { movedMeanwhile } from '../../../src/features/ideas/cards/refusals.js';
import type { Idea } from '../../../src/features/ideas/rules/idea.js';
import { inLanguage } from '../../../src/kernel/language/reader.js';

const parked = { number: 7, state: 'parked' } as Idea;

test.each([
  ['whoever did it', 'alice', 'آپ نے'],
  ['somebody else', 'bob', 'Alice نے'],
])('Who moved an idea meanwhile is said to %s', (_, actorId, words) => {
  const refusal = inLanguage('ur', () => movedMeanwhile(parked, { id: 'alice', name: 'Alice' }, actorId));
  expect(refusal.message).toContain(words);
});
