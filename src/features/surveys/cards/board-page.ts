/** The words of the board page. Pure; an adapter draws it. */

import type { Board } from '../../../chat/board.js';
import { currentLocale } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { formatter } from '../../../kernel/time/format.js';
import type { Voice } from '../one-thing/quotes.js';
import type { Priorities } from '../rules/priorities.js';
import { isOpen, type Survey, surveyName } from '../rules/survey.js';
import { firstText, guessesText, isSure, misjudgedText, placeText } from './one-thing-words.js';
import { voiceBy } from './priority-cards.js';

interface Shown {
  readonly survey: Survey;
  readonly priorities: Priorities;
  readonly quotes: readonly Voice[];
  /** The organisation's name. */
  readonly owner: string;
  /** The organisation's. */
  readonly timeZone: string;
  readonly now: Date;
}

/** The whole sheet, as it stands at `now`. */
export function boardPage({ survey, priorities, quotes, owner, timeZone, now }: Shown): Board {
  const misjudgement = misjudgedText(priorities);
  return {
    owner,
    title: say('What customers would improve first'),
    findings: [firstText(priorities), ...(misjudgement === null ? [] : [misjudgement])],
    rows: priorities.priorities.map(({ touchpoint, place, share, interval, teamShare }) => ({
      ...{ label: touchpoint, place: placeText(place), isSure: isSure(place), share, teamShare },
      ...{ low: interval.low, high: interval.high },
    })),
    quotes: quotes.map(({ comment, customer, choice }) => ({ text: comment, by: voiceBy(customer, choice) })),
    notes: [
      say('{count, number} answered. {guesses} Places are sure with 95 %. {when}', {
        count: priorities.answerCount,
        guesses: guessesText(priorities),
        when: whenText(survey, timeZone, now),
      }),
    ],
  };
}

function whenText(survey: Survey, timeZone: string, now: Date): string {
  const dateOf = (at: Date) => formatter(currentLocale(), { dateStyle: 'medium', timeZone }).format(at);
  const endedAt = survey.endedAt ?? survey.endsAt;
  const name = surveyName(survey.number);
  return isOpen(survey, now) || endedAt === null
    ? say('{name}, as of {date}.', { name, date: dateOf(now) })
    : say('{name}, ended {date}.', { name, date: dateOf(endedAt) });
}
