/** Which version of the bot this is. */
import { readFileSync } from 'node:fs';

/** As its package says. Read when somebody asks, because a copy that tests build may stand elsewhere. */
export function versionOf(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
