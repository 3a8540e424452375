/** The words that several cards of an agenda share. */

import { besideEachOther, isolate } from '../../../chat/bidi.js';
import { withCommas } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { formatDay } from '../../../kernel/time/format.js';
import type { Section } from '../rules/agenda.js';
import type { ChairReason } from '../rules/chair.js';

/** What was typed on several lines, on one. */
export const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Whom a learning is about, where its own words don't begin with that name. */
export function namedBefore(customer: string | null, text: string): string | null {
  return customer && !text.toLowerCase().startsWith(customer.toLowerCase()) ? customer : null;
}

/** `Tue 1 Dec`, of a calendar date. */
export const dayText = (date: string, now: Date): string => formatDay(date, now);

/** `Maya, Ben and Ani`; more than `max` are counted. */
export function namesText(names: readonly string[], max = 8): string {
  const shown = names.slice(0, max);
  const rest = names.length - shown.length;
  const all = rest > 0 ? [...shown, say('{count, number} more', { count: rest })] : shown;
  return listText(all);
}

/** `a, b and c` */
export function listText(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2
    ? last
    : say('{names} and {last}', {
        names: besideEachOther(parts.slice(0, -1)),
        last: isolate(last),
      });
}

export const chairTitle = (): string => say('In the empty chair today');

export const sectionTitle = (section: Section): string => say(sectionTitles[section]);

const sectionTitles: Readonly<Record<Section, string>> = {
  learning: phrase('What we learned'),
  idea: phrase('New ideas'),
  number: phrase('The number'),
  feedback: phrase('Answered and overdue'),
  overdue: phrase('Answered and overdue'),
  trial: phrase('Early tests'),
  followUp: phrase('What we promised'),
};

/** What is said where there is nothing to say: honestly, and in one line. */
export const emptyLine = (section: keyof typeof emptyLines): string => say(emptyLines[section]);

const emptyLines = {
  chair: phrase('Nobody has said anything new. Whom have we not heard from for long?'),
  learning: phrase('No new learnings: that is a finding too.'),
  idea: phrase('No new ideas. What would delight a customer this week?'),
  number: phrase('Nothing new to count since last time.'),
  feedback: phrase('Nothing was resolved since last time, and nothing is overdue.'),
  trial: phrase('Nothing new was said in an early test.'),
  followUp: phrase('No open promises: everything we said is done.'),
} as const;

/** `Because of F-12, open for 3 days, and a score of 4 last week.` */
export function reasonsText(reasons: readonly ChairReason[], seatedBy: string | null): string {
  if (reasons.some(({ kind }) => kind === 'seated'))
    return seatedBy === null ? say('Seated by the champion.') : say('Seated by {name}.', { name: seatedBy });
  const words = reasons.map(reasonText);
  const last = words.at(-1) ?? say('what they said');
  if (words.length < 2) return say('Because of {reason}.', { reason: last });
  // A comma before "and": the parts have commas of their own.
  return say('Because of {reasons}, and {last}.', { reasons: withCommas(words.slice(0, -1)), last });
}

function reasonText(reason: ChairReason): string {
  switch (reason.kind) {
    case 'feedback': {
      const name = `F-${reason.number}`;
      const isHigh = reason.severity === 'high';
      if (!reason.isOpen)
        return isHigh
          ? say('{name}, of high severity and just answered', { name })
          : say('{name}, just answered', { name });
      return isHigh
        ? say('{name}, of high severity and open {days, plural, =0 {since today} one {for 1 day} other {for # days}}', {
            name,
            days: reason.days,
          })
        : say('{name}, open {days, plural, =0 {since today} one {for 1 day} other {for # days}}', {
            name,
            days: reason.days,
          });
    }
    case 'score':
      return scoreText(reason.value, reason.days);
    case 'learnings':
      return say('{count, plural, =1 {something that one of us learned} other {# things that we learned}}', {
        count: reason.count,
      });
    case 'seated':
      return say('the champion’s choice');
  }
}

/** "A score of 4 2 weeks ago" can't be read aloud. */
function scoreText(score: number, days: number): string {
  if (days < 7)
    return say(
      'a score of {score} {days, plural, =0 {today} =1 {yesterday} =2 {two days ago} =3 {three days ago} =4 {four days ago} =5 {five days ago} =6 {six days ago} other {# days ago}}',
      { score, days },
    );
  return say(
    'a score of {score} {weeks, plural, =1 {last week} =2 {two weeks ago} =3 {three weeks ago} =4 {four weeks ago} =5 {five weeks ago} =6 {six weeks ago} other {many weeks ago}}',
    { score, weeks: Math.floor(days / 7) },
  );
}
