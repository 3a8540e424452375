/** Tools that read what the other rooms know: customers, the number, themes, learnings, ideas, the agenda. */
import { z } from 'zod';
import { dataAnswer, textAnswer } from './answer.js';
import { framed } from './frame.js';
import { tool } from './toolbox.js';

const who = tool({
  name: 'who',
  title: 'Who a customer is',
  description:
    'The profile of one customer, for before a conversation: who they are, what to mind, who looks after them, the last contacts, how their own number stands, ideas and notices that touch them, and what is not known.',
  scope: 'read',
  input: z.object({ name: z.string().min(1).max(200).describe('The customer, by any way of writing the name.') }),
  async answer({ assistants, actor }, { name }) {
    return textAnswer(framed(JSON.stringify(await assistants.customer(actor, name), null, 1)));
  },
});

const number = tool({
  name: 'number',
  title: 'The number (NPS)',
  description:
    'The net promoter score of a period with its interval (how sure one can be of it), its trend, and whether a change is more than noise. Always say the interval with the number.',
  scope: 'read',
  input: z.object({
    period: z
      .string()
      .max(40)
      .regex(/^[\w.-]+$/u)
      .optional()
      .describe(
        '7d, 30d, month, quarter, year, 2026-05, 2026-Q2, 2026 or 2026-01-01..2026-03-31. Absent: as it is posted.',
      ),
    segment: z.string().min(1).max(200).optional().describe('Only of a segment of customers.'),
  }),
  async answer({ assistants, actor, cardText }, { period, segment }) {
    const details = { ...(period && { period }), ...(segment && { segment }) };
    return textAnswer(framed(await cardText(await assistants.shown(actor, 'number', { text: '', details }))));
  },
});

const themes = tool({
  name: 'themes',
  title: 'Themes',
  description:
    'What many customers say about the same, found in their words, with what moved beyond noise; with an id one theme with examples.',
  scope: 'read',
  input: z.object({
    id: z
      .string()
      .regex(/^TH-\d{1,9}$/u)
      .optional()
      .describe('TH-3'),
  }),
  async answer({ assistants, actor, cardText }, { id = '' }) {
    return textAnswer(framed(await cardText(await assistants.shown(actor, 'themes', { text: id, details: {} }))));
  },
});

const learnings = tool({
  name: 'learnings',
  title: 'What was learned from customers',
  description: 'What colleagues learned about customers lately, the newest first.',
  scope: 'read',
  input: z.object({
    days: z.number().int().min(1).max(365).default(28),
    limit: z.number().int().min(1).max(50).default(20),
  }),
  output: z.object({
    items: z.array(
      z.object({
        at: z.string(),
        by: z.string().nullable(),
        untrusted: z.object({ customer: z.string().nullable(), words: z.string() }),
      }),
    ),
  }),
  async answer({ assistants, actor }, { days, limit }) {
    const found = await assistants.learnings(actor, days, limit);
    const items = found.map(({ at, by, customer, text }) => ({ at, by, untrusted: { customer, words: text } }));
    const shown = found.map(({ at, by, customer, text }) =>
      framed(
        [`${at.slice(0, 10)} · ${by ?? 'somebody who left'}${customer ? ` · about ${customer}` : ''}`, text].join('\n'),
      ),
    );
    return dataAnswer([`${items.length} learned in the last ${days} days.`, ...shown].join('\n\n'), { items });
  },
});

const ideas = tool({
  name: 'ideas',
  title: 'Ideas',
  description:
    'Ideas of colleagues with the customers that they touch: open, being tried, adopted or parked; or found by words.',
  scope: 'read',
  input: z.object({
    which: z.enum(['open', 'trying', 'adopted', 'parked']).default('open'),
    words: z.string().max(200).default(''),
  }),
  async answer({ assistants, actor, cardText }, { which, words }) {
    const text = `${which} ${words}`.trim();
    return textAnswer(framed(await cardText(await assistants.shown(actor, 'ideas', { text, details: {} }))));
  },
});

const nextAgenda = tool({
  name: 'next_agenda',
  title: 'The next agenda',
  description:
    'What stands on the agenda of the person’s next meeting as of now, the customer first. It opens nothing, and nobody is told.',
  scope: 'read',
  input: z.object({}),
  async answer({ assistants, actor, cardText }) {
    const ahead = await assistants.nextAgenda(actor);
    if (ahead === null) return textAnswer('No meeting is ahead in a place that you are in.');
    return textAnswer(`It begins at ${ahead.startsAt}.\n${framed(await cardText(ahead.card))}`);
  },
});

/** They read alone. */
export const roomTools = [who, number, themes, learnings, ideas, nextAgenda];
