/** What every platform has to say by itself: under way, done, not done, not for you. The words are the same everywhere. */

import { apologyText } from '../../chat/answers.js';
import { text } from '../../chat/blocks.js';
import type { Card } from '../../chat/card.js';
import { logDefect } from '../../chat/defect.js';
import { ExpectedError } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import type { Logger } from '../../kernel/logger.js';

const cardOf = (title: string, words: string, more: Partial<Card> = {}): Card => ({
  title,
  summary: words,
  blocks: [text(words)],
  ...more,
});

/** While the answer is being made. */
export const oneMomentCard = (): Card =>
  cardOf(say('One moment…'), say('I’m on it. The answer appears here in a moment.'));

/** Where a person would see nothing of what they did. */
export const doneCard = (): Card =>
  cardOf(say('Done'), say('Its card shows how it stands now.'), { summary: say('Done.'), tone: 'good' });

/** In place of an answer that was made before the bot ended, and never shown. */
export const doneLateCard = (): Card =>
  cardOf(
    say('Done'),
    say('I was restarted before I could show you the answer. What you did is kept: its card shows how it stands now.'),
    { tone: 'good' },
  );

/** What went wrong before there could be a card of a room, or why nothing is done for somebody. */
export const failedCard = (words: string, title = say('That did not work')): Card =>
  cardOf(title, words, { tone: 'warning' });

/** Those for whom the bot does nothing: people of other companies and guests, and people whom the platform does not know. */
export function refusalCard(why: 'foreign' | 'nobody', platformName: string): Card {
  return why === 'foreign'
    ? failedCard(
        say('I work for another company than yours. Nothing was changed. Ask one of its people to do it for you.'),
        say('This is for the people of another company'),
      )
    : failedCard(
        say(
          '{platform} says that you are not a member here (any more), so nothing was changed. Ask one of the admins.',
          { platform: platformName },
        ),
        say('I don’t know you here'),
      );
}

/** Words for what a handler threw. What nobody expected is logged under the reference that the words name. */
export function failureText(log: Logger, thrown: unknown, message: string, about: object = {}): string {
  return thrown instanceof ExpectedError ? thrown.message : apologyText(logDefect(log, thrown, message, about));
}
