/** What is said about a place where people of other companies read. */
import { type Card, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';

/** @param placeName without the # */
export function sharedPlaceCard(placeName: string): Card {
  const title = say('People of another company can read #{channel}', { channel: placeName });
  return {
    title,
    summary: title,
    tone: 'warning',
    blocks: [
      {
        kind: 'text',
        line: say(
          'So I post nothing internal there: no owners, reminders, agendas, minutes or NPS. You can still capture what customers say there.',
        ),
      },
      {
        kind: 'text',
        line: sayLine('Owners are asked in private, and news is posted in your place for news: {command}.', {
          command: code('settings news:#channel'),
        }),
      },
    ],
  };
}

/** Why a place is refused for something internal. @param placeName without the # */
export const sharedPlaceWords = (placeName: string): string =>
  say('People of another company can read #{channel}. Choose a channel that only your colleagues read.', {
    channel: placeName,
  });
