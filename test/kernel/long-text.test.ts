/** Work on long texts that grows no faster than they do: what is asked and how often is counted, never how long it takes. */
import { expect, test } from '@jest/globals';
import { trimEndOf, wordSegments } from '../../src/kernel/long-text.js';

const words = new Intl.Segmenter('en', { granularity: 'word' });

test('What trails off is taken by itself', () => {
  expect(trimEndOf('Acme Ltd...,', /[.,]/u)).toBe('Acme Ltd');
  expect(trimEndOf('...', /\./u)).toBe('');
  expect(trimEndOf('a.b', /\./u)).toBe('a.b');
});

test('A long text is cut into the same words, a little of it at a time', () => {
  const text = 'They’re still waiting — 3.5 days!\n'.repeat(100);
  const asked: number[] = [];
  const watched = {
    segment: (part: string) => {
      asked.push(part.length);
      return words.segment(part);
    },
  } as Intl.Segmenter;
  const pick = (segments: Iterable<Pick<Intl.SegmentData, 'segment' | 'index' | 'isWordLike'>>) =>
    Array.from(segments, ({ segment, index, isWordLike }) => ({ segment, index, isWordLike }));
  expect(pick(wordSegments(watched, text))).toEqual(pick(words.segment(text)));
  expect(Math.max(...asked)).toBeLessThanOrEqual(500);
});

test('What has no spaces is cut between characters', () => {
  const text = '😀'.repeat(1_001);
  const segments = [...wordSegments(words, text)].map(({ segment }) => segment);
  expect(segments.join('')).toBe(text);
  expect(segments.every((segment) => !/\p{Surrogate}/u.test(segment))).toBe(true);
});
