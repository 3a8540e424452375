/** What is said about a place where people of other companies read. */
import { type Card, code } from '../../../chat/card.js';

/** @param placeName without the # */
export function sharedPlaceCard(placeName: string): Card {
  const title = `People of another company can read #${placeName}`;
  return {
    title,
    summary: title,
    tone: 'warning',
    blocks: [
      {
        kind: 'text',
        line: 'So I post nothing internal there: no owners, reminders, agendas, minutes or NPS. You can still capture what customers say there.',
      },
      {
        kind: 'text',
        line: [
          'Owners are asked in private, and news is posted in your place for news: ',
          code('settings news:#channel'),
          '.',
        ],
      },
    ],
  };
}

/** Why a place is refused for something internal. @param placeName without the # */
export const sharedPlaceWords = (placeName: string): string =>
  `People of another company can read #${placeName}. Choose a channel that only your colleagues read.`;
