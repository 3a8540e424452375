/**
 * Writes a backup file: the head for anybody, and behind it, sealed by a passphrase, lines that say a letter and JSON.
 * `S` the settings, `T` a table with its columns, `R` a row of it, `E` the end with the head once more. Everything is
 * streamed. The file has another name until it is whole, and what is sealed ends with a mark that a cut takes away.
 */
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Encrypter } from 'age-encryption';
import { type BackupHead, headBytes } from './file-head.js';

/** What the operator set, and the files of keys by name. */
export interface KeptSettings {
  readonly env: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

/** The tables' rows, as storage/copy reads them. */
export interface Rows {
  columns(table: string): Promise<readonly string[]>;
  rows(table: string): AsyncIterable<readonly string[]>;
}

export interface Backup {
  readonly head: BackupHead;
  readonly settings: KeptSettings;
  readonly source: Rows;
}

/** @param onRows told how many rows more are read @returns the file's size in bytes */
export async function writeBackup(
  path: string,
  backup: Backup,
  passphrase: string,
  onRows: (count: number) => void,
): Promise<number> {
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.write(headBytes(backup.head));
    for await (const bytes of await sealed(linesOf(backup, onRows), passphrase)) await file.write(bytes);
    await file.sync();
    const { size } = await file.stat();
    await file.close();
    await rename(unfinished, path);
    return size;
  } catch (error) {
    await file.close();
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* linesOf({ head, settings, source }: Backup, onRows: (count: number) => void): AsyncGenerator<Buffer> {
  yield Buffer.from(`S ${JSON.stringify(settings)}\n`);
  for (const { name } of head.tables) {
    yield Buffer.from(`T ${JSON.stringify({ name, columns: await source.columns(name) })}\n`);
    for await (const batch of source.rows(name)) {
      yield Buffer.from(batch.map((row) => `R ${row}\n`).join(''));
      onRows(batch.length);
    }
  }
  yield Buffer.from(`E ${JSON.stringify(head)}\n`);
}

/** age's own format (age-encryption.org/v1), so that `age --decrypt` opens it too. */
async function sealed(lines: AsyncIterable<Buffer>, passphrase: string): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(scryptWorkFactor);
  const readable = Readable.from(lines);
  const zipped = createGzip();
  readable.on('error', (error) => zipped.destroy(error));
  const plain = Readable.toWeb(readable.pipe(zipped)) as ReadableStream<Uint8Array>;
  return (await encrypter.encrypt(plain)) as unknown as AsyncIterable<Uint8Array>;
}

/** 2^17: 128 MB and about half a second, which a machine that runs the bot has. */
const scryptWorkFactor = 17;
