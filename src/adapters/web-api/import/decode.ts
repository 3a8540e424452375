/**
 * In which encoding a file is, and its text in UTF-8. The whole file is checked before its first row is taken in:
 * a file that is refused for its encoding leaves nothing behind. Asked by import-file.ts.
 */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { InvalidInput } from '../../../kernel/errors.js';

/** `latin1` is read as Windows-1252, which has the same letters and the curly quotes that Windows puts into such files. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'latin1'] as const;
/** The encodings of files that an import reads. */
export type Encoding = (typeof encodings)[number];

/**
 * The encoding of the file: the one that was asked for, else what its byte order mark says, else UTF-8.
 * @throws InvalidInput when the file is none of these throughout, with what it seems to be and how to go on.
 */
export async function settleEncoding(path: string, asked?: Encoding): Promise<Encoding> {
  const start = await readStart(path);
  refuseWorkbook(start);
  const encoding = asked ?? markedEncoding(start) ?? 'utf-8';
  if (encoding === 'utf-8') await requireUtf8(path, start);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') await requireDecodable(path, encoding);
  return encoding;
}

/** The file's text as UTF-8, without a byte order mark, in pieces. `onBytes` hears how many bytes of the file each took. */
export async function* decode(
  path: string,
  encoding: Encoding,
  onBytes: (byteCount: number) => void = () => {},
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const piece of piecesOf(path)) {
    onBytes(piece.length);
    yield Buffer.from(decoder.decode(piece, { stream: true }));
  }
  yield Buffer.from(decoder.decode());
}

function piecesOf(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function refuseWorkbook(start: Buffer): void {
  const magic = start.toString('hex', 0, 4);
  if (magic !== '504b0304' && magic !== 'd0cf11e0') return;
  throw refusal('This is a spreadsheet, not CSV. Open it and save it as “CSV UTF-8”.');
}

function markedEncoding(start: Buffer): Encoding | null {
  const mark = start.toString('hex', 0, 3);
  if (mark === 'efbbbf') return 'utf-8';
  if (mark.startsWith('fffe')) return 'utf-16le';
  return mark.startsWith('feff') ? 'utf-16be' : null;
}

async function requireUtf8(path: string, start: Buffer): Promise<void> {
  const guess = guessUtf16(start);
  if (guess !== null) {
    throw refusal(`This is not UTF-8; it looks like UTF-16 without its byte order mark. Add --encoding ${guess}.`);
  }
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of piecesOf(path)) {
    const block = Buffer.concat([rest, piece]);
    const whole = block.subarray(0, block.lastIndexOf('\n') + 1);
    if (!isUtf8(whole)) throw notUtf8(line + goodLineCount(whole));
    line += lineCount(whole);
    rest = block.subarray(whole.length);
  }
  if (!isUtf8(rest)) throw notUtf8(line);
}

/** In UTF-16 most of what a file's header holds has a NUL for its other half; anywhere else NULs are strays. */
function guessUtf16(start: Buffer): Encoding | null {
  const nulCounts = [0, 0];
  for (const [index, byte] of start.entries()) if (byte === 0) nulCounts[index % 2] = (nulCounts[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nulCounts;
  if (even + odd <= start.length / 10) return null;
  return even > odd ? 'utf-16be' : 'utf-16le';
}

function lineCount(block: Buffer): number {
  let count = 0;
  for (let at = block.indexOf('\n'); at >= 0; at = block.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** How many lines stand before the first that is not UTF-8. */
function goodLineCount(block: Buffer): number {
  let start = 0;
  for (let count = 0; ; count += 1) {
    const end = block.indexOf('\n', start) + 1;
    if (end === 0 || !isUtf8(block.subarray(start, end))) return count;
    start = end;
  }
}

function notUtf8(line: number): InvalidInput {
  return refusal(
    `Line ${line} is not UTF-8, so nothing was imported. ` +
      'If the file is Latin-1 (as older Windows programs save it), add --encoding latin1; else save it as “CSV UTF-8”.',
  );
}

async function requireDecodable(path: string, encoding: Encoding): Promise<void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const piece of piecesOf(path)) decoder.decode(piece, { stream: true });
    decoder.decode();
  } catch (error) {
    if (!isUndecodable(error)) throw error;
    throw refusal(`This is not ${encoding.toUpperCase()} throughout, so nothing was imported. Save it as “CSV UTF-8”.`);
  }
}

/** Told by Node's code, since a TypeError may be anything. */
function isUndecodable(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
  );
}

function refusal(message: string): InvalidInput {
  return InvalidInput.field('import.encoding', 'file', message);
}
