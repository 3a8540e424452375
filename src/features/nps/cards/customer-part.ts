/** The scores of one customer, in the words of their profile. */

import type { Chart, Line } from '../../../chat/card.js';
import type { Contact } from '../../../chat/customer-part.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { withCommas } from '../../../kernel/language/list.js';
import { currentLocale } from '../../../kernel/language/reader.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { formatInstant, formatter } from '../../../kernel/time/format.js';
import { categoryOf } from '../rules/measure.js';
import type { CustomerAnswer } from '../store/figures.js';

/** The last score, and when it was given. */
export function scoreFact({ value, givenAt }: CustomerAnswer, timeZone: string): { label: string; value: Line } {
  return {
    label: say('Last score'),
    value: sayLine(
      '{score} of 10 ({category, select, promoter {promoter} passive {passive} other {detractor}}), {date}',
      {
        score: value,
        category: categoryOf(value),
        date: { kind: 'time', at: givenAt, timeZone, style: 'date' },
      },
    ),
  };
}

/** The scores from the oldest to the newest; null: one alone is no course. @param scores newest first, at most 20 */
export function answerChart(scores: readonly CustomerAnswer[], timeZone: string): Chart | null {
  if (scores.length < 2) return null;
  const inOrder = scores.toReversed();
  const newest = inOrder.at(-1)?.givenAt;
  const labels = inOrder.map(({ givenAt }) =>
    formatInstant(givenAt, 'date', { timeZone, ...(newest && { now: newest }) }),
  );
  return {
    title: say('Scores over time'),
    alt: withCommas(
      inOrder.map(({ value }, index) => say('{score} on {date}', { score: value, date: labels[index] ?? '' })),
    ),
    form: 'line',
    // Short, so that the last one stands whole at the edge of a small chart.
    categories: shortDays(inOrder, timeZone),
    series: [{ name: say('Score'), values: inOrder.map(({ value }) => value) }],
  };
}

/** `17 Nov`; `17 Nov 26` where they lie in several years. */
function shortDays(answers: readonly CustomerAnswer[], timeZone: string): readonly string[] {
  const day = { day: 'numeric', month: 'short', timeZone } as const;
  const years = new Set(
    answers.map(({ givenAt }) => formatter('en-GB', { year: 'numeric', timeZone }).format(givenAt)),
  );
  const shown = formatter(currentLocale(), years.size > 1 ? { ...day, year: '2-digit' } : day);
  return answers.map(({ givenAt }) => shown.format(givenAt));
}

/** That they answered, and in which words; words that became feedback are told there. */
export function scoreContact({ metric, value, comment, givenAt, isFeedback }: CustomerAnswer): Contact {
  const words = isFeedback ? null : comment;
  const said = words === null ? '' : `: “${excerpt(words, 80)}”`;
  return { at: givenAt, memberId: null, channel: phrase('score'), line: `${metric} ${value}${said}`, text: words };
}
