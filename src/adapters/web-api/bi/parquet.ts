/** A view as Parquet, a group of rows at a time. The library is loaded when somebody asks for the first time. */
import type { ByteWriter, SchemaElement } from 'hyparquet-writer';
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

/** Encoding a group holds up the event loop: this many rows of our widest view take some 30 ms. */
const groupRows = 2_000;

/** The file in pieces; the next group is read when the last piece was taken. */
export async function* parquetOf(
  columns: readonly ViewColumn[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncIterable<Uint8Array> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const file = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'Empty Chair' });
  for await (const rows of groupsOf(pages)) {
    const columnData = columns.map((column) => ({ name: column.name, data: rows.map((row) => valueIn(row, column)) }));
    await file.write({ columnData, rowGroupSize: rows.length });
    yield taken(bytes);
  }
  await file.finish();
  yield taken(bytes);
}

function schemaOf(columns: readonly ViewColumn[]): SchemaElement[] {
  const fields = columns.map(({ name, type, isNullable }): SchemaElement => {
    return { name, ...types[type], repetition_type: isNullable ? 'OPTIONAL' : 'REQUIRED' };
  });
  return [{ name: 'root', num_children: fields.length }, ...fields];
}

async function* groupsOf(pages: AsyncIterable<readonly Row[]>): AsyncIterable<readonly Row[]> {
  let group: Row[] = [];
  for await (const rows of pages) {
    group.push(...rows);
    if (group.length < groupRows) continue;
    yield group;
    group = [];
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
