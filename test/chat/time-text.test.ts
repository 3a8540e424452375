import { expect, test } from '@jest/globals';
import { dayAndTime, deadline, timeToText } from '../../src/chat/time-text.js';
import { inLanguage } from '../../src/kernel/language/reader.js';

test.each([
  ['midnight in its zone', '2026-12-01T00:00:00Z', 'UTC', 'end of Mon 30 Nov 2026 (UTC)'],
  ['midnight where summer time ends', '2026-10-25T23:00:00Z', 'Europe/Berlin', 'end of Sun 25 Oct 2026 (CET)'],
])('a deadline at %s is named by the day that it ends', (_, at, timeZone, words) => {
  const said = deadline(new Date(at), timeZone);
  expect(typeof said === 'string' && said.replace('GMT+1', 'CET')).toBe(words);
});

test('a deadline within a day is a time in the reader’s zone', () => {
  const at = new Date('2026-12-01T00:00:00Z');
  expect(deadline(at, 'America/New_York')).toEqual({
    kind: 'time',
    at,
    timeZone: 'America/New_York',
    style: 'dateTime',
  });
});

test.each([
  ['en', '{date_long} at {time}', 'Tue 1 Dec 2026, 00:00 UTC'],
  ['hy', '{date_long}, ժամը {time}', '2026 թ. դեկ 1, երք, 00:00 UTC'],
] as const)('day and time together, in %s', (language, onPlatform, asText) => {
  const at = new Date('2026-12-01T00:00:00Z');
  expect(inLanguage(language, () => dayAndTime('{date_long}', '{time}'))).toBe(onPlatform);
  expect(inLanguage(language, () => timeToText({ at, timeZone: 'UTC', style: 'dateTime' }))).toBe(asText);
});
