/** What those hear for whom nothing is done: people of other companies, people who left, workspaces that are not connected. */
import type { Card } from '../../../chat/card.js';

const words = {
  foreign: {
    title: 'This is for the people of the other workspace',
    summary:
      'This channel is shared with another company, and I work for them alone: nothing was changed. Ask somebody there to do it for you.',
  },
  nobody: {
    title: 'I don’t know you here',
    summary:
      'Slack says that you are not a member of this workspace (any more), so nothing was changed. Ask an admin of it.',
  },
  unreadable: {
    title: 'I can’t read messages here',
    summary:
      'Nothing was captured: Slack does not let me read this message. Open its ⋯ menu and choose “Capture feedback”, or type /customer feedback and what was said.',
  },
  unknownWorkspace: {
    title: 'I’m not connected here',
    summary:
      'Empty Chair is not connected to this workspace (any more), so nothing was changed. Whoever runs it can install it again.',
  },
} as const;

/** The answer to somebody whom the bot cannot serve. */
export function refusalCard(why: keyof typeof words): Card {
  const { title, summary } = words[why];
  return { title, summary, tone: 'warning', blocks: [{ kind: 'text', line: summary }] };
}
