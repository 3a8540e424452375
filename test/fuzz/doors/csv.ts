/** CSV files: the import ends whatever one holds, every row is counted once, and nothing but a refusal ends it early. */
import fc from 'fast-check';
import { ExpectedError } from '../../../src/kernel/errors.js';
import { importScores, importText, planCustomers } from '../../adapters/web-api/import/import-support.js';
import { doorOf } from '../door.js';
import { checkPrototypes, checkRefusal } from '../promises.js';

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

interface Given {
  readonly file: string;
  readonly kind: 'feedback' | 'scores' | 'customers';
}

export const csvDoor = doorOf<Given>({
  name: 'csv',
  share: 25,
  inputs: fc.record({ file: files, kind: fc.constantFrom('feedback', 'scores', 'customers') }),
  open: async () => ({
    async knock({ file, kind }) {
      try {
        // Of customers as far as a file in a room of memory goes: what each row says.
        if (kind === 'customers') return void (await planCustomers(file));
        const { counts, plan } = await (kind === 'scores' ? importScores(file) : importText(file));
        const { addedCount, updatedCount, knownCount, refusedCount, leftOutCount, rowCount } = counts;
        const counted = addedCount + updatedCount + knownCount + refusedCount + leftOutCount;
        if (counted !== rowCount || rowCount !== plan.facts.rowCount)
          throw new Error(`${counted} of ${rowCount} rows were counted, ${plan.facts.rowCount} were planned.`);
        if ((plan.facts.refused[plan.style.order]?.count ?? 0) > refusedCount)
          throw new Error('A refused row was taken.');
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        checkRefusal(error);
      }
      checkPrototypes();
    },
  }),
});
