/**
 * Further feeds as calendars publish them, with dates worked out by hand. The window begins on Monday 23 November 2026 and
 * ends with April 2027; times without any zone are in Yerevan, four hours ahead of UTC.
 */
import { describe, expect, test } from '@jest/globals';
import { readFeed } from '../../src/calendar/read-feed.js';

function read(text: string, event: string | null = null) {
  const window = { from: new Date('2026-11-23T00:00:00Z'), until: new Date('2027-04-30T00:00:00Z') };
  const answer = readFeed({ text, ...window, timeZone: 'Asia/Yerevan', lengthMs: 3_600_000, event });
  if (answer.kind !== 'dates') return answer;
  return {
    dates: answer.occurrences.map(({ startsAt }) => startsAt.toISOString().slice(0, 16).replace('T', ' ')),
    unread: answer.unread.map(({ cause }) => cause.why),
  };
}

const calendar = (...lines: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Made up//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:w@x', 'SUMMARY:Weekly', ...lines, 'END:VEVENT'];
const berlin = 'DTSTART;TZID=Europe/Berlin:20261207T100000';
const fourWeeks = 'RRULE:FREQ=WEEKLY;COUNT=4';

/** What a feed holds, and the dates in UTC that a careful person finds. */
const feeds: Readonly<Record<string, readonly [text: string, dates: readonly string[], unread?: readonly string[]]>> = {
  'Google: everything after a date is an hour later': [
    calendar(
      ...event(berlin, fourWeeks),
      ...event(
        'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261221T100000',
        'DTSTART;TZID=Europe/Berlin:20261221T110000',
      ),
    ),
    ['2026-12-07 09:00', '2026-12-14 09:00', '2026-12-21 10:00', '2026-12-28 10:00'],
  ],
  'a date left out in the zone of somebody else': [
    calendar(...event(berlin, fourWeeks, 'EXDATE;TZID=America/New_York:20261214T040000')),
    ['2026-12-07 09:00', '2026-12-21 09:00', '2026-12-28 09:00'],
  ],
  'dates left out in UTC, several on a line, over the change of clocks': [
    calendar(
      ...event(
        'DTSTART;TZID=Europe/Berlin:20270315T100000',
        'RRULE:FREQ=WEEKLY;COUNT=5',
        'EXDATE:20270322T090000Z,20270329T080000Z',
      ),
    ),
    ['2027-03-15 09:00', '2027-04-05 08:00', '2027-04-12 08:00'],
  ],
  'dates left out without a zone': [
    calendar(...event(berlin, fourWeeks, 'EXDATE:20261214T100000')),
    ['2026-12-07 09:00', '2026-12-21 09:00', '2026-12-28 09:00'],
  ],
  'Outlook of old: dates left out at midnight of their day': [
    calendar(...event(berlin, fourWeeks, 'EXDATE;TZID=Europe/Berlin:20261214T000000')),
    ['2026-12-07 09:00', '2026-12-21 09:00', '2026-12-28 09:00'],
  ],
  'a series at midnight, of which one date is left out': [
    calendar(
      ...event('DTSTART;TZID=Europe/Berlin:20261207T000000', fourWeeks, 'EXDATE;TZID=Europe/Berlin:20261214T000000'),
    ),
    ['2026-12-06 23:00', '2026-12-20 23:00', '2026-12-27 23:00'],
  ],
  'until a time without a zone': [
    calendar(...event(berlin, 'RRULE:FREQ=WEEKLY;UNTIL=20261221T100000')),
    ['2026-12-07 09:00', '2026-12-14 09:00', '2026-12-21 09:00'],
  ],
  'until the day before in UTC, which ends it before the last': [
    calendar(...event(berlin, 'RRULE:FREQ=WEEKLY;UNTIL=20261221T085959Z')),
    ['2026-12-07 09:00', '2026-12-14 09:00'],
  ],
  'Google: a series that was moved as a whole, and ends before it begins': [
    calendar(...event(berlin, 'RRULE:FREQ=WEEKLY;UNTIL=20261101T000000Z')),
    [],
  ],
  'times without any zone': [
    calendar(...event('DTSTART:20261207T100000', 'RRULE:FREQ=WEEKLY;COUNT=2')),
    ['2026-12-07 06:00', '2026-12-14 06:00'],
  ],
  'Google: a series in UTC stays in UTC, whatever the calendar’s zone is': [
    calendar('X-WR-TIMEZONE:America/New_York', ...event('DTSTART:20270308T150000Z', 'RRULE:FREQ=WEEKLY;COUNT=2')),
    ['2027-03-08 15:00', '2027-03-15 15:00'],
  ],
  'an hour that comes twice in autumn is its first': [
    calendar(...event('DTSTART;TZID=Australia/Sydney:20270404T023000')),
    ['2027-04-03 15:30'],
  ],
  'Fastmail: a length instead of an end': [
    calendar(...event(berlin, 'DURATION:PT30M', 'RRULE:FREQ=WEEKLY;COUNT=2')),
    ['2026-12-07 09:00', '2026-12-14 09:00'],
  ],
  'neither a length nor an end': [calendar(...event(berlin)), ['2026-12-07 09:00']],
  'an end that is its beginning': [
    calendar(...event(berlin, 'DTEND;TZID=Europe/Berlin:20261207T100000')),
    ['2026-12-07 09:00'],
  ],
  'over midnight': [
    calendar(
      ...event(
        'DTSTART;TZID=Europe/Berlin:20261207T233000',
        'DTEND;TZID=Europe/Berlin:20261208T003000',
        'RRULE:FREQ=WEEKLY;COUNT=2',
      ),
    ),
    ['2026-12-07 22:30', '2026-12-14 22:30'],
  ],
  'a series that ends in another zone than it begins': [
    calendar(...event(berlin, 'DTEND;TZID=America/New_York:20261207T050000', 'RRULE:FREQ=WEEKLY;COUNT=2')),
    ['2026-12-07 09:00', '2026-12-14 09:00'],
  ],
  'the first working day of each month, by position': [
    calendar(
      ...event(
        'DTSTART;TZID=Europe/Berlin:20261201T100000',
        'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=4',
      ),
    ),
    ['2026-12-01 09:00', '2027-01-01 09:00', '2027-02-01 09:00', '2027-03-01 09:00'],
  ],
  'the second and the last Thursday': [
    calendar(...event('DTSTART;TZID=Europe/Berlin:20261210T100000', 'RRULE:FREQ=MONTHLY;BYDAY=2TH,-1TH;COUNT=4')),
    ['2026-12-10 09:00', '2026-12-31 09:00', '2027-01-14 09:00', '2027-01-28 09:00'],
  ],
  'every second week on Mondays and Wednesdays': [
    calendar(...event(berlin, 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=4')),
    ['2026-12-07 09:00', '2026-12-09 09:00', '2026-12-21 09:00', '2026-12-23 09:00'],
  ],
  'twice on a day, by its hours': [
    calendar(...event('DTSTART;TZID=Europe/Berlin:20261207T090000', 'RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=4')),
    ['2026-12-07 08:00', '2026-12-07 14:00', '2026-12-08 08:00', '2026-12-08 14:00'],
  ],
  'on every working day, written as weeks, its rule in small letters': [
    calendar(...event('DTSTART;TZID=Europe/Berlin:20261210T100000', 'RRULE:freq=weekly;byday=mo,tu,we,th,fr;count=4;')),
    ['2026-12-10 09:00', '2026-12-11 09:00', '2026-12-14 09:00', '2026-12-15 09:00'],
  ],
  'once a year, on the last Friday of January': [
    calendar(...event('DTSTART;TZID=Europe/Berlin:20260130T100000', 'RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=-1FR')),
    ['2027-01-29 09:00'],
  ],
  'a parameter in quotation marks, and one more': [
    calendar(...event('DTSTART;VALUE=DATE-TIME;TZID="Europe/Berlin":20261207T100000')),
    ['2026-12-07 09:00'],
  ],
  'Exchange: its zone as people see it': [
    calendar(...event('DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20270405T100000')),
    ['2027-04-05 08:00'],
  ],
  'zones by names of old': [
    calendar(
      ...event(
        'DTSTART;TZID=US/Pacific:20261207T100000',
        'RDATE;TZID=Asia/Calcutta:20261208T100000',
        'RDATE;TZID=Europe/Kiev:20261209T100000',
      ),
    ),
    ['2026-12-07 18:00', '2026-12-08 04:30', '2026-12-09 08:00'],
  ],
  'offsets for names': [
    calendar(
      ...event('DTSTART;TZID=GMT+0100:20261207T100000'),
      ...['BEGIN:VEVENT', 'UID:v@x', 'SUMMARY:Weekly', 'DTSTART;TZID=UTC+02:00:20261208T100000', 'END:VEVENT'],
      ...['BEGIN:VEVENT', 'UID:u@x', 'SUMMARY:Weekly', 'DTSTART;TZID=Etc/GMT-3:20261209T100000', 'END:VEVENT'],
    ),
    ['2026-12-07 09:00', '2026-12-08 08:00', '2026-12-09 07:00'],
  ],
  'an exception that stands before its series, under another name': [
    calendar(
      ...['BEGIN:VEVENT', 'UID:w@x', 'SUMMARY:Weekly with guests', 'RECURRENCE-ID;TZID=Europe/Berlin:20261214T100000'],
      ...['DTSTART;TZID=Europe/Berlin:20261215T140000', 'END:VEVENT'],
      ...event(berlin, 'RRULE:FREQ=WEEKLY;COUNT=3'),
    ),
    ['2026-12-07 09:00', '2026-12-15 13:00', '2026-12-21 09:00'],
  ],
  'an exception that is cancelled': [
    calendar(
      ...event(berlin, 'RRULE:FREQ=WEEKLY;COUNT=3'),
      ...event('RECURRENCE-ID:20261214T090000Z', 'DTSTART:20261214T090000Z', 'STATUS:CANCELLED'),
    ),
    ['2026-12-07 09:00', '2026-12-21 09:00'],
  ],
  'a date that was moved twice': [
    calendar(
      ...event(berlin, 'RRULE:FREQ=WEEKLY;COUNT=2', 'SEQUENCE:1'),
      ...event('RECURRENCE-ID:20261214T090000Z', 'DTSTART:20261215T090000Z', 'SEQUENCE:2'),
      ...event('RECURRENCE-ID:20261214T090000Z', 'DTSTART:20261216T090000Z', 'SEQUENCE:3'),
    ),
    ['2026-12-07 09:00', '2026-12-16 09:00'],
  ],
  'Teams: its meeting body in folded lines, and HTML beside': [
    calendar(
      ...event(
        'DESCRIPTION;LANGUAGE=en-US:\\n________________________________________________________________',
        ' ________________\\nMicrosoft Teams meeting\\nJoin: https://teams.example/l/meetup-join/',
        ' 19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%22a%22%7d\\nBEGIN:VEVENT\\n',
        'X-ALT-DESC;FMTTYPE=text/html:<html><body>DTSTART:20200101T000000Z</body></html>',
        'X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.example/x',
        'DTSTART;TZID=W. Europe Standard Time:20261207T100000',
        'DTEND;TZID=W. Europe Standard Time:20261207T103000',
        'RRULE:FREQ=WEEKLY;UNTIL=20261221T090000Z;INTERVAL=1;BYDAY=MO;WKST=MO',
        'BEGIN:VALARM',
        'UID:alarm',
        'DESCRIPTION:REMINDER',
        'TRIGGER;RELATED=START:-PT15M',
        'DTSTART:20200101T000000Z',
        'ACTION:DISPLAY',
        'END:VALARM',
      ),
    ),
    ['2026-12-07 09:00', '2026-12-14 09:00', '2026-12-21 09:00'],
  ],
  'what is no event beside one': [
    calendar(
      ...['BEGIN:VTODO', 'UID:t', 'SUMMARY:Weekly', 'DTSTART:20261201T100000Z', 'DUE:20261202T100000Z', 'END:VTODO'],
      ...['BEGIN:VFREEBUSY', 'UID:f', 'DTSTART:20261201T100000Z', 'FREEBUSY:20261201T100000Z/PT1H', 'END:VFREEBUSY'],
      ...event(berlin),
    ),
    ['2026-12-07 09:00'],
  ],
  'two calendars in one answer': [
    calendar(...event(berlin)) +
      calendar(...['BEGIN:VEVENT', 'UID:v@x', 'SUMMARY:Weekly', 'DTSTART:20261208T090000Z', 'END:VEVENT']),
    ['2026-12-07 09:00', '2026-12-08 09:00'],
  ],
  'a byte order mark, and blank lines between': [
    `\ufeff${calendar(...event(berlin)).replaceAll('\r\n', '\n\n')}`,
    ['2026-12-07 09:00'],
  ],
  'a leap day': [
    calendar(
      ...event('DTSTART;TZID=Europe/Berlin:20240229T100000', 'RRULE:FREQ=YEARLY'),
      ...['BEGIN:VEVENT', 'UID:v', 'SUMMARY:Weekly', 'DTSTART:20261208T090000Z', 'END:VEVENT'],
    ),
    ['2026-12-08 09:00'],
  ],
  'rules and dates that do not fit together are told of, the rest is read': [
    calendar(
      ...event('DTSTART;TZID=Europe/Berlin:2026-12-07T10:00:00'),
      ...['BEGIN:VEVENT', 'UID:v', 'SUMMARY:Weekly', 'DTSTART:20261208T090000Z', 'END:VEVENT'],
      ...[
        'BEGIN:VEVENT',
        'UID:u',
        'SUMMARY:Weekly',
        'DTSTART:20261209T090000Z',
        'RRULE:FREQ=FORTNIGHTLY',
        'END:VEVENT',
      ],
    ),
    // Other programs write dates with hyphens: nothing else can be meant.
    ['2026-12-07 09:00', '2026-12-08 09:00'],
    ['rule'],
  ],
  'a series that is cancelled altogether, and another of its name': [
    calendar(
      ...event(berlin, 'RRULE:FREQ=WEEKLY;COUNT=3', 'STATUS:CANCELLED'),
      ...[
        'BEGIN:VEVENT',
        'UID:v',
        'SUMMARY:Weekly',
        'DTSTART:20261208T090000Z',
        'RRULE:FREQ=WEEKLY;COUNT=2',
        'END:VEVENT',
      ],
    ),
    ['2026-12-08 09:00', '2026-12-15 09:00'],
  ],
  'a zone of its own without summer time, under a name that has some': [
    calendar(
      ...['BEGIN:VTIMEZONE', 'TZID:Europe/Berlin', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0100'],
      ...['TZOFFSETTO:+0100', 'TZNAME:CET', 'END:STANDARD', 'END:VTIMEZONE'],
      ...event('DTSTART;TZID=Europe/Berlin:20270322T100000', 'RRULE:FREQ=WEEKLY;COUNT=2'),
    ),
    // It is the IANA name that says what is meant; tools cut their explanation short.
    ['2027-03-22 09:00', '2027-03-29 08:00'],
  ],
  'whole days among the dates of a name': [
    calendar(
      ...event(berlin),
      ...['BEGIN:VEVENT', 'UID:v', 'SUMMARY:Weekly', 'DTSTART;VALUE=DATE:20261208', 'END:VEVENT'],
      ...['BEGIN:VEVENT', 'UID:u', 'SUMMARY:Weekly', 'DTSTART:20261209', 'END:VEVENT'],
    ),
    ['2026-12-07 09:00'],
  ],
  'a rule of exceptions, which went out of use: told of, not guessed': [
    calendar(
      ...event(berlin, 'RRULE:FREQ=WEEKLY;COUNT=4', 'EXRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2'),
      ...['BEGIN:VEVENT', 'UID:v', 'SUMMARY:Weekly', 'DTSTART:20261208T090000Z', 'END:VEVENT'],
    ),
    ['2026-12-08 09:00'],
    ['rule'],
  ],
  'two rules in one event': [
    calendar(...event(berlin, 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2', 'RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20261217')),
    ['2026-12-07 09:00', '2026-12-10 09:00', '2026-12-14 09:00', '2026-12-17 09:00'],
  ],
};

describe('A feed with', () => {
  test.each(Object.entries(feeds))('%s', (_, [text, dates, unread = []]) => {
    expect(read(text, 'Weekly')).toEqual({ dates, unread });
  });
});
