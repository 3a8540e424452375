/** What Slack alone makes impossible: messages that can't be read, and workspaces that are not connected. */
import type { Card } from '../../../chat/card.js';
import { say } from '../../../kernel/language/say.js';
import { failedCard } from '../../platform/answer-cards.js';

/** The answer to a reaction in a channel whose messages the bot can't read. */
export const unreadableCard = (): Card =>
  failedCard(
    say(
      'Nothing was captured: Slack does not let me read this message. Open its ⋯ menu and choose “Capture feedback”, or type {command} and what was said.',
      { command: '/customer feedback' },
    ),
    say('I can’t read messages here'),
  );

/** The answer to somebody of a workspace without an installation. */
export const notConnectedCard = (): Card =>
  failedCard(
    say(
      'Empty Chair is not connected to this workspace (any more), so nothing was changed. Whoever runs it can install it again.',
    ),
    say('I’m not connected here'),
  );
