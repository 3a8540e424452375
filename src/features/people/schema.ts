/** Turns what was typed after `settings`, `away` and `hours`, or into their forms, into values; every problem at once. */
import { z } from 'zod';
import { InvalidInput } from '../../kernel/errors.js';
import { parseCalendarDate } from '../../kernel/time/calendar-date.js';
import { parseDuration } from '../../kernel/time/duration.js';
import { parseZone } from '../../kernel/time/zone.js';
import { ladderWords, wordsFor } from './cards/refusals.js';
import { readLadder } from './rules/ladder.js';
import { readDays, readEmoji, readHolidays, readHours, readOnOff } from './rules/notation.js';
import { readPosting } from './rules/posting.js';
import { countings, holidayLimit, promiseHoursLimit, sharerLimit } from './rules/settings.js';

/** A field that `read` reads; its InvalidInput becomes the field's problem beside those of the other fields. */
function field<T>(read: (typed: string) => T) {
  return z.string({ error: wordsFor.missing }).transform((typed, context) => {
    try {
      return read(typed);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });
}

function refuse(message: string): never {
  throw new InvalidInput('people.invalid', message);
}

const date = field((typed) => parseCalendarDate(typed.replaceAll(/[\u2010-\u2015\u2212]/gu, '-'), 'until'));
const zone = field((typed) => parseZone(typed, 'zone'));
const hours = field((typed) => readHours(typed) ?? refuse(wordsFor.hours));

const settings = z
  .object({
    promise: field(readPromiseHours),
    days: field((typed) => readDays(typed) ?? refuse(wordsFor.days)),
    holidays: field(readHolidayList),
    hours,
    zone,
    news: z.string({ error: wordsFor.missing }),
    scores: z.string({ error: wordsFor.missing }),
    ladder: field((typed) => {
      const read = readLadder(typed);
      return 'kind' in read ? refuse(ladderWords(read)) : read;
    }),
    questions: field((typed) => readOnOff(typed) ?? refuse(wordsFor.questions)),
    sharers: field((typed) => readNames(typed)),
    counting: z
      .string({ error: wordsFor.missing })
      .trim()
      .toLowerCase()
      .pipe(z.enum(countings, { error: wordsFor.counting })),
    posts: field((typed) => readPosting(typed) ?? refuse(wordsFor.posts)),
    dnd: field((typed) => readOnOff(typed) ?? refuse(wordsFor.onOff)),
    ear: field((typed) => readEmoji(typed) ?? refuse(wordsFor.emoji)),
    check: field((typed) => readEmoji(typed) ?? refuse(wordsFor.emoji)),
  })
  .partial();

/**
 * Settings as typed: those that were given, read. `news` and `scores` are places still to be found, or `none`;
 * `sharers` are members still to be found.
 */
export type SettingsDraft = z.infer<typeof settings>;

export const settingKeys = Object.keys(settings.shape) as readonly (keyof SettingsDraft)[];

export const readSettingsDraft = (values: unknown): SettingsDraft => readAll(settings, values);

const absence = z.object({ until: date, delegate: z.string({ error: wordsFor.missing }).optional() });

/** `until`: the day of return, `YYYY-MM-DD`. `delegate`: a member still to be found. */
export const readAbsenceDraft = (values: unknown): z.infer<typeof absence> => readAll(absence, values);

const ownTime = z.object({ hours, zone }).partial();

export const readOwnTimeDraft = (values: unknown): z.infer<typeof ownTime> => readAll(ownTime, values);

function readAll<T extends z.ZodType>(schema: T, values: unknown): z.infer<T> {
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) => [String(issue.path[0] ?? ''), issue.message] as const);
  const messages = problems.map(([, message]) => message);
  throw new InvalidInput('people.invalid', messages.join(' '), Object.fromEntries(problems));
}

function readPromiseHours(typed: string): number {
  const bare = /^\s*\d{1,5}\s*$/u.test(typed);
  const promiseHours = durationHours(bare ? `${typed}h` : typed);
  const isWhole = Number.isInteger(promiseHours);
  return isWhole && promiseHours >= 1 && promiseHours <= promiseHoursLimit ? promiseHours : refuse(wordsFor.promise);
}

function durationHours(typed: string): number {
  try {
    return parseDuration(typed, 'promise') / 3_600_000;
  } catch {
    return refuse(wordsFor.promise);
  }
}

/** `@ana, @ben`; `none` is nobody. */
function readNames(typed: string): readonly string[] {
  if (/^\s*none\s*$/iu.test(typed)) return [];
  const names = typed
    .split(/[,;\n]+/u)
    .map((name) => name.trim())
    .filter(Boolean);
  return names.length > sharerLimit ? refuse(wordsFor.manySharers(sharerLimit)) : names;
}

function readHolidayList(typed: string): readonly string[] {
  const read = readHolidays(typed);
  if ('wrong' in read) return refuse(wordsFor.holiday(read.wrong));
  return read.length > holidayLimit ? refuse(wordsFor.manyHolidays(holidayLimit)) : read;
}
