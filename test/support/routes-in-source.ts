/** Every path at which something answers, as the source writes it: tests that try all of them find out when one is new. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const adapters = fileURLToPath(new URL('../../src/adapters/', import.meta.url));

/** Each with the folder that serves it before it: `web-api /api/v1/feedback`. */
export async function routesInSource(): Promise<readonly string[]> {
  const files = (await readdir(adapters, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const found = new Set<string>();
  for (const file of files) {
    const text = await readFile(join(adapters, file), 'utf8');
    const area = file.split('/')[0] ?? '';
    for (const [, path = ''] of text.matchAll(/\.(?:route|get|post)\(\s*(?:\[\s*)?['`](\/[^'`]*)['`]/g))
      found.add(`${area} ${path}`);
    for (const [, path = ''] of text.matchAll(/\bpath: '(\/[^']*)'/g)) found.add(`${area} ${path}`);
  }
  return [...found].sort();
}
