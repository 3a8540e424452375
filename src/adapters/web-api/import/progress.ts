/** Shows how far an import is: a bar on a terminal, now and then a line elsewhere. Asked by the command line. */
import { SingleBar } from 'cli-progress';
import type { ImportCounts } from '../../../chat/import-book.js';

/** Shows how far an import has come. */
export interface Progress {
  update(counts: ImportCounts, byteCount: number): void;
  stop(): void;
}

/** Where progress is drawn: a stream that may be a terminal. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** @param totalBytes how large the file is */
export function createProgress(output: Output, totalBytes: number): Progress {
  return output.isTTY === true ? bar(output, totalBytes) : lines(output, totalBytes);
}

function bar(output: Output, totalBytes: number): Progress {
  const shown = new SingleBar({
    stream: output,
    format:
      '[{bar}] {percentage} % | {rowCount} rows, {addedCount} added, {knownCount} known, {refusedCount} refused | {duration_formatted}',
    hideCursor: true,
    clearOnComplete: true,
  });
  shown.start(Math.max(totalBytes, 1), 0, { rowCount: 0, addedCount: 0, knownCount: 0, refusedCount: 0 });
  return {
    update: (counts, byteCount) => shown.update(byteCount, { ...counts }),
    stop: () => shown.stop(),
  };
}

/** Seldom enough that a log of a large import stays short. */
const rowsPerLine = 20_000;

function lines(output: Output, totalBytes: number): Progress {
  let nextLineAt = rowsPerLine;
  return {
    update({ rowCount, addedCount }, byteCount) {
      if (rowCount < nextLineAt) return;
      nextLineAt = rowCount + rowsPerLine;
      const percent = Math.floor((byteCount / Math.max(totalBytes, 1)) * 100);
      output.write(
        `${rowCount.toLocaleString('en-GB')} rows read (${percent} %), ${addedCount.toLocaleString('en-GB')} added\n`,
      );
    },
    stop() {},
  };
}
