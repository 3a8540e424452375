/** Which column of a file is which field: by its name, or as `--map` says. Asked by import-file.ts. */
import { closest } from 'fastest-levenshtein';
import { InvalidInput } from '../../../kernel/errors.js';
import { type ImportField, importFields, namesByField } from './column-names.js';

export type { ImportField } from './column-names.js';

/** Where each field stands, and which columns stand for nothing that is kept. */
export interface Columns {
  readonly header: readonly string[];
  readonly indexes: ReadonlyMap<ImportField, number>;
  readonly keptOut: readonly string[];
}

/**
 * @param maps as typed: `comment=Comment`, or `comment=` to leave a field out
 * @throws InvalidInput on `map` or `header`: no text column, two columns for one field, a name that is not there.
 */
export function matchColumns(header: readonly string[], maps: readonly string[]): Columns {
  const mapped = new Map<ImportField, number | null>();
  for (const [field, index] of maps.map((map) => parseMap(header, map))) {
    if (mapped.has(field)) throw refusal('map', `--map names ${field} twice. Once is enough.`);
    mapped.set(field, index);
  }
  const indexes = new Map<ImportField, number>();
  for (const field of importFields) {
    const index = mapped.has(field) ? mapped.get(field) : matchingColumn(header, field, mapped);
    if (index !== undefined && index !== null) indexes.set(field, index);
  }
  if (!indexes.has('text')) throw noText(header);
  const used = new Set(indexes.values());
  return { header, indexes, keptOut: header.filter((name, index) => !used.has(index) && name.trim() !== '') };
}

function parseMap(header: readonly string[], map: string): [ImportField, number | null] {
  const [, typedField = '', typedColumn = ''] = /^([^=]+)=(.*)$/s.exec(map) ?? [];
  if (typedField === '')
    throw refusal('map', `--map takes FIELD=COLUMN, such as --map comment="Comment"; this is ${map}.`);
  const field = fieldNamed(typedField);
  if (typedColumn.trim() === '') return [field, null];
  const indexes = indexesOf(header, (name) => name.trim() === typedColumn.trim() || fold(name) === fold(typedColumn));
  if (indexes.length > 1) throw doubled(header, indexes, field);
  const [index] = indexes;
  if (index === undefined) throw refusal('map', `There is no column "${typedColumn}". ${found(header)}`);
  return [field, index];
}

function fieldNamed(typed: string): ImportField {
  const folded = fold(typed);
  const field = importFields.find((one) => fold(one) === folded || includes(namesByField[one], folded));
  if (field !== undefined) return field;
  const nearest = closest(typed, [...importFields]);
  throw refusal('map', `There is no field "${typed}"; the nearest is ${nearest}. Fields: ${importFields.join(', ')}.`);
}

function matchingColumn(
  header: readonly string[],
  field: ImportField,
  mapped: ReadonlyMap<ImportField, number | null>,
): number | undefined {
  const taken = new Set(mapped.values());
  const indexes = indexesOf(header, (name) => includes(namesByField[field], fold(name))).filter(
    (index) => !taken.has(index),
  );
  if (indexes.length > 1) throw doubled(header, indexes, field);
  return indexes[0];
}

function indexesOf(header: readonly string[], fits: (name: string) => boolean): readonly number[] {
  return header.flatMap((name, index) => (fits(name) ? [index] : []));
}

const includes = (names: readonly string[], name: string): boolean => names.includes(name);

/** "Review ID", "review_id" and "reviewId" are one name. */
function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function doubled(header: readonly string[], indexes: readonly number[], field: ImportField): InvalidInput {
  const names = indexes.map((index) => `"${header[index]}"`);
  const isOneName = new Set(names).size === 1;
  const mend = isOneName
    ? `Rename one of them, or leave the field out with --map ${field}=`
    : `Say which: --map ${field}=${names[0]}, or leave it out with --map ${field}=`;
  return refusal('header', `The columns ${names.join(' and ')} both fit ${field}. ${mend}`);
}

function noText(header: readonly string[]): InvalidInput {
  const example = header.find((name) => name.trim() !== '') ?? 'Comment';
  const mend = `Say which one holds what the customer said: --map text="${example}"`;
  return refusal(
    'header',
    `No column is named like the customer's words (text, comment, feedback, message, review). ${found(header)} ${mend}`,
  );
}

function found(header: readonly string[]): string {
  const names = header.map((name) => `"${name}"`);
  const shown = names.slice(0, 30).join(', ');
  return `Found: ${shown}${names.length > 30 ? ` and ${names.length - 30} more` : ''}.`;
}

function refusal(field: string, message: string): InvalidInput {
  return InvalidInput.field('import.columns', field, message);
}
