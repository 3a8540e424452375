/** How a member is asked for a guess, and what it then looks like to them alone. */

import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { MemberGuess } from '../rules/priorities.js';
import { type Survey, surveyName } from '../rules/survey.js';

type Asked = Pick<Survey, 'number' | 'about'>;

const buttons = ({ number, about }: Asked, chosen: string | null): Block =>
  actions(
    (about.touchpoints ?? []).map((touchpoint) =>
      button(
        touchpoint,
        'surveys.guess',
        `${surveyName(number)} ${touchpoint}`,
        touchpoint === chosen ? 'primary' : undefined,
      ),
    ),
  );

const isPrivate = () => note(say('Nobody sees your guess. The team’s shares are shown from three guesses on.'));

/** Asks for it, below how the survey goes. */
export const askGuessBlocks = (survey: Asked): readonly Block[] => [
  text(
    sayLine('{question} Guess before you see their answers.', { question: bold(say('What will customers choose?')) }),
  ),
  buttons(survey, null),
  isPrivate(),
];

/** The same to a whole place; each answers for themselves. */
export const askGuessCard = (survey: Asked): Card =>
  titledCard(say('{survey}: what will customers want us to improve first?', { survey: surveyName(survey.number) }), [
    text(say('Customers are being asked. Guess before you see their answers: one press, and another one changes it.')),
    buttons(survey, null),
    isPrivate(),
  ]);

/** It is kept, and can be changed until the answers are seen. @param hasAnswers whether there are any */
export const guessedBlocks = (survey: Asked, { choice }: MemberGuess, hasAnswers: boolean): readonly Block[] => [
  text(sayLine('You guessed {choice}. You can change it until you look at the answers.', { choice: bold(choice) })),
  buttons(survey, choice),
  ...(hasAnswers
    ? [actions([button(say('See the answers'), 'surveys.look', surveyName(survey.number))])]
    : [note(say('Nobody has answered yet.'))]),
];

/** @param guess theirs; null: they have made none */
export const guessCard = (survey: Asked, guess: MemberGuess | null, hasAnswers: boolean): Card =>
  guess === null
    ? titledCard(say('{survey}: what will customers choose?', { survey: surveyName(survey.number) }), [
        ...askGuessBlocks(survey),
      ])
    : titledCard(
        say('{survey}: your guess is kept', { survey: surveyName(survey.number) }),
        [...guessedBlocks(survey, guess, hasAnswers)],
        'good',
      );
