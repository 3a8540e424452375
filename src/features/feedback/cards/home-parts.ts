/** How the web home and walls say what is overdue and how much was answered in time. */

import { counted } from '../../../chat/counted.js';
import type { HomePart, HourCount } from '../../../chat/home-pages.js';
import { asSentence } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { WorkingCalendar } from '../../../kernel/time/working-time.js';
import { lateness } from '../../../reminders/index.js';
import type { Picture } from '../picture.js';
import { daysLookedAt } from '../rules/answer-hours.js';
import { feedbackName } from '../rules/feedback.js';

const weeks = daysLookedAt / 7;

/** By the hour in which the customer wrote. */
export function promisePart(hours: readonly HourCount[]): HomePart {
  const sum = (of: keyof HourCount) => hours.reduce((all, hour) => all + hour[of], 0);
  const [answeredCount, keptCount] = [sum('answeredCount'), sum('keptCount')];
  const part = { id: 'promise', title: say('Answered within our promise') } as const;
  if (answeredCount === 0)
    return { ...part, figure: null, says: say('Nothing was answered in the last {weeks} weeks.', { weeks }) };
  const share = Math.round((100 * keptCount) / answeredCount);
  return {
    ...part,
    figure: `${share} %`,
    says: say('{keptCount, number} of {answeredCount, number} answers of the last {weeks} weeks came in time.', {
      keptCount,
      answeredCount,
      weeks,
    }),
    hours,
    note: say('By the hour in which customers wrote. Each day counts as it stood when it was over.'),
  };
}

interface Overdue {
  readonly count: number;
  readonly confidentialCount: number;
  readonly oldestAt: Date | null;
}

/** @param shown none of them confidential; none at all on a wall */
export function overduePart(
  { count, confidentialCount, oldestAt }: Overdue,
  shown: readonly Picture[],
  { calendar, now, isWall }: { readonly calendar: WorkingCalendar; readonly now: Date; readonly isWall: boolean },
): HomePart {
  const part = { id: 'overdue', title: say('Overdue') } as const;
  if (count === 0 || oldestAt === null)
    return { ...part, figure: '0', says: say('Nothing is overdue. Every promise holds.'), tone: 'good' };
  const late = (at: Date | null) => (at && lateness(calendar, at, now)) ?? say('less than an hour');
  const says = say('The oldest is {late} late.', { late: late(oldestAt) });
  const overdue = { ...part, figure: counted(count), says, tone: 'warning' } as const;
  if (isWall) return overdue;
  const hidden =
    confidentialCount === 0 ? [] : [say('{count, number} confidential, counted only', { count: confidentialCount })];
  const rest = count - confidentialCount - shown.length;
  const more = [
    ...(rest > 0 ? [say('{count, number} more in the chat: feedback list overdue', { count: rest })] : []),
    ...hidden,
  ];
  return {
    ...overdue,
    table: {
      heads: [say('What'), say('Customer'), say('Owner'), say('Late by')],
      rows: shown.map(({ feedback, customer, owner }) => [
        feedbackName(feedback.number),
        customer?.name ?? '–',
        owner?.name ?? say('nobody yet'),
        late(feedback.promiseEndsAt),
      ]),
    },
    ...(more.length > 0 && { note: more.map(asSentence).join(' ') }),
  };
}
