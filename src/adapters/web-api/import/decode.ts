/**
 * In which encoding a file is, and its text in UTF-8. The whole file is checked before its first row is taken in:
 * a file that is refused for its encoding leaves nothing behind. Asked by import-file.ts.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { analyse } from 'chardet';
import { firstFew } from '../../../chat/counted.js';
import { InvalidInput } from '../../../kernel/errors.js';

/** The name of an encoding as the Encoding Standard has it: `utf-8`, `windows-1252`, `shift_jis` … */
export type Encoding = string;

/** How a file is read. */
export interface SettledEncoding {
  readonly name: Encoding;
  /** Words of the file that would look wrong in another encoding, for a person to judge by. Empty in UTF-8. */
  readonly words: readonly string[];
  /** The first line that is not UTF-8 where the encoding was guessed, and a person has to say yes; null: it is certain. */
  readonly guessedAt: number | null;
}

/** @returns the standard's name of what somebody calls an encoding; null: nobody knows it */
export function encodingNamed(typed: string): Encoding | null {
  try {
    return new TextDecoder(typed.trim().replace(/^utf-?(8|16)/i, 'utf-$1')).encoding;
  } catch {
    return null;
  }
}

/**
 * The encoding of the file: the one that was asked for, else what its byte order mark says, else UTF-8, else the likeliest.
 * @throws InvalidInput when the file is none of these throughout, with what it seems to be and how to go on.
 */
export async function settleEncoding(path: string, asked?: Encoding): Promise<SettledEncoding> {
  const start = await readStart(path);
  refuseWorkbook(start);
  const told = asked ?? markedEncoding(start);
  const odd = told === null || told === 'utf-8' ? await oddLines(path) : null;
  const guessed = told === null ? (guessUtf16(start) ?? (odd && likeliest(odd))) : null;
  if (guessed === null && odd !== null) throw notUtf8(odd.firstAt);
  const name = told ?? guessed ?? 'utf-8';
  if (name === 'utf-8') return { name, words: [], guessedAt: null };
  await requireDecodable(path, name);
  return { name, words: await tellingWords(path, name), guessedAt: guessed === null ? null : (odd?.firstAt ?? 1) };
}

/** What stands in the file when it is read so: `“Müller”, “für”`. */
export const wordsText = ({ words }: SettledEncoding): string =>
  firstFew(
    words.map((word) => `“${word}”`),
    words.length,
  );

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

/** In UTF-16 most of what a file's header holds has a NUL for its other half; anywhere else NULs are strays. */
function guessUtf16(start: Buffer): Encoding | null {
  const nulCounts = [0, 0];
  for (const [index, byte] of start.entries()) if (byte === 0) nulCounts[index % 2] = (nulCounts[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nulCounts;
  if (even + odd <= start.length / 10) return null;
  return even > odd ? 'utf-16be' : 'utf-16le';
}

/** The lines of a file that are not UTF-8, as many as tell its encoding. */
interface OddLines {
  readonly firstAt: number;
  readonly bytes: Buffer;
  /** Other lines hold letters in UTF-8: the file is broken, and in no other encoding. */
  readonly isMixed: boolean;
}

const enoughOddBytes = 64 * 1024;

/** null: all of it is UTF-8. */
async function oddLines(path: string): Promise<OddLines | null> {
  const lines: Buffer[] = [];
  const found = { line: 1, firstAt: 0, byteCount: 0, isMixed: false };
  const look = (block: Buffer) => {
    if (isUtf8(block)) {
      found.isMixed ||= !isAscii(block) && !isOnlyMark(block);
      found.line += lineCount(block);
      return;
    }
    for (const line of linesOf(block)) {
      if (isUtf8(line)) found.isMixed ||= !isAscii(line) && !isOnlyMark(line);
      else {
        found.firstAt ||= found.line;
        found.byteCount += lines.push(line) && line.length;
      }
      found.line += 1;
    }
  };
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of piecesOf(path)) {
    const block = Buffer.concat([rest, piece]);
    const end = block.lastIndexOf('\n') + 1;
    look(block.subarray(0, end));
    rest = block.subarray(end);
    if (found.byteCount > enoughOddBytes) break;
  }
  look(rest);
  if (found.firstAt === 0) return null;
  return { firstAt: found.firstAt, bytes: Buffer.concat(lines), isMixed: found.isMixed };
}

/** A byte order mark says nothing of the letters behind it. */
const isOnlyMark = (bytes: Buffer): boolean => bytes[0] === 0xef && isAscii(bytes.subarray(3));

function lineCount(block: Buffer): number {
  let count = 0;
  for (let at = block.indexOf('\n'); at >= 0; at = block.indexOf('\n', at + 1)) count += 1;
  return count;
}

function* linesOf(block: Buffer): Generator<Buffer> {
  for (let start = 0; start < block.length; ) {
    const end = block.indexOf('\n', start) + 1 || block.length;
    yield block.subarray(start, end);
    start = end;
  }
}

const western = 'windows-1252';

/** By how often letters follow each other; where Western European reads the same words, it is that. */
function likeliest({ bytes, isMixed }: OddLines): Encoding | null {
  if (isMixed) return null;
  const read = (encoding: Encoding) => new TextDecoder(encoding).decode(bytes);
  const names = analyse(bytes).map(({ name }) => encodingNamed(name));
  const best = names.find((name) => name !== null && !/^utf-/.test(name) && !read(name).includes('\ufffd')) ?? western;
  return read(best) === read(western) ? western : best;
}

const fewWords = 4;

/** Words with letters beyond ASCII; where there are none, any. */
async function tellingWords(path: string, encoding: Encoding): Promise<readonly string[]> {
  const [telling, any] = [new Set<string>(), new Set<string>()];
  for await (const piece of decode(path, encoding)) {
    for (const [whole] of piece.toString().matchAll(/[\p{L}\p{M}\p{So}€£¥]+/gu)) {
      const word = [...whole].slice(0, 30).join('');
      (/^\p{ASCII}*$/u.test(word) ? any : telling).add(word);
      if (telling.size === fewWords) return [...telling];
    }
  }
  return telling.size > 0 ? [...telling] : [...any].slice(0, fewWords);
}

function notUtf8(line: number): InvalidInput {
  return refusal(
    `Line ${line} is not UTF-8, while other lines are. Nothing was imported. ` +
      'Save the file as “CSV UTF-8” in the program that it comes from, or name its encoding, such as --encoding windows-1252.',
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
