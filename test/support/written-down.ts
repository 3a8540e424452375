/**
 * Everything that the bot writes for whoever runs it, at the finest level: its log, the work that figures and traces name,
 * and the reasons that stand beside deliveries and items put aside. None of it holds words, names or secrets of anybody.
 */
import type { Command, Feature } from '../../src/chat/feature.js';
import { createLogger, type Logger } from '../../src/kernel/logger.js';
import { listenToWork } from '../../src/kernel/work.js';
import type { Database } from '../../src/storage/database.js';

/** Writes along until it is stopped. */
export interface WrittenDown {
  readonly log: Logger;
  /** Somebody said, or filled in, this. */
  note(said: unknown): void;
  /**
   * What was written that holds something that was said, or a name in the database.
   * @param features whose commands and details are words of ours: two of them in a row are nobody's
   */
  leaks(database: Database, features: readonly Feature[]): Promise<readonly string[]>;
  stop(): void;
}

/** Keys, tokens and secrets by the form they have. */
const secretForms = /xox[a-z]-|xapp-|whsec_|\bec_[\w-]{20}|Bearer |\beyJ[\w-]{10}|-----BEGIN|[?&]signature=/;

/** Letters and digits alone, so that quotes and escapes hide nothing. */
const plainly = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;

/** Two words that follow each other: one alone may be a word of ours too. */
function pairsIn(text: string): readonly string[] {
  // Our own ids may be written: what people choose in forms are such.
  const words = plainly(text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ' '))
    .trim()
    .split(' ');
  return words.slice(1).flatMap((word, at) => {
    const pair = `${words[at]} ${word}`;
    return pair.length > 6 && !/^\d+ \d+$/.test(pair) ? [pair] : [];
  });
}

const wordsOf = ({ name, usage, details = [] }: Command): readonly string[] => [
  usage,
  ...details.map(({ key }) => `${name} ${key}`),
];

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What people and customers are called, and where they are written to. */
const namesSql = `
  SELECT name FROM customers UNION SELECT alias FROM customer_keys WHERE alias IS NOT NULL
  UNION SELECT name FROM customer_people UNION SELECT email FROM customer_people WHERE email IS NOT NULL
  UNION SELECT name FROM members WHERE name ~ ' ' UNION SELECT name FROM organisations WHERE name ~ ' '`;

/** The columns that say why something did not go well. */
const reasonsSql = `
  SELECT to_jsonb(p)::text AS row FROM put_aside p
  UNION ALL SELECT failure FROM deliveries WHERE failure IS NOT NULL
  UNION ALL SELECT cause FROM delivery_notices`;

export function writeDown(): WrittenDown {
  const lines: string[] = [];
  const said = new Set<string>();
  const log = createLogger('trace', { write: (line) => void lines.push(line) });
  const stop = listenToWork({
    ended: ({ kind, name, platform, outcome }) => void lines.push(JSON.stringify({ kind, name, platform, outcome })),
  });
  return {
    log,
    note: (given) => textsIn(given).forEach((text) => void said.add(text)),
    async leaks(database, features) {
      const names = await database.queryText<{ name: string }[]>(namesSql);
      const reasons = await database.queryText<{ row: string }[]>(reasonsSql);
      const commands = features.flatMap((feature) => feature.commands ?? []);
      const ours = new Set(commands.flatMap(wordsOf).flatMap(pairsIn));
      const phrases = [...said].flatMap(pairsIn).filter((pair) => !ours.has(pair));
      const words = [...new Set([...phrases, ...names.map(({ name }) => plainly(name).trim())])].filter(
        (each) => each.length > 3,
      );
      return [...lines, ...reasons.map(({ row }) => row)].flatMap((line) => {
        const plain = plainly(line);
        const found = words.find((each) => plain.includes(` ${each} `)) ?? secretForms.exec(line)?.[0];
        return found === undefined ? [] : [`“${found}” in ${line.trim()}`];
      });
    },
    stop,
  };
}
