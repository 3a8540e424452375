/** Reads cron expressions as node-cron does, for the meetings' schedule; which days and times follow is the room's rule. */
import { validateDetailed } from 'node-cron';

/**
 * What an expression allows, all fields at once (node-cron's way: a day has to fit the month, the day of the month
 * *and* the weekday). Days of the month may be `L`, `L-3`, `LW` or `15W`, weekdays `1#2` (the second Monday) or `5L`.
 */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly (number | string)[];
  /** 1 = January. */
  readonly months: readonly number[];
  /** 0 = Sunday to 6 = Saturday. */
  readonly weekdays: readonly (number | string)[];
}

/** What keeps it from being read: `never` is a date that no month has, `seconds` one that would come more than once a minute. */
export type CronProblem =
  | { readonly kind: 'fieldCount' | 'never' | 'seconds' }
  | { readonly kind: 'field'; readonly field: CronField; readonly value: string };
/** The fields of a cron expression. */
export type CronField = keyof typeof fieldNames;

const fieldNames = {
  second: 'seconds',
  minute: 'minutes',
  hour: 'hours',
  dayOfMonth: 'day',
  month: 'month',
  dayOfWeek: 'weekday',
};

/** An expression longer than this is none that a person wrote. */
const longest = 200;

/** Five fields, or six of which the first, the seconds, is 0. */
export function readCron(expression: string): CronFields | CronProblem {
  const typed = expression.trim();
  const fieldCount = typed.split(/\s+/u).length;
  const isNickname = typed.startsWith('@');
  if (typed.length > longest || (!isNickname && fieldCount !== 5 && fieldCount !== 6)) return { kind: 'fieldCount' };
  const { fields, errors } = validateDetailed(typed);
  const [error] = errors;
  if (error) return problemOf(error);
  if (!fields) return { kind: 'fieldCount' };
  if (fields.second.join() !== '0') return { kind: 'seconds' };
  const { minute, hour, dayOfMonth, month, dayOfWeek } = fields;
  const inOrder = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b);
  return {
    minutes: inOrder(minute),
    hours: inOrder(hour),
    daysOfMonth: dayOfMonth,
    months: month,
    weekdays: dayOfWeek,
  };
}

function problemOf({ field, value, message }: { field: string; value?: string; message: string }): CronProblem {
  if (/impossible day/u.test(message)) return { kind: 'never' };
  return isField(field) ? { kind: 'field', field, value: value ?? '' } : { kind: 'fieldCount' };
}

function isField(name: string): name is CronField {
  return name in fieldNames;
}
