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
    say: (line) => void streams.stdout.write(`${harmless(line)}\n`),
    error: (line) => void streams.stderr.write(`${harmless(line)}\n`),
    progress: streams.stderr,
  };
}

/** Names of files, columns and organisations come along: control characters in them must not steer the terminal. */
function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]/gu, '�');
}
