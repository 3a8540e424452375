/**
 * Whatever a file holds, the import ends, and every row is counted once. IMPORT_FUZZ_RUNS=100000 tries more files:
 * `IMPORT_FUZZ_RUNS=100000 npx jest test/adapters/web-api/import/fuzz`.
 */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInput } from '../../../../src/kernel/errors.js';
import { importScores, importText } from './import-support.js';

const runCount = Number(process.env.IMPORT_FUZZ_RUNS ?? 60);

const names = fc.constantFrom(
  ...['Score', 'NPS', 'Comment', 'Date', 'End Date', 'ID', 'Response ID', 'Customer', 'Company', 'Status', 'Source'],
  ...[
    'Line',
    'Reason',
    '',
    'How likely are you to recommend us?',
    'column 3',
    'Timestamp',
    'Segment',
    '#',
    'Score (UTC)',
  ],
);
const cells = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('9', '10', '0', '5', '10 - Extremely likely', '2026-10-05', '10/13/2026', 'soon'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('So slow today', 'NA', '-', '=1+1', '1.18413E+11', 'Survey Preview', '-100', '7'),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"', '""', 'a"b', '\r', '\n', '\0', '\ufeff', ',,', ';', '٩', '５', '５.５'),
  },
);
const quoted = (cell: string, delimiter: string) =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
const files = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    before: fc.constantFrom('', '\ufeff', 'sep=;\n', 'A title\n', '\n\n'),
    header: fc.array(names, { minLength: 1, maxLength: 7 }),
    rows: fc.array(fc.array(cells, { maxLength: 8 }), { maxLength: 12 }),
    isQuoted: fc.boolean(),
  })
  .map(({ delimiter, end, before, header, rows, isQuoted }) => {
    const line = (row: readonly string[]) =>
      row.map((cell) => (isQuoted ? quoted(cell, delimiter) : cell)).join(delimiter);
    return before + [header, ...rows].map(line).join(end);
  });

test(
  'No row vanishes without being counted, and nothing but a refusal ends an import',
  async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.boolean(), async (file, isScores) => {
        try {
          const { counts, plan } = await (isScores ? importScores(file) : importText(file));
          const { addedCount, updatedCount, knownCount, refusedCount, leftOutCount, rowCount } = counts;
          expect(addedCount + updatedCount + knownCount + refusedCount + leftOutCount).toBe(rowCount);
          expect(rowCount).toBe(plan.facts.rowCount);
          expect(plan.facts.refused[plan.style.order]?.count ?? 0).toBeLessThanOrEqual(refusedCount);
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
        }
      }),
      { numRuns: runCount, ...(runCount > 1000 && { verbose: 1 }) },
    );
  },
  runCount * 200 + 30_000,
);
