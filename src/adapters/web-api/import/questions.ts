/** What a file leaves open, and how each is answered: at the terminal, or by an option where there is none. plan.ts asks. */
import { InvalidInput } from '../../../kernel/errors.js';
import { dayNumberOf } from '../../../kernel/time/calendar-date.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import type { Columns } from './columns.js';
import { type SettledEncoding, wordsText } from './decode.js';
import { type DateOrder, dateOrders, instantIn } from './read/dates.js';
import type { RowKeys } from './row-keys.js';
import type { Facts } from './scan.js';
import { isOfNps } from './where.js';
import type { Ground, ImportWish } from './wish.js';

export interface Question {
  readonly field: string;
  /** What is open, and the options that answer it. */
  readonly message: string;
  /** At a terminal. */
  readonly ask: string;
  /** The wish with the answer in it; null: that answers nothing. */
  readonly answer: (typed: string, wish: ImportWish) => ImportWish | null;
}

interface Understood {
  readonly facts: Facts;
  readonly columns: Columns;
  readonly keys: RowKeys;
  readonly isOurs: boolean;
  readonly surveyType: number | null;
  readonly encoding: SettledEncoding;
}

/** In the order in which they are asked. @throws InvalidInput where no answer could help */
export function openQuestions(wish: ImportWish, understood: Understood): readonly Question[] {
  const asked = [encodingQuestion, surveyQuestion, orderQuestion, dateQuestion, scaleQuestion, repeatQuestion];
  return asked.flatMap((ask) => ask(wish, understood) ?? []);
}

/** A day above 12 settles it for the whole file; null: nothing does. @throws InvalidInput when both orders are there */
export function settleOrder({ orders }: Facts, said: DateOrder | undefined): DateOrder | null {
  if (said !== undefined) return said;
  const { 'day-first': day, 'month-first': month, open } = orders;
  if (day && month) {
    throw InvalidInput.field(
      'import.dates',
      'date-format',
      `Dates are written in two orders: ${day.typed} on line ${day.line} has the day first, ${month.typed} on line ${month.line} the month. ` +
        'Nothing was imported. Write them as 2026-03-31, or say --date-format day-first or month-first; rows that it does not fit are then refused.',
    );
  }
  if (day) return 'day-first';
  if (month) return 'month-first';
  return open ? null : 'day-first';
}

function orderQuestion(wish: ImportWish, { facts }: Understood): Question | null {
  const { open } = facts.orders;
  if (settleOrder(facts, wish.dateOrder) !== null || !open) return null;
  const [byDay, byMonth] = dateOrders.map((order) => spoken(open.typed, order, wish.ground));
  return {
    field: 'date-format',
    message:
      `${open.typed} on line ${open.line} is ${byDay} or ${byMonth}, and no date in the file tells which. ` +
      'Nothing was imported. Say it with --date-format day-first or --date-format month-first.',
    ask: `Is ${open.typed} ${byDay}, or ${byMonth}? [day/month] `,
    answer: (typed, before) => {
      if (/^d/i.test(typed)) return { ...before, dateOrder: 'day-first' };
      return /^m/i.test(typed) ? { ...before, dateOrder: 'month-first' } : null;
    },
  };
}

/** `1 December 2026, which is yet to come` */
function spoken(typed: string, order: DateOrder, { timeZone, now }: Ground): string {
  const at = instantIn(typed, { order, zone: timeZone }) ?? '';
  const day = at.length === 10 ? at : dateInZone(timeZone, new Date(at));
  const text = inWords.format(new Date(`${day}T00:00:00Z`));
  return day > dateInZone(timeZone, now) ? `${text}, which is yet to come,` : text;
}

const inWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Whoever knows the words sees whether they are right. */
function encodingQuestion(_: ImportWish, { encoding }: Understood): Question | null {
  const { name, guessedAt } = encoding;
  if (guessedAt === null) return null;
  const what = `Line ${guessedAt} is not UTF-8. It looks like ${name}, in which the file says ${wordsText(encoding)}.`;
  return {
    field: 'encoding',
    message:
      `${what} Nothing was imported. If these words are right, say --encoding ${name}. ` +
      'If they are not, save the file as “CSV UTF-8”, or name another encoding, such as windows-1250 or macintosh.',
    ask: `${what} Are these words right? [Y/n] `,
    answer: (typed, before) => (isYes(typed) ? { ...before, encoding: name } : null),
  };
}

const isYes = (typed: string): boolean => /^(?:y(?:es)?)?$/i.test(typed);

function dateQuestion(wish: ImportWish, { facts, columns }: Understood): Question | null {
  const { blankDateCount, rowCount } = facts;
  if (wish.undated !== undefined || blankDateCount === 0 || rowCount === 0) return null;
  const { date, knownBy } = wish.file.fields;
  if (knownBy === 'content') return null;
  const name = columns.header[columns.indexes.get(date) ?? -1];
  const what =
    name === undefined
      ? 'No column says when this was said.'
      : `${blankDateCount} ${blankDateCount === 1 ? 'row has' : 'rows have'} no date in "${name}".`;
  return {
    field: date,
    message:
      `${what} Nothing was imported. Say it in one of three ways: --map date="COLUMN" names the column, ` +
      '--given-at 2026-10-01 gives these rows that date, --undated today gives them today.',
    ask: `${what} When was it? [a date such as 2026-10-01, today, or the name of a column] `,
    answer: (typed, before) => dated(typed.trim(), before, columns),
  };
}

