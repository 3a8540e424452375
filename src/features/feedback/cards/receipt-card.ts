/** The one line that people of other companies may read: nothing in it is internal. */

import { titledCard } from '../../../chat/blocks.js';
import type { Card } from '../../../chat/card.js';
import { say } from '../../../kernel/language/say.js';

/** Posted where something was captured that other companies read, when the settings say so. */
export const receiptCard = (): Card =>
  titledCard(say('Thank you. This is noted, and somebody will take care of it.'), []);
