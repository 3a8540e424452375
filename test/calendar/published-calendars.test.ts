/**
 * Whole feeds in the shapes that calendars publish, with dates worked out by hand (and by ical.js where it reads them).
 * The window begins on Monday 23 November 2026; clocks change on 14 March 2027 in America, on 28 March in Europe.
 */
import { describe, expect, test } from '@jest/globals';
import { readFeed } from '../../src/calendar/read-feed.js';

interface Feed {
  readonly lines: readonly string[];
  /** In UTC. */
  readonly dates: readonly string[];
  readonly lineEnd?: string;
}

function read(lines: readonly string[], lineEnd = '\r\n') {
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join(lineEnd);
  const window = { from: new Date('2026-11-23T00:00:00Z'), until: new Date('2027-04-30T00:00:00Z') };
  const answer = readFeed({ text, ...window, timeZone: 'Asia/Yerevan', lengthMs: 3_600_000, event: null });
  if (answer.kind !== 'dates') return answer;
  const { occurrences, unread } = answer;
  return {
    dates: occurrences.map(({ startsAt }) => startsAt.toISOString().slice(0, 16).replace('T', ' ')),
    unread: unread.map(({ cause }) => cause),
  };
}

const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:w', 'SUMMARY:Weekly', ...lines, 'END:VEVENT'];
const other = (...lines: string[]) => ['BEGIN:VEVENT', 'SUMMARY:Weekly', ...lines, 'END:VEVENT'];
const zone = (tzid: string, ...lines: string[]) => ['BEGIN:VTIMEZONE', `TZID:${tzid}`, ...lines, 'END:VTIMEZONE'];
const half = (
  kind: 'STANDARD' | 'DAYLIGHT',
  start: string,
  [from, to]: readonly [string, string],
  ...lines: string[]
) => [`BEGIN:${kind}`, `DTSTART:${start}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, ...lines, `END:${kind}`];
const centralEurope = [
  ...half('STANDARD', '16010101T030000', ['+0200', '+0100'], 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'),
  ...half('DAYLIGHT', '16010101T020000', ['+0100', '+0200'], 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'),
];
const twoMondays = (tzid: string) => event(`DTSTART;TZID=${tzid}:20270322T100000`, 'RRULE:FREQ=WEEKLY;COUNT=2');
const berlin = ['2027-03-22 09:00', '2027-03-29 08:00'];
const fourMondays = event('DTSTART;TZID=Europe/Berlin:20261207T100000', 'RRULE:FREQ=WEEKLY;COUNT=4');

const published: Readonly<Record<string, Feed>> = {
  'Google: a count over summer time, one date left out, one moved': {
    lines: [
      'X-WR-TIMEZONE:Europe/London',
      ...zone('Europe/London', 'X-LIC-LOCATION:Europe/London'),
      ...event(
        'DTSTART;TZID=Europe/London:20270316T100000',
        'RRULE:FREQ=WEEKLY;WKST=MO;COUNT=5;BYDAY=TU',
        'EXDATE;TZID=Europe/London:20270323T100000',
      ),
      ...event('RECURRENCE-ID;TZID=Europe/London:20270330T100000', 'DTSTART;TZID=Europe/London:20270331T140000'),
    ],
    dates: ['2027-03-16 10:00', '2027-03-31 13:00', '2027-04-06 09:00', '2027-04-13 09:00'],
  },
  'Google: a series that was parted in two': {
    lines: [
      ...other('UID:a@g', 'DTSTART;TZID=Europe/Berlin:20261130T100000', 'RRULE:FREQ=WEEKLY;UNTIL=20261213T225959Z'),
      ...other('UID:a_R20261214T090000@g', 'DTSTART;TZID=Europe/Berlin:20261215T110000', 'RRULE:FREQ=WEEKLY;COUNT=2'),
    ],
    dates: ['2026-11-30 09:00', '2026-12-07 09:00', '2026-12-15 10:00', '2026-12-22 10:00'],
  },
  'the last Friday in New York, Christmas left out by its day': {
    lines: event(
      'DTSTART;TZID=America/New_York:20260130T140000',
      'RRULE:FREQ=MONTHLY;BYDAY=-1FR',
      'EXDATE;VALUE=DATE:20261225',
    ),
    dates: ['2026-11-27 19:00', '2027-01-29 19:00', '2027-02-26 19:00', '2027-03-26 18:00'],
  },
  'Exchange: the last working day, by position, until a time in UTC': {
    lines: event(
      'DTSTART;TZID=Pacific Standard Time:20260130T090000',
      'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20270331T160000Z',
    ),
    dates: ['2026-11-30 17:00', '2026-12-31 17:00', '2027-01-29 17:00', '2027-02-26 17:00', '2027-03-31 16:00'],
  },
  'Outlook in German: its own zone, an exception in date form': {
    lines: [
      ...zone('Mitteleuropäische Zeit', ...centralEurope),
      ...event('DTSTART;TZID=Mitteleuropäische Zeit:20261207T100000', 'RRULE:FREQ=WEEKLY;COUNT=4'),
      ...event('RECURRENCE-ID;VALUE=DATE:20261214', 'DTSTART;TZID=Mitteleuropäische Zeit:20261215T150000'),
    ],
    dates: ['2026-12-07 09:00', '2026-12-15 14:00', '2026-12-21 09:00', '2026-12-28 09:00'],
  },
  'an evening in New York: an exception by day is the day there, a cancelled one is in UTC': {
    lines: [
      ...event('DTSTART;TZID=Eastern Standard Time:20261207T210000', 'RRULE:FREQ=WEEKLY;COUNT=4'),
      ...event('RECURRENCE-ID;VALUE=DATE:20261214', 'DTSTART;TZID=Eastern Standard Time:20261216T210000'),
      ...event('STATUS:CANCELLED', 'RECURRENCE-ID:20261222T020000Z', 'DTSTART:20261222T020000Z'),
    ],
    dates: ['2026-12-08 02:00', '2026-12-17 02:00', '2026-12-29 02:00'],
  },
  'a morning in Sydney: the day that is left out is the day there': {
    lines: event(
      'DTSTART;TZID=AUS Eastern Standard Time:20261207T080000',
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'EXDATE;VALUE=DATE:20261214',
    ),
    dates: ['2026-12-06 21:00', '2026-12-20 21:00', '2026-12-27 21:00'],
  },
  'iCloud with CR line ends: one date becomes a whole day, one lasts days': {
    lines: [
      ...event(
        'DTSTART;TZID=Europe/Paris:20261207T100000',
        'DURATION:PT1H',
        'RRULE:FREQ=WEEKLY;UNTIL=20261228T235959Z',
      ),
      ...event('RECURRENCE-ID;TZID=Europe/Paris:20261214T100000', 'DTSTART;VALUE=DATE:20261214'),
      ...event(
        'RECURRENCE-ID;TZID=Europe/Paris:20261221T100000',
        'DTSTART;TZID=Europe/Paris:20261221T100000',
        'DTEND;TZID=Europe/Paris:20261223T100000',
      ),
    ],
    dates: ['2026-12-07 09:00', '2026-12-28 09:00'],
    lineEnd: '\r',
  },
  'Nextcloud with bare line feeds: moved, then deleted, in both ways': {
    lines: [
      ...event(
        'SEQUENCE:3',
        'DTSTART;TZID=Europe/Berlin:20261207T100000',
        'RRULE:FREQ=WEEKLY;COUNT=4',
        'EXDATE;TZID=Europe/Berlin:20261214T100000',
      ),
      ...event('SEQUENCE:1', 'RECURRENCE-ID;TZID=Europe/Berlin:20261214T100000', 'DTSTART:20261214T140000Z'),
      ...event('SEQUENCE:2', 'RECURRENCE-ID;TZID=Europe/Berlin:20261221T100000', 'DTSTART:20261222T090000Z'),
      ...event(
        'SEQUENCE:3',
        'STATUS:CANCELLED',
        'RECURRENCE-ID;TZID=Europe/Berlin:20261221T100000',
        'DTSTART:20261222T090000Z',
      ),
    ],
    dates: ['2026-12-07 09:00', '2026-12-28 09:00'],
    lineEnd: '\n',
  },
  'Zoho: dates of its own, floating in the calendar’s zone': {
    lines: [
      'X-WR-TIMEZONE:Asia/Kolkata',
      ...event('DTSTART:20261207T100000', 'RDATE:20261210T110000,20261224T100000', 'EXDATE:20261210T110000'),
    ],
    dates: ['2026-12-07 04:30', '2026-12-24 04:30'],
  },
  'floating times before the line that names their zone': {
    lines: [...event('DTSTART:20270322T100000', 'RRULE:FREQ=WEEKLY;COUNT=2'), 'X-WR-TIMEZONE:Europe/Berlin'],
    dates: berlin,
  },
  'TeamUp without UIDs: a series and a single date of one name': {
    lines: [
      ...other('DTSTART;TZID=Europe/Berlin:20261207T100000', 'RRULE:FREQ=WEEKLY;COUNT=2'),
      ...other('DTSTART;TZID=Europe/Berlin:20261222T100000'),
    ],
    dates: ['2026-12-07 09:00', '2026-12-14 09:00', '2026-12-22 09:00'],
  },
  'a date that stands a second time under another UID': {
    lines: [
      ...fourMondays,
      ...other('UID:copy', 'DTSTART:20261214T090000Z'),
      ...other('UID:own', 'DTSTART:20261215T090000Z'),
    ],
    dates: ['2026-12-07 09:00', '2026-12-14 09:00', '2026-12-15 09:00', '2026-12-21 09:00', '2026-12-28 09:00'],
  },
  'a first date outside of its rule, every second week': {
    lines: event('DTSTART:20261203T100000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=5'),
    dates: ['2026-12-03 10:00', '2026-12-14 10:00', '2026-12-16 10:00', '2026-12-28 10:00', '2026-12-30 10:00'],
  },
  'an end that is a day, which is the whole day there': {
    lines: event('DTSTART;TZID=America/Los_Angeles:20261207T180000', 'RRULE:FREQ=WEEKLY;UNTIL=20261221'),
    dates: ['2026-12-08 02:00', '2026-12-15 02:00', '2026-12-22 02:00'],
  },
  'a zone of its own, explained for last year only': {
    lines: [
      ...zone(
        'Büro Köln',
        ...half('STANDARD', '20261025T030000', ['+0200', '+0100']),
        ...half('DAYLIGHT', '20260329T020000', ['+0100', '+0200']),
      ),
      ...twoMondays('Büro Köln'),
    ],
    dates: berlin,
  },
  'a zone of its own, explained by single dates': {
    lines: [
      ...zone(
        'Own',
        ...half('STANDARD', '20251102T020000', ['-0400', '-0500'], 'RDATE:20261101T020000,20271107T020000'),
        ...half('DAYLIGHT', '20260308T020000', ['-0500', '-0400'], 'RDATE:20270314T020000'),
      ),
      ...event('DTSTART;TZID=Own:20270308T100000', 'RRULE:FREQ=WEEKLY;COUNT=2'),
    ],
    dates: ['2027-03-08 15:00', '2027-03-15 14:00'],
  },
  'Exchange: its zone for meetings of others': {
    lines: [...zone('Customized Time Zone', ...centralEurope), ...twoMondays('Customized Time Zone')],
    dates: berlin,
  },
  'Outlook in French: dates that are cancelled by their title, shown as free': {
    lines: [
      ...event('DTSTART:20261207T100000Z', 'RRULE:FREQ=WEEKLY;COUNT=3'),
      ...['BEGIN:VEVENT', 'UID:b', 'SUMMARY:Canceled: Board', 'DTSTART:20261208T100000Z'],
      ...['X-MICROSOFT-CDO-BUSYSTATUS:FREE', 'TRANSP:TRANSPARENT', 'END:VEVENT'],
      ...['BEGIN:VEVENT', 'UID:w', 'SUMMARY:Annulé: Weekly', 'RECURRENCE-ID:20261214T100000Z'],
      ...['DTSTART:20261214T100000Z', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE', 'END:VEVENT'],
      ...['BEGIN:VEVENT', 'UID:w', 'SUMMARY:Annulé : Weekly', 'RECURRENCE-ID:20261221T100000Z'],
      ...['DTSTART:20261221T100000Z', 'TRANSP:TRANSPARENT', 'END:VEVENT'],
    ],
    dates: ['2026-12-07 10:00'],
  },
  'an exception in UTC after summer time has begun': {
    lines: [
      ...event('DTSTART;TZID=Europe/London:20270322T100000', 'RRULE:FREQ=WEEKLY;COUNT=3'),
      ...event('RECURRENCE-ID:20270329T090000Z', 'DTSTART:20270330T090000Z'),
    ],
    dates: ['2027-03-22 10:00', '2027-03-30 09:00', '2027-04-05 09:00'],
  },
  'an exception without a zone, on the clock of its series': {
    lines: [
      ...event('DTSTART;TZID=Europe/Berlin:20270322T100000', 'RRULE:FREQ=WEEKLY;COUNT=3'),
      ...event('RECURRENCE-ID:20270329T100000', 'DTSTART;TZID=Europe/Berlin:20270331T100000'),
    ],
    dates: ['2027-03-22 09:00', '2027-03-31 08:00', '2027-04-05 08:00'],
  },
  'whole days of which one gets a time': {
    lines: [
      ...event('DTSTART;VALUE=DATE:20261207', 'RRULE:FREQ=WEEKLY;COUNT=3'),
      ...event('RECURRENCE-ID;VALUE=DATE:20261214', 'DTSTART;TZID=Europe/Berlin:20261214T100000'),
    ],
    dates: ['2026-12-14 09:00'],
  },
  'one date of a series whose other dates the feed does not show': {
    lines: event('RECURRENCE-ID:20261207T100000Z', 'DTSTART:20261208T100000Z'),
    dates: ['2026-12-08 10:00'],
  },
  'the second Tuesday of some months': {
    lines: event('DTSTART;TZID=Europe/Berlin:20260113T160000', 'RRULE:FREQ=YEARLY;BYMONTH=1,3,12;BYDAY=2TU'),
    dates: ['2026-12-08 15:00', '2027-01-12 15:00', '2027-03-09 15:00'],
  },
  'the 31st, which some months do not have': {
    lines: event('DTSTART:20260831T100000Z', 'RRULE:FREQ=MONTHLY'),
    dates: ['2026-12-31 10:00', '2027-01-31 10:00', '2027-03-31 10:00'],
  },
  'the last day of the month, counted from before': {
    lines: event('DTSTART:20260930T100000Z', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=5'),
    dates: ['2026-11-30 10:00', '2026-12-31 10:00', '2027-01-31 10:00'],
  },
  'a count that counts the dates which are left out': {
    lines: event('DTSTART:20261207T100000Z', 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:20261207T100000Z'),
    dates: ['2026-12-14 10:00', '2026-12-21 10:00'],
  },
  'added dates and periods, one left out again': {
    lines: event(
      'DTSTART;TZID=Europe/Berlin:20261207T100000',
      'RRULE:FREQ=WEEKLY;COUNT=2',
      'RDATE;TZID=Europe/Berlin;VALUE=PERIOD:20261209T120000/PT1H',
      'RDATE;TZID=Europe/Berlin:20261218T120000',
      'EXDATE;TZID=Europe/Berlin:20261218T120000',
    ),
    dates: ['2026-12-07 09:00', '2026-12-09 11:00', '2026-12-14 09:00'],
  },
  'weeks that begin on Sunday, every second one': {
    lines: event('DTSTART:20261206T100000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU;COUNT=4'),
    dates: ['2026-12-06 10:00', '2026-12-08 10:00', '2026-12-20 10:00', '2026-12-22 10:00'],
  },
  'a time that summer time skips: as long after the change as it says': {
    lines: event('DTSTART;TZID=Europe/Berlin:20270321T023000', 'RRULE:FREQ=WEEKLY;COUNT=3'),
    dates: ['2027-03-21 01:30', '2027-03-28 01:30', '2027-04-04 00:30'],
  },
  'bare line breaks in a text, with words that look like lines of their own': {
    lines: event(
      'DTSTART:20261207T100000Z',
      'DESCRIPTION:Agenda',
      'Numbers: see the sheet',
      'and then the customers',
      'Status: cancelled',
      'Dtstart: was at nine',
      'https://example.com/x',
    ),
    dates: ['2026-12-07 10:00'],
  },
  'names of lines in small letters': {
    lines: ['begin:vevent', 'uid:w', 'summary:Weekly', 'dtstart;tzid=Europe/Berlin:20261207T100000', 'end:vevent'],
    dates: ['2026-12-07 09:00'],
  },
};

describe('A published calendar has', () => {
  test.each(Object.entries(published))('%s', (_, { lines, dates, lineEnd }) => {
    expect(read(lines, lineEnd)).toEqual({ dates, unread: [] });
  });
});

describe('A published calendar changes a series from a date on', () => {
  const onwards = (start: string, ...lines: string[]) => event(`RECURRENCE-ID;RANGE=THISANDFUTURE${start}`, ...lines);
  const fromThird = (...lines: string[]) => onwards(';TZID=Europe/Berlin:20261221T100000', ...lines);
  test.each([
    [
      'to another day and time',
      fromThird('DTSTART;TZID=Europe/Berlin:20261222T143000'),
      ['2026-12-22 13:30', '2026-12-29 13:30'],
    ],
    [
      'to a time in another zone',
      fromThird('DTSTART;TZID=Europe/London:20261221T100000'),
      ['2026-12-21 10:00', '2026-12-28 10:00'],
    ],
    ['in UTC', onwards(':20261221T090000Z', 'DTSTART:20261221T083000Z'), ['2026-12-21 08:30', '2026-12-28 08:30']],
    ['by a day', onwards(';VALUE=DATE:20261221', 'DTSTART:20261221T083000Z'), ['2026-12-21 08:30', '2026-12-28 08:30']],
    ['and cancels it', fromThird('STATUS:CANCELLED', 'DTSTART:20261221T090000Z'), []],
    ['to whole days', fromThird('DTSTART;VALUE=DATE:20261221'), []],
    [
      'and gives it another rule',
      fromThird('DTSTART;TZID=Europe/Berlin:20261223T100000', 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2'),
      ['2026-12-23 09:00', '2027-01-06 09:00'],
    ],
    [
      'twice, and moves one of the later dates by itself',
      [
        ...fromThird('DTSTART;TZID=Europe/Berlin:20261222T100000'),
        ...onwards(';TZID=Europe/Berlin:20261228T100000', 'DTSTART;TZID=Europe/Berlin:20261228T160000'),
        ...event('RECURRENCE-ID;TZID=Europe/Berlin:20261221T100000', 'DTSTART;TZID=Europe/Berlin:20261224T100000'),
      ],
      ['2026-12-24 09:00', '2026-12-28 15:00'],
    ],
  ])('%s', (_, lines, later) => {
    const dates = ['2026-12-07 09:00', '2026-12-14 09:00', ...later];
    expect(read([...fourMondays, ...lines])).toEqual({ dates, unread: [] });
    expect(read([...lines, ...fourMondays])).toEqual({ dates, unread: [] });
  });

  test('on the clock of the wall, when summer time begins in between', () => {
    const weekly = event('DTSTART;TZID=Europe/Berlin:20270315T100000', 'RRULE:FREQ=WEEKLY;COUNT=3');
    const later = onwards(':20270322T090000Z', 'DTSTART;TZID=Europe/Berlin:20270322T110000');
    expect(read([...weekly, ...later])).toMatchObject({
      dates: ['2027-03-15 09:00', '2027-03-22 10:00', '2027-03-29 09:00'],
    });
  });

  test('from long ago, by weeks', () => {
    const weekly = event('DTSTART:20260105T100000Z', 'RRULE:FREQ=WEEKLY;UNTIL=20261130T100000Z');
    const later = onwards(':20260112T100000Z', 'DTSTART:20260126T100000Z');
    expect(read([...weekly, ...later])).toMatchObject({
      dates: ['2026-11-23 10:00', '2026-11-30 10:00', '2026-12-07 10:00', '2026-12-14 10:00'],
    });
  });
});

describe('A published calendar names a zone', () => {
  const winterAndSummer: Readonly<Record<string, readonly string[]>> = {
    Berlin: berlin,
    London: ['2027-03-22 10:00', '2027-03-29 09:00'],
    'New York': ['2027-03-22 14:00', '2027-03-29 14:00'],
    'Los Angeles': ['2027-03-22 17:00', '2027-03-29 17:00'],
    Athens: ['2027-03-22 08:00', '2027-03-29 07:00'],
    Moscow: ['2027-03-22 07:00', '2027-03-29 07:00'],
    Kolkata: ['2027-03-22 04:30', '2027-03-29 04:30'],
    Tokyo: ['2027-03-22 01:00', '2027-03-29 01:00'],
    'São Paulo': ['2027-03-22 13:00', '2027-03-29 13:00'],
    Mazatlán: ['2027-03-22 17:00', '2027-03-29 17:00'],
    UTC: ['2027-03-22 10:00', '2027-03-29 10:00'],
  };
  test.each([
    ['Hora estándar romance', 'Berlin'],
    ['Romance, normaltid', 'Berlin'],
    ['Mitteleuropäische Sommerzeit', 'Berlin'],
    ['Eastern Normalzeit', 'New York'],
    ['Est', 'New York'],
    ['Hora estándar del Pacífico', 'Los Angeles'],
    ['"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien"', 'Berlin'],
    ['"(UTC+01:00) Amesterdão, Berlim, Berna, Roma, Estocolmo, Viena"', 'Berlin'],
    ['(UTC+01:00) Bruksela, Kopenhaga, Madryt, Paryż', 'Berlin'],
    ['(UTC+01:00) アムステルダム、ベルリン､ベルン、ローマ', 'Berlin'],
    ['(UTC) Dublín, Edimburgo, Lisboa, Londres', 'London'],
    ['(UTC+02:00) Athènes, Bucarest', 'Athens'],
    ['(UTC+03:00) Moskwa, Petersburg', 'Moscow'],
    ['(UTC+05:30) Chennai, Kolkata (Kalkutta), Mumbai, Neu-Delhi', 'Kolkata'],
    ['(UTC+09:00) 大阪、札幌、東京', 'Tokyo'],
    ['(UTC-03:00) Brasília', 'São Paulo'],
    ['"(UTC-05:00) Восточное время (США и Канада)"', 'New York'],
    ['(UTC-08:00) Hora do Pacífico (EUA e Canadá)', 'Los Angeles'],
    ['(GMT-08:00) Pacific Time - Los Angeles', 'Los Angeles'],
    ['(GMT-04:00) Eastern Time - New York', 'New York'],
    ['Mountain Standard Time (Mexico)', 'Mazatlán'],
    ['/freeassociation.sourceforge.net/Tzfile/Europe/Berlin', 'Berlin'],
    ['/softwarestudio.org/Olson_20011030_5/America/New_York', 'New York'],
    ['Europe-London', 'London'],
    ['tzone://Microsoft/Utc', 'UTC'],
    ['"tzone://Microsoft/Utc"', 'UTC'],
    ['GMT', 'UTC'],
  ])('%s: %s', (name, place) => {
    expect(read(twoMondays(name))).toEqual({ dates: winterAndSummer[place], unread: [] });
  });

  test.each([
    'Hora estándar de Europa Occidental',
    '(UTC+03:00) Petersburg',
    '(UTC+02:00) Cuba',
    'Customized Time Zone',
  ])('%s, which may be several or none: it is told, and no date is guessed', (name) => {
    expect(read(twoMondays(name))).toEqual({ dates: [], unread: [{ why: 'zone', zone: name }] });
  });
});
