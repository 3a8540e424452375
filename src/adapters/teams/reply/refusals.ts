/** What those hear for whom nothing is done: guests and people of other companies, and people whom Teams does not know. */
import type { Card } from '../../../chat/card.js';

const words = {
  foreign: {
    title: 'This is for the people of the other company',
    summary:
      'You are a guest here, and I work for your hosts alone. Nothing was changed. Ask one of them to do it for you.',
  },
  nobody: {
    title: 'I don’t know you here',
    summary:
      'Teams says that you are not a member of this organisation, so nothing was changed. Ask one of its admins.',
  },
} as const;

/** Tells somebody why the bot does nothing for them, and who can help. */
export function refusalCard(why: keyof typeof words): Card {
  const { title, summary } = words[why];
  return { title, summary, tone: 'warning', blocks: [{ kind: 'text', line: summary }] };
}
