/** A view as Parquet, a group of rows at a time. The library is loaded when somebody asks for the first time. */
import { setImmediate as oneTurn } from 'node:timers/promises';
import type { ByteWriter, ParquetWriter, SchemaElement } from 'hyparquet-writer';
import type { Row, Value } from './store/read-rows.js';
import type { ColumnType, ViewColumn } from './view.js';

/** Ids are texts, as in the other doors. */
const types: Readonly<Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  uuid: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  int: { type: 'INT32' },
  bigint: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  date: { type: 'INT32', converted_type: 'DATE' },
};

/**
 * A group is encoded column by column, each in a turn of the event loop. The end of the file lists the columns of all groups
 * in a single turn (without statistics some 60 ms for a million rows of our widest view), so groups must not be many.
 */
const groupRows = 5_000;
/** With so many letters a group ends sooner, after the page that brings them: a million take some 10 ms to encode. */
const groupLetters = 2_000_000;

/** The file in pieces; the next group is read when the last piece was taken. */
export async function* parquetOf(
  columns: readonly ViewColumn[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncIterable<Uint8Array> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const file = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(columns),
    statistics: false,
    createdBy: 'Empty Chair',
  });
  for await (const rows of groupsOf(columns, pages)) {
    for (const column of columns) {
      await oneTurn();
      const data = rows.map((row) => valueIn(row, column));
      await file.write({ columnData: [{ name: column.name, data }], rowGroupSize: rows.length });
      yield taken(bytes);
    }
    joinColumns(file, columns.length);
  }
  await oneTurn();
  await file.finish();
  yield taken(bytes);
}

/** The writer takes each column for a group of its own. */
function joinColumns(file: ParquetWriter, columnCount: number): void {
  const [first, ...others] = file.row_groups.splice(-columnCount);
  if (!first) return;
  for (const { columns, total_byte_size, total_compressed_size = 0n, num_rows } of others) {
    first.columns.push(...columns);
    first.total_byte_size += total_byte_size;
    first.total_compressed_size = (first.total_compressed_size ?? 0n) + total_compressed_size;
    file.num_rows -= num_rows;
  }
  file.row_groups.push(first);
}

function schemaOf(columns: readonly ViewColumn[]): SchemaElement[] {
  const fields = columns.map(({ name, type, isNullable }): SchemaElement => {
    return { name, ...types[type], repetition_type: isNullable ? 'OPTIONAL' : 'REQUIRED' };
  });
  return [{ name: 'root', num_children: fields.length }, ...fields];
}

async function* groupsOf(
  columns: readonly ViewColumn[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncIterable<readonly Row[]> {
  const texts = columns.filter(({ type }) => type === 'text');
  let group: Row[] = [];
  let letterCount = 0;
  for await (const rows of pages) {
    group.push(...rows);
    for (const { name } of texts) for (const row of rows) letterCount += String(row[name] ?? '').length;
    if (group.length < groupRows && letterCount < groupLetters) continue;
    yield group;
    group = [];
    letterCount = 0;
  }
  if (group.length > 0) yield group;
}

function valueIn(row: Row, { name, type }: ViewColumn): Value | bigint | Date {
  const value = row[name] ?? null;
  if (type === 'bigint' && typeof value === 'number') return BigInt(value);
  // A day alone is read as its midnight in UTC.
  return (type === 'date' || type === 'instant') && typeof value === 'string' ? new Date(value) : value;
}

/** What was written since the last time. The writer goes on counting from where it is. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = bytes.getBytes().slice();
  bytes.index = 0;
  return piece;
}
