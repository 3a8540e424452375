/** Dates, lengths of time, hours, ladders, numbers, addresses, names: every reader of one value that somebody types. */
import fc from 'fast-check';
import { jsonErrorPosition } from '../../../src/adapters/http/json-position.js';
import { literal, literalLine, sendable } from '../../../src/adapters/platform/render/literal-text.js';
import { webAddress } from '../../../src/adapters/platform/render/web-address.js';
import { escapeControl } from '../../../src/adapters/slack/render/escape.js';
import { harmless } from '../../../src/adapters/teams/render/markdown.js';
import { encodingNamed } from '../../../src/adapters/web-api/import/decode.js';
import { detectDelimiter } from '../../../src/adapters/web-api/import/delimiter.js';
import { partsOf } from '../../../src/adapters/web-api/import/read/date-parts.js';
import { scoreIn, voteIn } from '../../../src/adapters/web-api/import/read/scores.js';
import { calendarAddress } from '../../../src/calendar/calendar-address.js';
import { keepOrder } from '../../../src/chat/bidi.js';
import { nearest } from '../../../src/chat/nearest.js';
import { isNoWords } from '../../../src/chat/no-words.js';
import { readSettledName } from '../../../src/chat/settle-names.js';
import { excerpt, shorten, split } from '../../../src/chat/shorten.js';
import { emailKey, readPerson } from '../../../src/features/customers/read-person.js';
import { readAttribute } from '../../../src/features/customers/rules/attribute.js';
import { cleanName } from '../../../src/features/customers/rules/customer.js';
import { domainOf } from '../../../src/features/customers/rules/facts/domains.js';
import { isSecretName, secretIn } from '../../../src/features/customers/rules/facts/secrets.js';
import { nameKey } from '../../../src/features/customers/rules/name-key.js';
import { saysNobody } from '../../../src/features/customers/rules/nobody.js';
import { readPreferences } from '../../../src/features/customers/rules/preference.js';
import { namesIn } from '../../../src/features/feedback/ask-correction.js';
import { readHours as readPromiseHours } from '../../../src/features/feedback/promise-rules.js';
import { readLadder } from '../../../src/features/feedback/rules/ladder-notation.js';
import { readTone } from '../../../src/features/feedback/rules/tone/tone.js';
import { readFigure } from '../../../src/features/ideas/rules/figure.js';
import { searchWords as wordsOfIdea } from '../../../src/features/ideas/rules/search-words.js';
import { readDueOn } from '../../../src/features/meetings/follow-ups/draft.js';
import { parseItemKey } from '../../../src/features/meetings/rules/agenda.js';
import { looksLikeAnswer, namedAtStart, readShareAnswer } from '../../../src/features/meetings/rules/question.js';
import { readEvery } from '../../../src/features/meetings/rules/read-every.js';
import { readChosen } from '../../../src/features/meetings/schedule/schedule-asked.js';
import { readMetricText } from '../../../src/features/nps/read-metric.js';
import { readPosting } from '../../../src/features/nps/rules/posting.js';
import { readTypedNumber } from '../../../src/features/nps/schema.js';
import { readHolidays, readHours, readOnOff } from '../../../src/features/people/rules/notation.js';
import { readReference } from '../../../src/features/people/rules/reference.js';
import { readNumber } from '../../../src/kernel/read-number.js';
import { searchWords } from '../../../src/kernel/search-words.js';
import { readCron } from '../../../src/kernel/time/cron.js';
import { formatDuration, parseDuration } from '../../../src/kernel/time/duration.js';
import { periodOf } from '../../../src/kernel/time/period.js';
import { dateWords, readDate } from '../../../src/kernel/time/read-date.js';
import { readDays } from '../../../src/kernel/time/weekdays.js';
import { parseZone } from '../../../src/kernel/time/zone.js';
import { doorOf } from '../door.js';
import { mutated, texts } from '../hostile.js';
import { checkPrototypes, checkWords, readsOrRefuses } from '../promises.js';

const now = new Date('2026-11-29T12:00:00Z');
const today = '2026-11-29';
const zone = 'Asia/Yerevan';

function dateOf(typed: string, towards: 'future' | 'past'): void {
  const read = readDate(typed, { today, towards });
  const dates = typeof read === 'string' ? [read] : read;
  for (const date of dates) if (!/^-?\d{4,6}-\d{2}-\d{2}$/u.test(date)) throw new Error(`No date: ${date}`);
  if (typeof read !== 'string') checkWords(dateWords(typed, read));
}

function durationOf(typed: string): void {
  const ms = parseDuration(typed, 'for');
  if (!(ms >= 0) || !Number.isSafeInteger(ms)) throw new Error(`No length: ${ms}`);
  formatDuration(ms);
}

