/** Which column of a file is which field: by its name, or as `--map` says. Asked by import-file.ts. */
import { closest } from 'fastest-levenshtein';
import { InvalidInput } from '../../../kernel/errors.js';
import { type FieldSet, fold, isNamed } from './column-names.js';

/** What it is called in `--map` and in sentences. */
export type ImportField = string;

/** Where each field stands, and which columns stand for nothing that is kept. */
export interface Columns {
  readonly header: readonly string[];
  readonly indexes: ReadonlyMap<ImportField, number>;
  readonly keptOut: readonly string[];
}

/**
 * @param maps as typed: `comment=Comment`, or `comment=` to leave a field out
 * @throws InvalidInput on `map` or `header`: nothing to take in, two columns for one field, a name that is not there.
 */
export function matchColumns(header: readonly string[], maps: readonly string[], fields: FieldSet): Columns {
  const mapped = new Map<ImportField, number | null>();
  for (const [field, index] of maps.map((map) => parseMap(header, map, fields))) {
    if (mapped.has(field)) throw refusal('map', `--map names ${field} twice. Once is enough.`);
    mapped.set(field, index);
  }
  const indexes = new Map<ImportField, number>();
  for (const field of Object.keys(fields.names)) {
    const index = mapped.has(field) ? mapped.get(field) : matchingColumn(header, { field, fields }, mapped);
    if (index !== undefined && index !== null) indexes.set(field, index);
  }
  if (!indexes.has(fields.wanted.field)) throw missing(header, fields.wanted);
  const used = new Set(indexes.values());
  return { header, indexes, keptOut: header.filter((name, index) => !used.has(index) && name.trim() !== '') };
}

function parseMap(header: readonly string[], map: string, fields: FieldSet): [ImportField, number | null] {
  const [, typedField = '', typedColumn = ''] = /^([^=]+)=(.*)$/s.exec(map) ?? [];
  if (typedField === '')
    throw refusal('map', `--map takes FIELD=COLUMN, such as --map comment="Comment"; this is ${map}.`);
  const field = fieldNamed(typedField, fields);
  if (typedColumn.trim() === '') return [field, null];
  const indexes = indexesOf(header, (name) => name.trim() === typedColumn.trim() || fold(name) === fold(typedColumn));
  if (indexes.length > 1) throw doubled(header, indexes, field);
  const [index] = indexes;
  if (index === undefined) throw refusal('map', `There is no column "${typedColumn}". ${found(header)}`);
  return [field, index];
}

function fieldNamed(typed: string, fields: FieldSet): ImportField {
  const known = Object.keys(fields.names);
  const field = known.find((one) => fold(one) === fold(typed)) ?? known.find((one) => isNamed(fields, one, typed));
  if (field !== undefined) return field;
  const nearest = closest(typed, known);
  throw refusal('map', `There is no field "${typed}"; the nearest is ${nearest}. Fields: ${known.join(', ')}.`);
}

function matchingColumn(
  header: readonly string[],
  { field, fields }: { readonly field: ImportField; readonly fields: FieldSet },
  mapped: ReadonlyMap<ImportField, number | null>,
): number | undefined {
  const taken = new Set(mapped.values());
  const indexes = indexesOf(header, (name) => isNamed(fields, field, name)).filter((index) => !taken.has(index));
  if (indexes.length > 1) throw doubled(header, indexes, field);
  return indexes[0];
}

function indexesOf(header: readonly string[], fits: (name: string) => boolean): readonly number[] {
  return header.flatMap((name, index) => (fits(name) ? [index] : []));
}

function doubled(header: readonly string[], indexes: readonly number[], field: ImportField): InvalidInput {
  const names = indexes.map((index) => `"${header[index]}"`);
  const isOneName = new Set(names).size === 1;
  const mend = isOneName
    ? `Rename one of them, or leave the field out with --map ${field}=`
    : `Say which: --map ${field}=${names[0]}, or leave it out with --map ${field}=`;
  return refusal('header', `The columns ${names.join(' and ')} both fit ${field}. ${mend}`);
}

function missing(header: readonly string[], { field, like, holds, maybe }: FieldSet['wanted']): InvalidInput {
  const named = header.filter((name) => name.trim() !== '');
  const example = named.find((name) => maybe.test(name)) ?? named[0] ?? 'Comment';
  const mend = `Say which one holds ${holds}: --map ${field}="${example}"`;
  return refusal('header', `No column is named like ${like}. ${found(header)} ${mend}`);
}

function found(header: readonly string[]): string {
  const names = header.map((name) => `"${name}"`);
  const shown = names.slice(0, 30).join(', ');
  return `Found: ${shown}${names.length > 30 ? ` and ${names.length - 30} more` : ''}.`;
}

function refusal(field: string, message: string): InvalidInput {
  return InvalidInput.field('import.columns', field, message);
}
