/** Files as survey tools, shops of apps and spreadsheets in many languages write them, each with its answer worked out by hand. */
import { describe, expect, test } from '@jest/globals';
import { feedbackFile, scoreFile } from '../../../../src/adapters/web-api/import/kinds.js';
import type { ImportWish } from '../../../../src/adapters/web-api/import/wish.js';
import { feedbackColumns } from '../../../../src/features/feedback/index.js';
import { importScores, importText } from './import-support.js';
import { type Wild, wildFeedback, wildMetrics, wildScores } from './wild-files.js';

async function understood(kind: 'scores' | 'feedback', { text, wish = {} }: Wild) {
  const asked: Partial<ImportWish> = { undated: undefined, ...wish };
  try {
    const imported =
      kind === 'feedback'
        ? await importText(text, { file: feedbackFile(feedbackColumns), ...asked })
        : await importScores(text, asked);
    const taken = 'scores' in imported ? imported.scores.taken : imported.intake.taken;
    const { columns, facts } = imported.plan;
    return {
      columns: Object.fromEntries([...columns.indexes].map(([field, index]) => [field, columns.header[index]])),
      scores: taken.map(({ score }) => score),
      at: taken.map(({ givenAt, capturedAt }) => String(givenAt ?? capturedAt).replace(/:00(?:\.000)?Z$/, 'Z')),
      customers: taken.map(({ customer }) => customer),
      words: taken.map(({ comment, text: said }) => comment ?? said),
      refused: imported.refused.map(({ line }) => line),
      leftOut: Object.fromEntries(facts.leftOut),
      rows: imported.counts.rowCount,
    };
  } catch (error) {
    return { asks: (error as Error).message };
  }
}

describe.each([
  ['scores', wildScores],
  ['scores', wildMetrics],
  ['feedback', wildFeedback],
] as const)('A file of %s', (kind, files) => {
  test.each(Object.entries(files))('%s', async (_name, file) => {
    const { text: _, wish: _wish, asks, metric, ...wanted } = file;
    const given = metric === undefined ? file : { ...file, wish: { file: scoreFile(metric), ...file.wish } };
    const found = await understood(kind, given);
    if (asks === undefined)
      expect({ refused: [], leftOut: {}, ...found }).toMatchObject({ refused: [], leftOut: {}, ...wanted });
    else expect(found).toEqual({ asks: expect.stringContaining(asks) });
  });
});
