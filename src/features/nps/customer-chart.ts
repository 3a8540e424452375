/** A customer's own answers as a picture: the last twelve, one bar each. */

import type { Chart } from '../../chat/card.js';
import { asSentence, withSemicolons } from '../../kernel/language/list.js';
import { currentLocale } from '../../kernel/language/reader.js';
import { say } from '../../kernel/language/say.js';
import { formatter } from '../../kernel/time/format.js';
import type { NpsDeps } from './deps.js';
import { npsShape } from './rules/metric.js';
import { latestOfCustomer } from './store/figures.js';

const answersShown = 12;

/** null: fewer than two. Scores alone: no words. */
export async function answersChart(
  { database, people }: Pick<NpsDeps, 'database' | 'people'>,
  organisationId: string,
  customerId: string,
): Promise<Chart | null> {
  const answers = await latestOfCustomer(database, { organisationId, customerId, limit: answersShown });
  const scores = answers.filter(({ metric }) => metric === npsShape.name).toReversed();
  if (scores.length < 2) return null;
  const { timeZone } = (await people.organisation(organisationId)).settings;
  const day = (at: Date) => formatter(currentLocale(), { day: 'numeric', month: 'short', timeZone }).format(at);
  return {
    title: say('What they answered'),
    alt: asSentence(withSemicolons(scores.map(({ value, givenAt }) => `${day(givenAt)} ${value}`))),
    form: 'bars',
    categories: distinct(scores.map(({ givenAt }) => day(givenAt))),
    series: [{ name: say('Score, 0 to 10'), values: scores.map(({ value }) => value) }],
  };
}

/** Two answers of one day stand beside each other: `16 Nov`, `16 Nov (2)`. */
const distinct = (days: readonly string[]): readonly string[] =>
  days.map((day, at) => {
    const before = days.slice(0, at).filter((each) => each === day).length;
    return before === 0 ? day : `${day} (${before + 1})`;
  });
