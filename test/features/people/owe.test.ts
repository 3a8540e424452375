import { describe, expect, test } from '@jest/globals';
import type { Block } from '../../../src/chat/card.js';
import type { Chapter, Feature } from '../../../src/chat/feature.js';
import type { InteractionContext } from '../../../src/chat/interaction.js';
import { cardToText } from '../../../src/chat/plain-text.js';
import type { PeopleDeps } from '../../../src/features/people/deps.js';
import { showOwed } from '../../../src/features/people/owe.js';

const rows = (count: number, room: string): Block[] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'row', line: `${room} ${index + 1}` }));

const context = {} as InteractionContext;

async function owe(chapters: readonly (Chapter | null)[], page = 1): Promise<string> {
  const features = chapters.map((chapter): Feature => (chapter ? { owedBy: async () => chapter } : {}));
  const reply = await showOwed({ chapters: () => features } as unknown as PeopleDeps, page, context);
  return reply.kind === 'card' ? cardToText(reply.card) : '';
}

describe('What I owe', () => {
  test('nothing is a warm line', async () => {
    expect(await owe([null, { blocks: [], count: 0 }])).toContain('You owe nobody anything');
  });

  test('comes from every room on one card', async () => {
    const card = await owe([
      { blocks: rows(2, 'feedback'), count: 2 },
      null,
      { blocks: rows(1, 'follow-up'), count: 1 },
    ]);
    expect(card).toContain('You owe 3 answers');
    for (const line of ['feedback 1', 'feedback 2', 'follow-up 1']) expect(card).toContain(line);
    expect(card).not.toContain('Page');
  });

  test('is paged; a page that is no more is the last one', async () => {
    const chapters = [{ blocks: rows(20, 'feedback'), count: 20 }];
    expect(await owe(chapters)).toContain('feedback 15');
    expect(await owe(chapters)).not.toContain('feedback 16');
    for (const page of [2, 99]) expect(await owe(chapters, page)).toMatch(/feedback 16.*feedback 20.*Page 2 of 2/s);
    for (const page of [Number.NaN, 0, -3, 1.5]) expect(await owe(chapters, page)).toContain('Page 1 of 2');
  });
});
