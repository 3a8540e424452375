/**
 * Remembers a number for each row of a file by the digest of what identifies it, in 24 bytes a row or less, so that
 * a file of a million rows stays small. Asked by row-item.ts. Two digests that share their first 64 bits would be
 * taken for one: among a million rows that happens once in 40 million files.
 */
export interface SeenRows {
  /** 0 when nothing was noted under this digest. */
  get(digest: Buffer): number;
  /** @param value from 1 to 2³² − 1 */
  set(digest: Buffer, value: number): void;
}

export function createSeenRows(): SeenRows {
  let table = newTable(1024);
  return {
    get: (digest) => table.cells[slotOf(table, digest.readUInt32LE(0), digest.readUInt32LE(4)) + 2] ?? 0,
    set(digest, value) {
      if (table.usedCount * 2 >= table.size) table = grown(table);
      put(table, [digest.readUInt32LE(0), digest.readUInt32LE(4), value]);
    },
  };
}

/** Open addressing: three numbers a slot (two of the digest, then the value); value 0 marks a free one. */
interface Table {
  readonly size: number;
  readonly cells: Uint32Array;
  usedCount: number;
}

function newTable(size: number): Table {
  return { size, cells: new Uint32Array(size * 3), usedCount: 0 };
}

/** Where this digest stands, or where it would: an index into `cells`. */
function slotOf({ size, cells }: Table, low: number, high: number): number {
  let slot = low % size;
  for (;;) {
    const at = slot * 3;
    if (cells[at + 2] === 0 || (cells[at] === low && cells[at + 1] === high)) return at;
    slot = (slot + 1) % size;
  }
}

function put(table: Table, entry: readonly [low: number, high: number, value: number]): void {
  const at = slotOf(table, entry[0], entry[1]);
  if (table.cells[at + 2] === 0) table.usedCount += 1;
  table.cells.set(entry, at);
}

function grown(table: Table): Table {
  const larger = newTable(table.size * 2);
  for (let at = 0; at < table.cells.length; at += 3) {
    const [low = 0, high = 0, value = 0] = table.cells.subarray(at, at + 3);
    if (value !== 0) put(larger, [low, high, value]);
  }
  return larger;
}
