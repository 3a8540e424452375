import { expect, test } from '@jest/globals';
import { createFeedReader } from '../../src/calendar/reading-thread.js';
import { execArgv } from '../support/typed-thread.js';

const event = (...lines: string[]) => ['BEGIN:VEVENT', 'SUMMARY:Weekly', ...lines, 'END:VEVENT'];
const from = new Date('2026-11-23T00:00:00Z');
const ask = (lines: readonly string[]) => ({
  text: ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\n'),
  from,
  until: new Date('2027-12-23T00:00:00Z'),
  timeZone: 'UTC',
  lengthMs: 3_600_000,
  event: null,
});
const dated = event('UID:d', 'DTSTART:20261207T100000Z');

test('A calendar is read in a thread, whatever is hostile in it is named, and the rest is read', async () => {
  const all = (count: number) => Array.from({ length: count }, (_, n) => n).join(',');
  const hostile = [
    ...event('UID:1', 'DTSTART:20261207T100000Z', `RRULE:FREQ=DAILY;BYHOUR=${all(24)};BYMINUTE=${all(60)}`),
    ...event('UID:2', `DTSTART${';X=1'.repeat(300_000)}:20261207T100000Z`),
    ...event('UID:3', 'DTSTART:20261207T100000Z', ...Array<string>(100_000).fill('EXDATE:20261207T100000Z')),
    ...event('UID:4', 'DTSTART:20261207T100000Z', `RRULE:FREQ=DAILY;BYHOUR=${'9,'.repeat(200_000)}9`),
  ];
  const answer = await createFeedReader({ execArgv })(ask([...hostile, ...dated]));
  if (answer.kind !== 'dates') throw new Error(answer.kind);
  expect(answer.occurrences.map(({ startsAt }) => startsAt)).toEqual([new Date('2026-12-07T10:00:00Z')]);
  expect(answer.unread.map(({ uid, cause }) => [uid, cause.why])).toEqual([
    ['1', 'rule'],
    ['2', 'line'],
    ['4', 'line'],
  ]);
});

test('A calendar that takes too long is given up, and the next one is read', async () => {
  const read = createFeedReader({ execArgv, timeMs: 1 });
  expect(await read(ask(dated))).toEqual({ kind: 'tooHard' });
  expect(await createFeedReader({ execArgv })(ask(dated))).toMatchObject({ kind: 'dates' });
});

test('A calendar that takes too much memory is given up', async () => {
  const names = Array.from({ length: 15_000 }, (_, n) => event(`UID:${n}`, 'DTSTART:20261207T100000Z')).flat();
  const read = createFeedReader({ execArgv, memoryMb: 12 });
  expect(await read(ask(names))).toEqual({ kind: 'tooHard' });
});
