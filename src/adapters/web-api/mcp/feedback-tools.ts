/** Tools that read feedback. */
import { z } from 'zod';
import { assistantLists, type FeedbackAsked } from '../../../chat/assistant-desk.js';
import { besides, dataAnswer, feedbackItem, feedbackItems, itemOf, itemsAnswer, itemText } from './answer.js';
import { framed } from './frame.js';
import { tool } from './toolbox.js';

const name = (what: string) => z.string().min(1).max(200).describe(what);
const limit = z.number().int().min(1).max(40).default(20).describe('At most so many.');
const customer = name('A customer, by any way of writing the name.').optional();
const topic = name('The topic that feedback was given, word for word.').optional();

/** `F-12`, or 12. */
export const feedbackId = z
  .string()
  .regex(/^(?:F-)?\d{1,9}$/iu, 'An id is a number such as F-12.')
  .transform((id) => Number(id.replace(/^F-/iu, '')))
  .describe('The number of a piece of feedback, such as F-12.');

const attention = tool({
  name: 'attention',
  title: 'What needs my attention',
  description:
    'What waits for the person whose key this is: feedback that they own, what is overdue first, and other things that they promised or were asked. Ask this first for "what should I do".',
  scope: 'read',
  input: z.object({}),
  output: feedbackItems.extend({ alsoOwedCount: z.number() }),
  async answer({ assistants, actor, cardText }) {
    const [mine, others] = await Promise.all([
      assistants.list(actor, { which: 'mine' }, 40),
      assistants.alsoOwed(actor),
    ]);
    const heading = `${mine.totalCount} open ${mine.totalCount === 1 ? 'piece' : 'pieces'} of feedback of yours, the most urgent first.${besides(mine.confidentialCount)}`;
    const { content, structuredContent } = itemsAnswer(heading, mine);
    const also = others === null ? [] : [{ type: 'text' as const, text: framed(await cardText(others.card)) }];
    const alsoOwedCount = others?.count ?? 0;
    return { content: [...content, ...also], structuredContent: { ...structuredContent, alsoOwedCount } };
  },
});

const search = tool({
  name: 'search_feedback',
  title: 'Search feedback',
  description:
    'Feedback that says these words or other forms of them, what fits best first. It looks through everything that customers ever said; of millions it considers the 80 that fit best.',
  scope: 'read',
  input: z.object({
    words: z.string().min(1).max(500).describe('What customers would say, in their language: refund never came.'),
    customer,
    topic,
    which: z.enum(assistantLists).default('all'),
    limit,
  }),
  output: feedbackItems,
  async answer({ assistants, actor }, { words, limit: most, ...asked }) {
    const items = await assistants.search(actor, { ...asked, words }, most);
    const heading =
      items.length === 0
        ? 'Nothing that everybody may read says these words.'
        : `${items.length} found, the best first.`;
    return itemsAnswer(heading, { items });
  },
});

const counted = z.object({ count: z.number(), confidentialCount: z.number().nullable() });

const count = tool({
  name: 'count_feedback',
  title: 'Count feedback',
  description:
    'How much feedback is open, overdue, resolved and there in all; of one customer, segment or topic if asked. Confidential feedback is counted beside it, but only where nothing narrows the question.',
  scope: 'read',
  input: z.object({ customer, segment: name('A segment of customers.').optional(), topic }),
  output: z.object({ open: counted, overdue: counted, resolved: counted, all: counted }),
  async answer({ assistants, actor }, asked) {
    const of = async (which: FeedbackAsked['which']) => {
      const { totalCount, confidentialCount } = await assistants.list(actor, { ...asked, which }, 1);
      return { count: totalCount, confidentialCount };
    };
    const [open, overdue, resolved, all] = await Promise.all([of('open'), of('overdue'), of('resolved'), of('all')]);
    const counts = { open, overdue, resolved, all };
    const lines = Object.entries(counts).map(
      ([which, { count: number, confidentialCount }]) =>
        `${which}: ${number}${confidentialCount ? ` (and ${confidentialCount} confidential)` : ''}`,
    );
    return dataAnswer(lines.join('\n'), counts);
  },
});

const get = tool({
  name: 'get_feedback',
  title: 'One piece of feedback',
  description: 'What a customer said, whole, with who owns it, until when it is promised and how it ended.',
  scope: 'read',
  input: z.object({ id: feedbackId }),
  output: feedbackItem,
  async answer({ assistants, actor }, { id }) {
    const item = itemOf(await assistants.feedback(actor, id), 10_000);
    return dataAnswer(itemText(item), item);
  },
});

const overdue = tool({
  name: 'overdue',
  title: 'Overdue feedback',
  description: 'Feedback of everybody whose promised time has passed, the latest promise last.',
  scope: 'read',
  input: z.object({ customer, limit }),
  output: feedbackItems,
  async answer({ assistants, actor }, { limit: most, ...asked }) {
    const found = await assistants.list(actor, { ...asked, which: 'overdue' }, most);
    return itemsAnswer(`${found.totalCount} overdue.${besides(found.confidentialCount)}`, found);
  },
});

/** They read alone. */
export const feedbackTools = [attention, search, count, get, overdue];
