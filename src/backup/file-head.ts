/** The beginning of a backup file, which anybody may read: what it is, of which version, from when, and how much is in it. */
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { Conflict, InvalidInput, NotFound } from '../kernel/errors.js';

const magic = 'empty-chair-backup';

export const headSchema = z.object({
  /** Of this file. */
  format: z.literal(1),
  /** Of the program that wrote it. */
  app: z.string(),
  /** The newest migration that the database has had. */
  schema: z.string(),
  /** ISO 8601, UTC: the instant that the contents show. */
  madeAt: z.iso.datetime(),
  kind: z.enum(['embedded', 'server']),
  migrations: z.array(z.object({ migration_name: z.string(), checksum: z.string() })),
  tables: z.array(z.object({ name: z.string(), count: z.number().int(), sum: z.string() })),
  counters: z.array(z.object({ table: z.string(), column: z.string(), last: z.string() })),
});
export type BackupHead = z.output<typeof headSchema>;

/** Two lines: the name of the format, and the head as JSON. What is sealed begins behind them. */
export const headBytes = (head: BackupHead): Buffer =>
  Buffer.from(`${magic} ${head.format}\n${JSON.stringify(head)}\n`);

/** No head is longer; a file of something else is not read to its end. */
const longestHead = 1024 * 1024;

/** Throws NotFound `backup.noFile`, InvalidInput `backup.noBackup`, Conflict `backup.newerFormat`. */
export async function readHead(path: string): Promise<{ readonly head: BackupHead; readonly byteCount: number }> {
  const begin = await beginningOf(path);
  const first = begin.indexOf('\n');
  const [name, version] = begin.subarray(0, Math.max(first, 0)).toString().split(' ');
  if (name !== magic) throw new InvalidInput('backup.noBackup', `${path} is not a backup of Empty Chair.`);
  if (version !== '1')
    throw new Conflict('backup.newerFormat', `${path} was written by a newer version. Restore it with that version.`);
  const second = begin.indexOf('\n', first + 1);
  const head = headSchema.safeParse(parse(begin.subarray(first + 1, Math.max(second, 0)).toString()));
  if (second < 0 || !head.success) throw damaged(path);
  return { head: head.data, byteCount: second + 1 };
}

export const damaged = (path: string, cause?: unknown): InvalidInput => {
  const error = new InvalidInput('backup.damaged', `${path} is damaged, or its end is missing. Take another backup.`);
  error.cause = cause;
  return error;
};

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path).catch(() => {
    throw new NotFound('backup.noFile', `There is no file ${path}, or it may not be read.`);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longestHead), 0, longestHead, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
