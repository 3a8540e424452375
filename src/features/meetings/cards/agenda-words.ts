/** The words that several cards of an agenda share. */
import { besideEachOther, isolate } from '../../../chat/bidi.js';
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
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return listText(all);
}

/** `a, b and c` */
export function listText(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${besideEachOther(parts.slice(0, -1))} and ${isolate(last)}`;
}

export const chairTitle = 'In the empty chair today';

export const sectionTitles: Readonly<Record<Section, string>> = {
  learning: 'What we learned',
  idea: 'New ideas',
  number: 'The number',
  feedback: 'Answered and overdue',
  overdue: 'Answered and overdue',
  trial: 'Early tests',
  followUp: 'What we promised',
};

/** What is said where there is nothing to say: honestly, and in one line. */
export const emptyLines = {
  chair: 'Nobody has said anything new. Whom have we not heard from for long?',
  learning: 'No new learnings: that is a finding too.',
  idea: 'No new ideas. What would delight a customer this week?',
  number: 'Nothing new to count since last time.',
  feedback: 'Nothing was resolved since last time, and nothing is overdue.',
  trial: 'Nothing new was said in an early test.',
  followUp: 'No open promises: everything we said is done.',
} as const;

/** `Because of F-12, open for 3 days, and a score of 4 last week.` */
export function reasonsText(reasons: readonly ChairReason[], seatedBy: string | null): string {
  if (reasons.some(({ kind }) => kind === 'seated')) return `Seated by ${seatedBy ?? 'the champion'}.`;
  const words = reasons.map(reasonText);
  const last = words.at(-1) ?? 'what they said';
  if (words.length < 2) return `Because of ${last}.`;
  // A comma before "and": the parts have commas of their own.
  return `Because of ${words.slice(0, -1).join(', ')}, and ${last}.`;
}

function reasonText(reason: ChairReason): string {
  switch (reason.kind) {
    case 'feedback': {
      const weight = reason.severity === 'high' ? 'of high severity and ' : '';
      const name = `F-${reason.number}`;
      if (!reason.isOpen) return `${name}, ${weight}just answered`;
      return `${name}, ${weight}open ${reason.days === 0 ? 'since today' : `for ${days(reason.days)}`}`;
    }
    case 'score':
      return `a score of ${reason.value} ${ago(reason.days)}`;
    case 'learnings':
      return reason.count === 1 ? 'something that one of us learned' : `${reason.count} things that we learned`;
    case 'seated':
      return 'the champion’s choice';
  }
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

function ago(count: number): string {
  if (count === 0) return 'today';
  if (count === 1) return 'yesterday';
  if (count < 7) return `${inWords[count]} days ago`;
  return count < 14 ? 'last week' : `${inWords[Math.floor(count / 7)] ?? 'many'} weeks ago`;
}

/** "A score of 4 2 weeks ago" can't be read aloud. */
const inWords = ['no', 'one', 'two', 'three', 'four', 'five', 'six'] as const;
