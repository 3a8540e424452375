/** The setting of when customers were promised somebody who answers: `mon-fri 9:00-17:00 within 1h`. */

import { InvalidInput } from '../../kernel/errors.js';
import { phrase, say } from '../../kernel/language/say.js';
import { formatDuration, parseDuration } from '../../kernel/time/duration.js';
import { daysInWords, daysToText, plainDashes, readDays } from '../../kernel/time/weekdays.js';
import { refuse, setting } from '../people/index.js';
import { settingWords } from './cards/setting-words.js';
import type { AnsweringHours } from './rules/answering.js';

const hourMs = 3_600_000;

/** null: nothing is promised of hours. */
export const answering = setting<AnsweringHours | null>({
  name: 'answering',
  key: 'answering',
  label: phrase('Answering hours'),
  group: 'promise',
  default: null,
  read: (typed) => (/^(?:none|default)?$/iu.test(typed.trim()) ? null : readAnswering(typed)),
  field: (hours) => ({
    kind: 'text',
    ...(hours && { value: answeringText(hours) }),
    hint: say('When customers find somebody, and how soon: mon-fri 9:00-17:00 within 1h. In the organisation’s zone.'),
    optional: true,
    maxLength: 100,
  }),
  show: (hours) => (hours === null ? say('none') : answeringWords(hours)),
});

/** `Monday to Friday, 9:00 to 17:00, within 1 h`. */
export const answeringWords = ({ days, startMinutes, endMinutes, withinMs }: AnsweringHours): string =>
  say('{days}, {from} to {until}, within {length}', {
    days: daysInWords(days),
    from: clockTime(startMinutes),
    until: clockTime(endMinutes),
    length: formatDuration(withinMs),
  });

const answeringText = ({ days, startMinutes, endMinutes, withinMs }: AnsweringHours): string =>
  `${daysToText(days)} ${clockTime(startMinutes)}-${clockTime(endMinutes)} within ${withinMs / 60_000}m`;

const clockTime = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

const shape = /^(.+?) (\d{1,2})(?::(\d{2}))? ?- ?(\d{1,2})(?::(\d{2}))?(?:(?: |, ?| , ?)within (.+))?$/iu;

function readAnswering(typed: string): AnsweringHours {
  const [, dayWords = '', startHour, startMinute = '0', endHour, endMinute = '0', within = '1h'] =
    shape.exec(plainDashes(typed).trim().replaceAll(/\s+/gu, ' ')) ?? [];
  const days = readDays(dayWords);
  const startMinutes = Number(startHour) * 60 + Number(startMinute);
  const endMinutes = Number(endHour) * 60 + Number(endMinute);
  const isDay = startMinutes < endMinutes && endMinutes <= 1_440 && Number(startMinute) < 60 && Number(endMinute) < 60;
  const withinMs = lengthOf(within);
  if (!days || !isDay || withinMs === null) return refuse(settingWords.answering());
  return { days, startMinutes, endMinutes, withinMs };
}

/** From a minute to 40 hours. */
function lengthOf(typed: string): number | null {
  try {
    const ms = parseDuration(typed, 'answering');
    return ms >= 60_000 && ms <= 40 * hourMs && ms % 60_000 === 0 ? ms : null;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return null;
  }
}
