/** Cards for what every platform has to say by itself: under way, done, not done. Their words are the same everywhere. */
import type { Card } from '../../chat/card.js';

const cardOf = (title: string, words: string, more: Partial<Card> = {}): Card => ({
  title,
  summary: words,
  blocks: [{ kind: 'text', line: words }],
  ...more,
});

/** While the answer is being made. */
export const oneMomentCard: Card = cardOf('One moment…', 'I’m on it. The answer appears here in a moment.');

/** Where a person would see nothing of what they did. */
export const doneCard: Card = cardOf('Done', 'Its card shows how it stands now.', { summary: 'Done.', tone: 'good' });

/** What went wrong before there could be a card of a room. */
export const failedCard = (words: string): Card => cardOf('That did not work', words, { tone: 'warning' });
