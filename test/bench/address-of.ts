/** Where a process that was started for a bench listens: the first address that it says. */
import type { ChildProcess } from 'node:child_process';

/** Throws when it ends without saying one. */
export async function addressOf({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const part of stdout ?? []) {
    text += String(part);
    const url = /https?:\/\/[^\s"]+/.exec(text)?.[0];
    if (url) return url.replace('localhost', '127.0.0.1');
  }
  throw new Error(`It ended without saying where it listens: ${text}`);
}
