/** What was typed or filled in about a schedule, checked: a rule, its zone, lead, length and name. */
import { InvalidInput } from '../../../kernel/errors.js';
import { readCron } from '../../../kernel/time/cron.js';
import { parseDuration } from '../../../kernel/time/duration.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import { parseZone } from '../../../kernel/time/zone.js';
import * as refusals from '../cards/series-refusals.js';
import { readEvery } from '../rules/read-every.js';
import { longestLength, problemOfSeries, type Series, type SeriesRule, shortestLength } from '../rules/series.js';

/** As typed; what is absent or empty stays as it was, or as it is by default. */
export interface TypedSchedule {
  readonly zone?: string;
  readonly lead?: string;
  readonly length?: string;
  readonly name?: string;
}

export type ScheduleTerms = Pick<Series, 'timeZone' | 'leadMinutes' | 'lengthMinutes' | 'name'>;

const longestLead = 24 * 60;
const nameLimit = 100;

/** Throws InvalidInput on `zone`, `lead`, `length` or `name`. */
export function readTerms(typed: TypedSchedule, before: ScheduleTerms): ScheduleTerms {
  const { zone, lead, length, name } = typed;
  return {
    timeZone: zone?.trim() ? parseZone(zone, 'zone') : before.timeZone,
    leadMinutes: lead?.trim() ? minutesOf(lead, 'lead') : before.leadMinutes,
    lengthMinutes: length?.trim() ? minutesOf(length, 'length') : before.lengthMinutes,
    name: name?.trim() ? nameOf(name) : before.name,
  };
}

function minutesOf(typed: string, field: 'lead' | 'length'): number {
  // A bare number can only mean minutes here.
  const minutes = Math.round(parseDuration(/^\d+$/.test(typed.trim()) ? `${typed}m` : typed, field) / 60_000);
  const [shortest, longest] = field === 'lead' ? [0, longestLead] : [shortestLength, longestLength];
  if (minutes >= shortest && minutes <= longest) return minutes;
  const words = field === 'lead' ? refusals.leadLimits() : refusals.lengthLimits();
  throw InvalidInput.field('meetings.scheduleLimits', field, words);
}

/** On one line. */
function nameOf(typed: string): string {
  const name = typed.replace(/\s+/gu, ' ').trim();
  const length = [...name].length;
  if (length > nameLimit) throw InvalidInput.field('meetings.longName', 'name', refusals.nameLimits(length));
  if (/[\p{Cc}\p{Cs}]/u.test(name))
    throw InvalidInput.field('meetings.unstorableName', 'name', refusals.nameUnstorable());
  return name;
}

/** How a schedule was given. */
export type ScheduleWay = 'every' | 'cron' | 'calendar';

/** An address, five fields of cron, or words: for the form, which has one field for all three. */
export function wayOf(typed: string): ScheduleWay {
  if (/^(?:https?|webcals?):/iu.test(typed.trim())) return 'calendar';
  return /^(?:@\w+|\S+(?:\s+\S+){4,5})$/u.test(typed.trim()) && !('kind' in readCron(typed)) ? 'cron' : 'every';
}

/** Weekly or by cron. Throws InvalidInput on `when`, also for what never comes or comes too often. */
export function readRule(way: 'every' | 'cron', typed: string, terms: ScheduleTerms, now: Date): SeriesRule {
  const rule = way === 'every' ? everyRule(typed, terms, now) : cronRule(typed);
  const problem = problemOfSeries(rule, terms, now);
  if (problem) throw InvalidInput.field('meetings.schedule', 'when', refusals.seriesWords(problem));
  return rule;
}

function everyRule(typed: string, { timeZone }: ScheduleTerms, now: Date) {
  const rule = readEvery(typed, dateInZone(timeZone, now));
  if (rule.kind !== 'weekly') throw InvalidInput.field('meetings.schedule', 'when', refusals.everyWords(rule));
  return rule;
}

function cronRule(typed: string) {
  const expression = typed.trim().split(/\s+/u).slice(-5).join(' ');
  const fields = readCron(typed);
  if ('kind' in fields) throw InvalidInput.field('meetings.schedule', 'when', refusals.cronWords(fields));
  return { kind: 'cron' as const, expression, fields };
}
