/** What Slack alone makes impossible: messages that can't be read, and workspaces that are not connected. */
import { failedCard } from '../../platform/answer-cards.js';

/** The answer to a reaction in a channel whose messages the bot can't read. */
export const unreadableCard = failedCard(
  'Nothing was captured: Slack does not let me read this message. Open its ⋯ menu and choose “Capture feedback”, or type /customer feedback and what was said.',
  'I can’t read messages here',
);

/** The answer to somebody of a workspace without an installation. */
export const notConnectedCard = failedCard(
  'Empty Chair is not connected to this workspace (any more), so nothing was changed. Whoever runs it can install it again.',
  'I’m not connected here',
);
