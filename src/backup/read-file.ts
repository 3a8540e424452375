/** Reads a backup file that write-file.ts wrote. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { createGunzip } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { z } from 'zod';
import { InvalidInput } from '../kernel/errors.js';
import { type BackupHead, damaged, headSchema } from './file-head.js';
import type { KeptSettings } from './write-file.js';

export interface BackedUpTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** To be read to its end before the next table. */
  readonly rows: AsyncIterable<readonly string[]>;
}

export interface OpenedBackup {
  readonly settings: KeptSettings;
  /** Throws InvalidInput `backup.damaged` when the file ends too early, or says something else at its end. */
  readonly tables: AsyncIterable<BackedUpTable>;
}

const settingsSchema = z.object({ env: z.record(z.string(), z.string()), files: z.record(z.string(), z.string()) });
const tableSchema = z.object({ name: z.string(), columns: z.array(z.string()) });

/** Throws InvalidInput: `backup.passphrase` is wrong, or the file is `backup.damaged`. @param head as readHead read it */
export async function openBackup(
  path: string,
  { head, byteCount }: { readonly head: BackupHead; readonly byteCount: number },
  passphrase: string,
): Promise<OpenedBackup> {
  const lines = safely(path, linesIn(await opened(path, byteCount, passphrase)));
  const { value: first = '' } = await lines.next();
  const settings = settingsSchema.safeParse(jsonOf(path, first, 'S'));
  if (!settings.success) throw damaged(path);
  return { settings: settings.data, tables: tablesIn(path, lines, head) };
}

async function opened(path: string, start: number, passphrase: string): Promise<AsyncIterable<Buffer>> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const sealed = Readable.toWeb(createReadStream(path, { start })) as ReadableStream<Uint8Array>;
  try {
    const zipped = Readable.fromWeb((await decrypter.decrypt(sealed)) as Parameters<typeof Readable.fromWeb>[0]);
    const plain = createGunzip();
    zipped.on('error', (error) => plain.destroy(error));
    return zipped.pipe(plain);
  } catch (error) {
    if (!/no identity matched/.test(error instanceof Error ? error.message : '')) throw damaged(path, error);
    throw new InvalidInput('backup.passphrase', `This is not the passphrase of ${path}.`);
  }
}

/** Whatever fails while it is read, fails because of the file. */
async function* safely(path: string, lines: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  try {
    yield* lines;
  } catch (error) {
    throw damaged(path, error);
  }
}

/** By line feeds alone: the texts hold other line ends. */
async function* linesIn(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at)]).toString();
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
}

const rowsAtOnce = 300;
/** Of JavaScript's characters. */
const longestBatch = 4 * 1024 * 1024;

async function* tablesIn(
  path: string,
  lines: AsyncGenerator<string, undefined>,
  head: BackupHead,
): AsyncGenerator<BackedUpTable> {
  const nextLine = async () => (await lines.next()).value ?? '';
  let line = await nextLine();
  async function* rows(): AsyncGenerator<readonly string[]> {
    let batch: string[] = [];
    let length = 0;
    for (line = await nextLine(); line.startsWith('R '); line = await nextLine()) {
      batch.push(line.slice(2));
      length += line.length;
      if (batch.length < rowsAtOnce && length < longestBatch) continue;
      yield batch;
      batch = [];
      length = 0;
    }
    if (batch.length > 0) yield batch;
  }
  for (const { name } of head.tables) {
    const table = tableSchema.safeParse(jsonOf(path, line, 'T'));
    if (!table.success || table.data.name !== name) throw damaged(path);
    yield { ...table.data, rows: rows() };
  }
  // The head in front is readable by anybody, and writable: the sealed one counts.
  const sealed = headSchema.safeParse(jsonOf(path, line, 'E'));
  if (!isDeepStrictEqual(sealed.data, head) || !(await lines.next()).done) throw damaged(path);
}

function jsonOf(path: string, line: string, letter: string): unknown {
  if (!line.startsWith(`${letter} `)) throw damaged(path);
  return JSON.parse(line.slice(2));
}
