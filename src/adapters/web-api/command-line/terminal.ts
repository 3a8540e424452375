/** Where a command speaks: results on standard output, everything else beside it, so that results can be piped. */
import type { Output } from '../import/progress.js';

export interface Terminal {
  say(line: string): void;
  error(line: string): void;
  /** For what is redrawn in place. */
  readonly progress: Output;
}

export function terminalOn(streams: { readonly stdout: Output; readonly stderr: Output }): Terminal {
  return {
    say: (line) => void streams.stdout.write(`${line}\n`),
    error: (line) => void streams.stderr.write(`${line}\n`),
    progress: streams.stderr,
  };
}
