import { expect, test } from '@jest/globals';
import { readFeed } from '../../src/calendar/read-feed.js';

const lines = [
  'BEGIN:VCALENDAR',
  'X-WR-CALNAME:grace@harbour.example',
  'BEGIN:VEVENT',
  'UID:1',
  'SUMMARY:Renewal',
  'DTSTART:20261123T150000Z',
  'ORGANIZER;CN="Byron: Ada":mailto:Ada@Acme.example',
  'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ada;X-NUM-GUESTS=0:mailto:ada@ac',
  ' me.example',
  'ATTENDEE;PARTSTAT=DECLINED;CN="a;PARTSTAT=ACCEPTED":MAILTO:grace@harbour.example',
  'ATTENDEE;CN=Room;PARTSTAT=ACCEPTED;EMAIL="room@acme.example":/aMTk4/principal/',
  'ATTENDEE:invalid:nomail',
  'ATTENDEE;PARTSTAT=ACCEPTED:mailto:two words@acme.example',
  `ATTENDEE;CN=${'x'.repeat(30_000)}:mailto:long@acme.example`,
  'END:VEVENT',
  'END:VCALENDAR',
];
const question = {
  text: lines.join('\r\n'),
  from: new Date('2026-11-20T00:00:00Z'),
  until: new Date('2026-12-20T00:00:00Z'),
  timeZone: 'UTC',
  lengthMs: 3_600_000,
  event: null,
};

test('Those who come to an event are told by address, with whether they declined', () => {
  expect(readFeed({ ...question, withPeople: true })).toMatchObject({
    name: 'grace@harbour.example',
    unread: [],
    occurrences: [
      {
        people: [
          { address: 'ada@acme.example', hasDeclined: false },
          { address: 'grace@harbour.example', hasDeclined: true },
          { address: 'room@acme.example', hasDeclined: false },
        ],
      },
    ],
  });
});

test('Nobody is named to those who don’t ask who comes', () => {
  expect(JSON.stringify(readFeed(question))).not.toContain('ada@');
});
