/** What customers would improve first, as cards show it: the largest misjudgement first, then shares, places and words. */

import { actions, button, heading, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, type Inline, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import type { Voice } from '../one-thing/quotes.js';
import { misjudged, type Priorities, type Priority } from '../rules/priorities.js';
import { type Survey, surveyName } from '../rules/survey.js';
import type { CustomerChoice } from '../store/chosen.js';
import {
  answersText,
  firstText,
  guessesText,
  isSure,
  misjudgedText,
  misjudgementText,
  percent,
  rangeText,
} from './one-thing-words.js';

/** Below how the survey goes, for whoever may see it. */
export function resultBlocks(survey: Survey, found: Priorities, quotes: readonly Voice[]): readonly Block[] {
  const name = surveyName(survey.number);
  const wrong = misjudged(found);
  return [
    text([bold(firstText(found))]),
    ...(wrong.length > 0
      ? [
          heading(say('Where we misjudged, the largest first')),
          { kind: 'list' as const, items: wrong.map(misjudgementLine) },
        ]
      : agreement(found)),
    heading(say('What customers chose')),
    { kind: 'list', items: found.priorities.map(priorityLine) },
    note(
      say('In brackets: the 95 % interval (Wilson). A touchpoint has a place where that is sure with 95 %. {guesses}', {
        guesses: guessesText(found),
      }),
    ),
    ...(quotes.length > 0 ? [heading(say('In their words')), ...quotes.map(voiceRow)] : []),
    actions([
      button(say('Board page'), 'surveys.board', name, 'primary'),
      button(say('All words'), 'surveys.words', wordsValue(name)),
    ]),
  ];
}

const agreement = (found: Priorities): readonly Block[] => {
  const agreed = misjudgedText(found);
  return agreed === null ? [] : [text(agreed)];
};

const misjudgementLine = (priority: Priority): Line => [bold(priority.touchpoint), `: ${misjudgementText(priority)}`];

function priorityLine({ touchpoint, chosenCount, share, interval, place, teamShare }: Priority): Line {
  const values = {
    touchpoint: bold(touchpoint),
    share: percent(share),
    range: rangeText(interval),
    answers: answersText(chosenCount),
    place: isSure(place)
      ? say('place {place}', { place: place.first })
      : say('between places {first} and {last}', { first: place.first, last: place.last }),
  };
  return teamShare === null
    ? sayLine('{touchpoint}: {share} ({range}), {answers}, {place}', values)
    : sayLine('{touchpoint}: {share} ({range}), {answers}, {place}. We guessed {ours}', {
        ...values,
        ours: percent(teamShare),
      });
}

/** What the list's button carries. */
const wordsValue = (name: string): string => JSON.stringify({ which: 'all', survey: name });

const wordsLength = 300;

/** Somebody's words with what can be done about them; null: they are confidential. */
export function voiceRow(voice: Voice | null): Block {
  if (voice === null)
    return { kind: 'row', line: say('Confidential: its owner, the champion and who captured it read it.') };
  const { id, comment, customer, choice, surveyNumber, feedbackNumber } = voice;
  return {
    kind: 'row',
    line: `“${excerpt(comment, wordsLength)}”`,
    detail: voiceBy(customer, choice),
    action:
      feedbackNumber === null
        ? button(say('Make it feedback'), 'surveys.feedback', `${surveyName(surveyNumber)} ${id}`)
        : button(say('Show {feedback}', { feedback: `F-${feedbackNumber}` }), 'feedback.show', `F-${feedbackNumber}`),
  };
}

/** `Acme, about Billing` */
export const voiceBy = (customer: string | null, choice: string): string =>
  say('{customer}, about {choice}', { customer: customer ?? say('A customer'), choice });

/** How the list of all words is headed. */
export const wordsHeading = (): ListHeading => ({
  title: say('What customers wrote'),
  noneTitle: say('Nobody has written anything'),
  none: say('Customers can leave the words empty. New ones appear here.'),
});

/** @param isNew false: somebody pressed before */
export const madeFeedbackCard = (number: number, isNew: boolean): Card => {
  const feedback = `F-${number}`;
  return titledCard(
    isNew ? say('{feedback} is made of it', { feedback }) : say('It is {feedback} already', { feedback }),
    [
      ...(isNew ? [text(say('It has one owner, and the same promise as all feedback.'))] : []),
      actions([button(say('Show {feedback}', { feedback }), 'feedback.show', feedback)]),
    ],
    isNew ? 'good' : undefined,
  );
};

/** @param links of the sheet, good for 30 days */
export const boardCard = ({ number }: Survey, links: { readonly picture: string; readonly table: string }): Card =>
  titledCard(say('The board page of {survey} is ready', { survey: surveyName(number) }), [
    text(say('One sheet for the wall or the next board meeting: shares, what we guessed, and five quotes.')),
    actions([
      { kind: 'openLink', label: say('Open the picture'), url: links.picture },
      { kind: 'openLink', label: say('Download the picture'), url: `${links.picture}&download` },
      { kind: 'openLink', label: say('Download as a table'), url: links.table },
    ]),
    note(
      say(
        'The links are good for 30 days, for whoever has them. The page always shows how it stands. Confidential words are not on it.',
      ),
    ),
  ]);

/** One line for an agenda. */
export const agendaLine = (found: Priorities): Line => [
  say('What to improve first: {finding}', { finding: firstText(found) }),
  ...(found.countedCount > 0 ? [` ${misjudgedText(found)}`] : []),
];

/** What people at a customer chose; at least one. */
export const choiceFact = (choices: readonly CustomerChoice[], timeZone: string): { label: string; value: Line } => ({
  label: say('Would improve first'),
  value: choices.flatMap(({ choice, person, at }, index): readonly Inline[] => [
    ...(index > 0 ? [', '] : []),
    bold(choice),
    ` (${person}, `,
    { kind: 'time', at, timeZone, style: 'date' },
    ')',
  ]),
});
