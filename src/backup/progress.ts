/** Shows how far copying rows is: a bar on a terminal, now and then a line elsewhere. */
import { SingleBar } from 'cli-progress';

/** Where it is drawn. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

export interface Progress {
  /** So many rows more are done. */
  add(count: number): void;
  stop(): void;
}

const rowsPerLine = 100_000;

/** @param does a word for it: `backed up` @param total rows */
export function createProgress(output: Output, does: string, total: number): Progress {
  const inWords = (count: number) => count.toLocaleString('en-GB');
  if (output.isTTY === true) {
    const format = `[{bar}] {percentage} % | {value} of {total} rows ${does} | {eta_formatted} to go`;
    const bar = new SingleBar({ stream: output, format, hideCursor: true, clearOnComplete: true });
    bar.start(Math.max(total, 1), 0);
    return { add: (count) => bar.increment(count), stop: () => bar.stop() };
  }
  let done = 0;
  return {
    add(count) {
      const before = Math.floor(done / rowsPerLine);
      done += count;
      if (Math.floor(done / rowsPerLine) > before) output.write(`${inWords(done)} of ${inWords(total)} rows ${does}\n`);
    },
    stop() {},
  };
}
