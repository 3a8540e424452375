/** The one line that people of other companies may read: nothing in it is internal. */
import type { Card } from '../../../chat/card.js';

const thanks = 'Thank you. This is noted, and somebody will take care of it.';

/** Posted where something was captured that other companies read, when the settings say so. */
export const receiptCard: Card = { title: thanks, summary: thanks, blocks: [] };
