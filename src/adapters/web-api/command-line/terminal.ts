/** Where a command speaks: results on standard output, everything else beside it, so that results can be piped. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Output } from '../import/progress.js';

/** Where a command reads and writes. */
export interface Terminal {
  say(line: string): void;
  error(line: string): void;
  /** Answers the line that is typed; absent: nobody sits there. */
  readonly ask?: (question: string) => Promise<string>;
  /** The same, and what is typed is not shown. */
  readonly askSecret?: (question: string) => Promise<string>;
  /** For what is redrawn in place. */
  readonly progress: Output;
}

/** A terminal on these streams. Control characters in what is printed are made harmless. */
export function terminalOn(streams: {
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
}): Terminal {
  const { stdin } = streams;
  return {
    ...(stdin?.isTTY && {
      ask: (question: string) => askOn(stdin, streams.stderr, harmless(question)),
      askSecret: (question: string) => askSecretOn(stdin, streams.stderr, harmless(question)),
    }),
    say: (line) => void streams.stdout.write(`${harmless(line)}\n`),
    error: (line) => void streams.stderr.write(`${harmless(line)}\n`),
    progress: streams.stderr,
  };
}

async function askOn(input: NodeJS.ReadableStream, output: Output, question: string): Promise<string> {
  const lines = createInterface({ input, output });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** The line editor writes what is typed to its output: that one is nowhere. */
async function askSecretOn(input: NodeJS.ReadableStream, output: Output, question: string): Promise<string> {
  output.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    output.write('\n');
  }
}

/** Names of files, columns and organisations come along: control characters in them must not steer the terminal. */
function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]/gu, '�');
}