/** What `--undated today` says of rows without a date. */
export const undatedToday = ({ timeZone, now }: Ground): Pick<ImportWish, 'undated' | 'isUndatedToday'> => ({
  undated: dateInZone(timeZone, now),
  isUndatedToday: true,
});

function dated(typed: string, wish: ImportWish, { header }: Columns): ImportWish | null {
  if (/^today$/i.test(typed)) return { ...wish, ...undatedToday(wish.ground) };
  if (dayNumberOf(typed) !== null) return { ...wish, undated: typed };
  if (!header.includes(typed)) return null;
  const { date } = wish.file.fields;
  return { ...wish, maps: [...wish.maps.filter((map) => !map.startsWith(`${date}=`)), `${date}=${typed}`] };
}

/** Fewer answers prove no scale. */
const fewAnswers = 3;

function scaleQuestion(wish: ImportWish, { facts, columns, isOurs }: Understood): Question | null {
  const { file, isFullScale = false } = wish;
  const index = columns.indexes.get('score');
  if (file.metric !== null || index === undefined || isOurs || facts.scores.size === 0) return null;
  const values = [...facts.scores.keys()];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const name = columns.header[index] ?? 'score';
  if (least === -100) throw addends(name);
  const answerCount = [...facts.scores.values()].reduce((sum, count) => sum + count, 0);
  if (!isFullScale && isOf100(facts.scores)) return outOf100(wish, { name, least, most });
  // School grades end at 6.
  const isShort = most <= 5 || (most <= 7 && least >= 1 && answerCount >= (most === 7 ? 20 : 8));
  if (isFullScale || !isShort || answerCount < fewAnswers) return null;
  const what = `The answers in "${name}" are from ${least} to ${most}: that looks like a scale of 1 to ${Math.max(most, 5)}, not of 0 to 10.`;
  const mend =
    file.kind === 'scores'
      ? 'Import them as a number of their own with --kind metric --metric CSAT, or say --scale 0-10 if they are answers from 0 to 10.'
      : 'Leave them out with --map score=, or say --scale 0-10 if they are answers from 0 to 10.';
  return {
    field: 'score',
    message: `${what} Nothing was imported. ${mend}`,
    ask: `${what} Count them as answers from 0 to 10 all the same? [y/N] `,
    answer: (typed, before) => (/^y(es)?$/i.test(typed) ? { ...before, isFullScale: true } : null),
  };
}

/** Most are above 10: no typing mistakes, but another scale. */
function isOf100(scores: Facts['scores']): boolean {
  const counts = [...scores];
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const above = counts.filter(([score]) => score > 10).reduce((sum, [, count]) => sum + count, 0);
  return all >= fewAnswers && above > all / 2;
}

function outOf100(
  { file }: ImportWish,
  { name, least, most }: { readonly name: string; readonly least: number; readonly most: number },
): Question {
  const scale = most <= 100 && least >= 0 ? '0 to 100' : `${least} to ${most}`;
  const what = `The answers in "${name}" are from ${least} to ${most}: that looks like a scale of ${scale}, and NPS is asked from 0 to 10.`;
  const own =
    'To keep them as a number of their own, first type in chat: metric Happiness scale:0-100, with a name of your choice. ' +
    'Then import with --kind metric --metric Happiness.';
  const mend =
    file.kind === 'scores'
      ? `Name the column of answers from 0 to 10 with --map score="COLUMN". ${own}`
      : 'Leave them out with --map score=';
  return {
    field: 'score',
    message: `${what} Nothing was imported. ${mend} To take only the answers from 0 to 10 in it: --scale 0-10`,
    ask: `${what} Take only the answers from 0 to 10, and refuse the others? [y/N] `,
    answer: (typed, before) => (/^y(es)?$/i.test(typed) ? { ...before, isFullScale: true } : null),
  };
}

function addends(name: string): InvalidInput {
  const message =
    `The column "${name}" holds −100, 0 and 100: what each answer adds to the NPS, and not the answer itself. ` +
    'Nothing was imported. Export the answers of 0 to 10 and map that column: --map score="COLUMN".';
  return InvalidInput.field('import.addends', 'score', message);
}

/** Answers of other surveys are no answers to this question. */
function surveyQuestion({ wheres = [] }: ImportWish, { facts, columns, surveyType }: Understood): Question | null {
  const name = columns.header[surveyType ?? -1];
  const types = [...facts.surveyTypes.keys()].filter((type) => type !== '');
  if (name === undefined || wheres.some((where) => where.startsWith(name))) return null;
  if (types.every(isOfNps)) return null;
  const nps = types.find(isOfNps) ?? types[0] ?? '';
  const where = `${name}=${nps}`;
  const what = `"${name}" says that the file holds ${types.slice(0, 5).join(', ')}.`;
  return {
    field: 'where',
    message: `${what} Nothing was imported. Say which rows count: --where "${where}"`,
    ask: `${what} Take only the rows with ${where}? [Y/n] `,
    answer: (typed, before) => (isYes(typed) ? { ...before, wheres: [...wheres, where] } : null),
  };
}

function repeatQuestion({ repeated }: ImportWish, { facts, keys }: Understood): Question | null {
  const { moved } = keys;
  if (moved === null || repeated !== undefined) return null;
  const what = `${moved.movedCount} of these ${facts.rowCount} rows say the same as rows of import ${moved.number}, on other lines, and they have no ids.`;
  return {
    field: 'repeated',
    message: `${what} Nothing was imported. Say --repeated skip to add only the others, or --repeated count to add them all.`,
    ask: `${what} Add only the others? [Y/n] `,
    answer: (typed, before) => (isYes(typed) ? { ...before, repeated: 'skip' } : null),
  };
}
