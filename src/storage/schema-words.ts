/** What tables and columns mean, in the words of prisma/schema: for whoever reads an export. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** prisma/schema of this checkout: the same place from src/ and from dist/. */
const schemaFolder = fileURLToPath(new URL('../../prisma/schema/', import.meta.url));

/** What a table holds, and what each of its columns means where that is said. */
export interface TableWords {
  readonly about: string;
  readonly columns: ReadonlyMap<string, string>;
}

/** By table. Empty where the folder is not there. */
export async function readSchemaWords(folder = schemaFolder): Promise<ReadonlyMap<string, TableWords>> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return new Map(files.flatMap(modelsIn));
}

const modelsIn = (schema: string): readonly (readonly [string, TableWords])[] =>
  [...schema.matchAll(/((?:^\/\/\/.*\n)*)^model \w+ \{\n([\s\S]*?)^\}/gmu)].flatMap(([, above = '', body = '']) => {
    const table = /@@map\("(\w+)"\)/u.exec(body)?.[1];
    return table === undefined ? [] : [[table, { about: wordsOf(above), columns: columnsIn(body) }] as const];
  });

/** A field's words stand above it. */
function columnsIn(body: string): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  let above: string[] = [];
  for (const line of body.split('\n')) {
    if (/^\s*\/\/\//u.test(line)) {
      above.push(line);
      continue;
    }
    const field = /^\s+(\w+)\s/u.exec(line)?.[1];
    const column = /@map\("(\w+)"\)/u.exec(line)?.[1] ?? field;
    if (column !== undefined && above.length > 0) columns.set(column, wordsOf(above.join('\n')));
    above = [];
  }
  return columns;
}

const wordsOf = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => line.replace(/^\s*\/\/\/\s?/u, ''))
    .filter((line) => line !== '')
    .join(' ');