const readers: Readonly<Record<string, (typed: string) => unknown>> = {
  'date to come': (typed) => dateOf(typed, 'future'),
  'date that was': (typed) => dateOf(typed, 'past'),
  'due date': (typed) => readDueOn(typed, { timeZone: zone }, now),
  duration: durationOf,
  period: (typed) => periodOf(typed, now, zone),
  zone: (typed) => parseZone(typed, 'zone'),
  cron: readCron,
  days: readDays,
  every: (typed) => readEvery(typed, today),
  chosen: readChosen,
  hours: readHours,
  'promise hours': readPromiseHours,
  holidays: readHolidays,
  'on or off': readOnOff,
  ladder: readLadder,
  posting: readPosting,
  number: readNumber,
  'typed number': readTypedNumber,
  figure: readFigure,
  metric: readMetricText,
  score: (typed) => scoreIn(typed),
  vote: voteIn,
  'parts of a date': partsOf,
  delimiter: detectDelimiter,
  encoding: encodingNamed,
  'json position': jsonErrorPosition,
  reference: readReference,
  person: readPerson,
  email: emailKey,
  domain: domainOf,
  attribute: readAttribute,
  preferences: readPreferences,
  secret: secretIn,
  'secret name': isSecretName,
  'clean name': cleanName,
  'name key': nameKey,
  nobody: saysNobody,
  names: namesIn,
  tone: readTone,
  'item key': parseItemKey,
  'share answer': readShareAnswer,
  'like an answer': looksLikeAnswer,
  'named at start': namedAtStart,
  'search words': searchWords,
  'words of an idea': wordsOfIdea,
  'settled name': readSettledName,
  nearest: (typed) => nearest(typed, ['feedback', 'feedback list', 'settings', 'customer']),
  'no words': isNoWords,
  'calendar address': calendarAddress,
  'web address': webAddress,
  'kept order': (typed) => keepOrder(typed),
  shortened: (typed) => shorten(typed, 40),
  excerpt: (typed) => excerpt(typed),
  split: (typed) => split(typed, 100).join(''),
  sendable,
  literal: (typed) => literal(typed, 200),
  'literal line': (typed) => literalLine(typed, 200),
  'slack control': (typed) => {
    if (/[<>]/u.test(escapeControl(typed))) throw new Error('Markup of Slack was left.');
  },
  'teams markdown': harmless,
};

const words = [
  ...[
    'tomorrow',
    'yesterday',
    'friday',
    'next',
    'last',
    'end of',
    'month',
    'week',
    'days',
    'in',
    'ago',
    '3 Dec',
    '1st of',
  ],
  ...[
    '01/12/2026',
    '1.12.',
    '2026-12-01',
    '2026-Q2',
    '..',
    'to',
    'q4 2026',
    '30d',
    '24h',
    '1d 3h',
    'PT6H',
    'P1Y',
    '90m',
  ],
  ...['every', 'monday', 'mon-fri', 'biweekly', 'other', '10:00', '9am', '17.30', 'at', '9-17', '0 9 * * 1-5', '*/5'],
  ...[
    '50% owner',
    '100% champion',
    '75%',
    'daily',
    'owner, champion',
    'manager',
    'off',
    'on',
    'monthly',
    'first',
    '9',
    '10',
  ],
  ...[
    '9/10',
    '10 - Extremely likely',
    '4.5',
    '1,234.5',
    '€',
    '%',
    'NPS',
    'good',
    'bad',
    '25 Dec',
    '2026-12-25 Christmas',
  ],
  ...[
    'acme.com',
    'a@b.example',
    'Ann <ann@acme.com>',
    'mailto:',
    'https://',
    'webcal://',
    '@maya',
    '<@U123|maya>',
    'F-12',
  ],
  ...[
    'plan=Gold',
    'token',
    'password',
    'sk_live_',
    '4111 1111 1111 1111',
    'nobody',
    'N/A',
    'Ltd',
    'GmbH',
    'yes',
    'skip',
  ],
  ...['very', 'not', 'slow', 'thanks!!!', 'refund', 'utf-8', 'Europe/London', 'GMT+3', '{"line":"x"}', 'A-1', 'share'],
];

interface Typed {
  readonly reader: string;
  readonly text: string;
}
const of = (text: fc.Arbitrary<string>): fc.Arbitrary<Typed> =>
  fc.record({ reader: fc.constantFrom(...Object.keys(readers)), text });

export const readerDoor = doorOf<Typed>({
  name: 'values',
  share: 300,
  mostWork: 300_000,
  inputs: of(texts(words)),
  mutations: (corpus) =>
    of(
      mutated(
        corpus.map(({ text }) => text),
        words,
      ),
    ),
  open: async () => ({
    knock({ reader, text }) {
      readsOrRefuses(() => readers[reader]?.(text));
      checkPrototypes();
    },
  }),
});
