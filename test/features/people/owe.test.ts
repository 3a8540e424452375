import { describe, expect, test } from '@jest/globals';
import type { Block } from '../../../src/chat/card.js';
import type { Chapter, Feature } from '../../../src/chat/feature.js';
import type { InteractionContext } from '../../../src/chat/interaction.js';
import { cardToText } from '../../../src/chat/plain-text.js';
import type { PeopleDeps } from '../../../src/features/people/deps.js';
import { oweList } from '../../../src/features/people/owe.js';

const rows = (count: number, room: string): Block[] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'row', line: `${room} ${index + 1}` }));

const context = {} as InteractionContext;

async function owe(chapters: readonly (Chapter | null)[], value = '{}'): Promise<string> {
  const features = chapters.map((chapter): Feature => (chapter ? { owedBy: async () => chapter } : {}));
  const reply = await oweList({ chapters: () => features } as unknown as PeopleDeps).pressed(value, context);
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
    expect(await owe(chapters)).toContain('feedback 10');
    expect(await owe(chapters)).not.toContain('feedback 11');
    for (const page of [2, 99]) {
      expect(await owe(chapters, JSON.stringify({ page }))).toMatch(/feedback 11.*feedback 20.*Page 2 of 2/s);
    }
    // Also as buttons of earlier versions carry it.
    for (const value of ['1', '99', 'x', '{"page":0}', '{"page":1.5}', '{']) {
      expect(await owe(chapters, value)).toContain('Page 1 of 2');
    }
  });

  test('is looked through by words, in any order and case', async () => {
    const chapters = [
      { blocks: rows(3, 'Late refund'), count: 3 },
      { blocks: rows(2, 'lamp'), count: 2 },
    ];
    expect(await owe(chapters, JSON.stringify({ search: 'REFUND late' }))).toContain('You owe 3 answers');
    expect(await owe(chapters, JSON.stringify({ search: 'REFUND late' }))).not.toContain('lamp');
    expect(await owe(chapters, JSON.stringify({ search: 'boat' }))).toContain('Nothing matches “boat”.');
  });
});
