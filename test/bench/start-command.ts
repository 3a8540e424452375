/** How the bot is started, as package.json says: benches start it the same way. */
import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: { readonly start: string };
};

/** What follows `node`. */
export const startArguments: readonly string[] = scripts.start.split(' ').slice(1);
