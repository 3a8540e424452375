/** Which column of a file is which field: by its name and its values together, or as `--map` says. Asked by plan.ts. */

import { closest } from 'fastest-levenshtein';
import { firstFew } from '../../../chat/counted.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { besideDate } from './beside-date.js';
import { type FieldSet, shownField } from './column-names.js';
import { factColumns, isNameless } from './fact-columns.js';
import type { FactKind } from './item.js';
import { type Judgement, judge, likeliest, type SeenColumn } from './judge/judge.js';
import { fold, isNamedOtherwise, isOfOpinion, nameWeight, unsure } from './judge/names.js';
import { profileOf } from './judge/profile.js';
import { dateOrders, instantIn } from './read/dates.js';
import type { Column } from './read/layout.js';
import { yesAndNo } from './read/scores.js';

/** What it is called in `--map` and in sentences. */
export type ImportField = string;

/** Where each field stands, and which columns stand for nothing that is kept. */
export interface Columns {
  readonly header: readonly string[];
  readonly indexes: ReadonlyMap<ImportField, number>;
  /** Further columns of a field: the time and the zone of its date, its words where each group is asked in a column of its own. */
  readonly beside: ReadonlyMap<ImportField, readonly number[]>;
  /** Why each was chosen, by field. */
  readonly reasons: ReadonlyMap<ImportField, string>;
  readonly keptOut: readonly string[];
  /** Of columns that are kept as facts, by field: those that hold numbers or dates alone. */
  readonly kinds: ReadonlyMap<ImportField, FactKind>;
  /** A column of good and bad among them, which counts as CSAT only when somebody says so; null: there is none. */
  readonly votes: string | null;
  /** A column of a file of words that looks like answers from 0 to 10, and that no field has taken; null: there is none. */
  readonly scores: string | null;
}

/** Two columns whose weights are nearer than this fit alike. */
const alike = 0.05;

/**
 * @param named the header; @param rows the first rows, by which columns are judged
 * @param maps as typed: `comment=Comment`, or `comment=` to leave a field out
 * @param ownCount our own columns at the start, which are no data
 * @throws InvalidInput on `map` or `header`: nothing to take in, two columns for one field, a name that is not there.
 */
export function matchColumns(
  named: readonly (string | Column)[],
  maps: readonly string[],
  fields: FieldSet,
  { rows = [], ownCount = 0 }: { readonly rows?: readonly (readonly string[])[]; readonly ownCount?: number } = {},
): Columns {
  const columns = named.map((column, index) =>
    seen(
      column,
      rows.map((cells) => cells[index] ?? ''),
    ),
  );
  const header = columns.map(({ name }) => name);
  const mapped = new Map<ImportField, number | null>();
  const ignored = new Set<number>();
  for (const [field, index] of maps.map((map) => parseMap(columns, map, fields))) {
    if (field === ignoredField) {
      if (index !== null) ignored.add(index);
      continue;
    }
    if (mapped.has(field)) throw refusal('map', `--map names ${field} twice. Once is enough.`);
    mapped.set(field, index);
  }
  const [indexes, reasons] = [new Map<ImportField, number>(), new Map<ImportField, string>()];
  const taken = new Set([...[...mapped.values()].filter((index) => index !== null), ...ignored]);
  for (let own = 0; own < ownCount; own += 1) taken.add(own);
  for (const field of [fields.wanted.field, ...Object.keys(fields.names)]) {
    const typed = mapped.get(field);
    const needed = fields.needs?.[field];
    if (typed === null || indexes.has(field) || (needed !== undefined && !indexes.has(needed))) continue;
    const chosen =
      typed === undefined ? choose(columns, { field, fields, taken }) : { index: typed, why: 'as you say' };
    if (chosen === null) continue;
    taken.add(chosen.index);
    indexes.set(field, chosen.index);
    reasons.set(field, chosen.why);
  }
  if (!indexes.has(fields.wanted.field)) throw missing(columns.slice(ownCount), fields);
  if (fields.wanted.field === 'score' && !mapped.has('score')) refuseCounts(columns, fields);
  const beside = new Map<ImportField, readonly number[]>();
  const add = (
    field: ImportField,
    [before, between]: readonly [string, string],
    more: (at: number) => readonly number[],
  ) => {
    const at = indexes.get(field);
    const further = at === undefined ? [] : more(at).filter((index) => !taken.has(index));
    if (further.length === 0) return;
    for (const index of further) taken.add(index);
    beside.set(field, further);
    reasons.set(field, `${reasons.get(field)}, ${before} ${further.map((index) => header[index]).join(between)}`);
  };
  add(fields.date, ['with', ' and '], (at) => besideDate(header, rows, at));
  if (!mapped.has(fields.words))
    add(fields.words, ['or', ' or '], (at) =>
      insteadOf(at, judge(fields.words, columns, fields).filter(isAsked(header)), rows),
    );
  const kinds = new Map<ImportField, FactKind>();
  if (fields.keepsFacts)
    for (const { index, field, why, kind } of factColumns(columns, taken)) {
      taken.add(index);
      indexes.set(field, index);
      reasons.set(field, why);
      if (kind !== null) kinds.set(field, kind);
    }
  for (const index of ignored) taken.delete(index);
  const keptOut = header.filter((name, index) => !taken.has(index) && !isNameless(name));
  const votes = votesIn(columns.filter((_, index) => !taken.has(index)))?.name ?? null;
  const scores = fields.wanted.field === 'text' ? answersIn(columns, taken) : null;
  return { header, indexes, beside, reasons, keptOut, kinds, votes, scores };
}

/** `--map ignore="Column"` keeps a column out that would be kept as a fact. */
const ignoredField = 'ignore';

function seen(column: string | Column, values: readonly string[]): SeenColumn {
  const described = typeof column === 'string' ? { name: column, also: null, zone: null } : column;
  return { ...described, profile: profileOf(values) };
}

/** Named like words, or a question: a column of notes stays out. */
const isAsked =
  (header: readonly string[]) =>
  ({ index, weight }: Judgement): boolean =>
    weight >= unsure || /\S\s+\S+\s+\S/.test(header[index] ?? '');

/** Questions that are asked of one group each, so that no row answers two of them. */
function insteadOf(
  first: number,
  judged: readonly Judgement[],
  rows: readonly (readonly string[])[],
): readonly number[] {
  const found = [first];
  const isFilled = (cells: readonly string[], at: number) => (cells[at] ?? '').trim() !== '';
  for (const { index } of judged) {
    const isApart = rows.every((cells) => !isFilled(cells, index) || !found.some((at) => isFilled(cells, at)));
    if (!found.includes(index) && isApart && rows.some((cells) => isFilled(cells, index))) found.push(index);
  }
  return found.slice(1);
}

interface Choice {
  readonly field: ImportField;
  readonly fields: FieldSet;
  readonly taken: ReadonlySet<number>;
}

/** What fits less is no suggestion. */
const leastWeight = 0.2;

/** The best of the judged. Where the wanted field has two that fit alike, a person has to say which. */
function choose(columns: readonly SeenColumn[], { field, fields, taken }: Choice): Judgement | null {
  const [first, second] = judge(field, columns, fields).filter(
    ({ index, weight }) => weight >= leastWeight && !taken.has(index),
  );
  if (first === undefined) return null;
  const isTie = second !== undefined && first.weight - second.weight < alike && isSameFill(columns, first, second);
  const mustBeSaid = field === fields.wanted.field || columns[first.index]?.name === columns[second?.index ?? -1]?.name;
  if (isTie && mustBeSaid) throw doubled(columns, [first.index, second.index], field);
  return first;
}

/** One that is nearly empty is no rival. */
function isSameFill(columns: readonly SeenColumn[], one: Judgement, other: Judgement): boolean {
  const [a = 0, b = 0] = [one, other].map(({ index }) => columns[index]?.profile.filledCount);
  return b >= a / 2;
}

function parseMap(columns: readonly SeenColumn[], map: string, fields: FieldSet): [ImportField, number | null] {
  const [, typedField = '', typedColumn = ''] = /^([^=]+)=(.*)$/s.exec(map) ?? [];
  if (typedField === '')
    throw refusal('map', `--map takes FIELD=COLUMN, such as --map comment="Comment"; this is ${map}.`);
  const isIgnored = fields.keepsFacts && typedField.trim().toLowerCase() === ignoredField;
  const field = isIgnored ? ignoredField : fieldNamed(typedField, fields);
  if (typedColumn.trim() === '') return [field, null];
  return [
    field,
    columnNamed(columns, typedColumn, `Rename one of them, or leave the field out with --map ${shownField(field)}=`),
  ];
}

/**
 * The column that somebody typed the name of, or the second name that the file gives it.
 * @param mend what to do where two have this name @throws InvalidInput on `map` when there is none, or there are two
 */
export function columnNamed(columns: readonly Column[], typed: string, mend: string): number {
  const namesOf = ({ name, also }: Column) => (also === null ? [name] : [name, also]);
  const find = (fits: (name: string) => boolean) =>
    columns.flatMap((column, index) => (namesOf(column).some(fits) ? [index] : []));
  const exact = find((name) => name.trim() === typed.trim());
  const indexes = exact.length > 0 ? exact : find((name) => fold(name) !== '' && fold(name) === fold(typed));
  const [index, second] = indexes;
  if (second !== undefined) throw refusal('header', `${indexes.length} columns are called "${typed.trim()}". ${mend}`);
  if (index === undefined) throw refusal('map', `There is no column "${typed}". ${found(columns)}`);
  return index;
}

function fieldNamed(typed: string, fields: FieldSet): ImportField {
  const known = Object.keys(fields.names);
  const field =
    known.find((one) => shownField(one) === typed.trim().toLowerCase()) ??
    known.find((one) => fold(one) === fold(typed)) ??
    known.find((one) => (nameWeight(one, typed, fields) ?? 0) >= 0.8);
  if (field !== undefined) return field;
  const nearest = closest(typed, known);
  const others = fields.keepsFacts
    ? ` Other columns are kept as facts under their own names; ${ignoredField}="COLUMN" keeps one out.`
    : '';
  throw refusal(
    'map',
    `There is no field "${typed}"; the nearest is ${shownField(nearest)}. Fields: ${known.map(shownField).join(', ')}.${others}`,
  );
}

function doubled(columns: readonly SeenColumn[], indexes: readonly number[], field: ImportField): InvalidInput {
  const names = indexes.map((index) => `"${columns[index]?.name}"`);
  const isOneName = new Set(names).size === 1;
  const mend = isOneName
    ? `Rename one of them, or leave the field out with --map ${shownField(field)}=`
    : `Say which: --map ${shownField(field)}=${names[0]}, or leave it out with --map ${shownField(field)}=`;
  return refusal('header', `The columns ${names.join(' and ')} both fit ${shownField(field)}. ${mend}`);
}

function missing(columns: readonly SeenColumn[], fields: FieldSet): InvalidInput {
  const { like, holds, field } = fields.wanted;
  const value = columns.find(({ name, profile }) => isValue(name, profile));
  if (value)
    return refusal(
      'header',
      `The first line names no columns: ${value.name} in it is a value. Put a line of names above it, such as Date,Customer,Score,Comment.`,
    );
  const hint = oddScale(columns, fields);
  if (hint !== null) return refusal('header', hint);
  const votes = field === 'score' ? votesIn(columns) : undefined;
  if (votes)
    return refusal(
      'header',
      `The column "${votes.name}" holds good and bad, and no answers from 0 to 10. As CSAT: ${asCsat(votes.name)}`,
    );
  const shares = field === 'score' && likeliest(columns, fields) === null ? percentagesIn(columns) : undefined;
  if (shares)
    return refusal(
      'header',
      `The column "${shares.name}" holds percentages, and no answers from 0 to 10. As a number of its own: --kind metric --metric CSAT --map score="${shares.name}"`,
    );
  const example = likeliest(columns, fields)?.name ?? columns.find(({ name }) => name !== '')?.name ?? 'Comment';
  const mend = `Say which one holds ${holds}: --map ${field}="${example}"`;
  return refusal('header', `No column is named like ${like}. ${found(columns)} ${mend}`);
}

/** A first line that is a row already: dates above dates, numbers above numbers. */
const isValue = (name: string, { dateShare, numberShare }: SeenColumn['profile']): boolean =>
  dateShare > 0.5
    ? dateOrders.some((order) => instantIn(name, { order, zone: 0 }) !== null)
    : numberShare > 0.5 && /^\d+(?:[.,]\d+)?$/.test(name);

/** What looks like answers whatever it is called. Stars end at 5. */
function answersIn(columns: readonly SeenColumn[], taken: ReadonlySet<number>): string | null {
  const found = columns.find(
    ({ name, profile: { scoreShare, most, distinctCount, filledCount } }, index) =>
      !taken.has(index) &&
      !isNamedOtherwise(name) &&
      !/ids?$|version|votes?|count|likes?$/i.test(name) &&
      scoreShare === 1 &&
      (most ?? 0) > 5 &&
      filledCount > 1 &&
      distinctCount <= 11,
  );
  return found?.name ?? null;
}

const percentagesIn = (columns: readonly SeenColumn[]) => columns.find(({ profile }) => profile.kind === 'percentages');

/** One row a month or a team, with how many were promoters: no answers. @throws InvalidInput */
function refuseCounts(columns: readonly SeenColumn[], { isNps }: FieldSet): void {
  const countOf = (names: RegExp) =>
    columns.find(({ name, profile }) => names.test(fold(name)) && profile.numberShare > 0.9 && (profile.most ?? 0) > 1);
  const [promoters, detractors] = [countOf(/^promot[eo]r/), countOf(/^detra[ck]tor/)];
  if (!isNps || !promoters || !detractors) return;
  throw refusal(
    'header',
    `The columns "${promoters.name}" and "${detractors.name}" hold counts: the file has not one answer a row. ` +
      'Export the answers themselves, each with its date. If they are there, name their column: --map score="COLUMN".',
  );
}

/** Yes and no answer many questions: only some of their names ask for an opinion. */
const votesIn = (columns: readonly SeenColumn[]) =>
  columns.find(({ name, profile }) => profile.voteShare > 0.9 && (profile.kind !== yesAndNo || isOfOpinion(name)));

/** How a column of good and bad is imported. */
export const asCsat = (column: string): string => `--kind metric --metric CSAT --map score="${column}"`;

/** A column that is named like the score and holds another scale. */
function oddScale(columns: readonly SeenColumn[], fields: FieldSet): string | null {
  if (fields.wanted.field !== 'score' || !fields.isNps) return null;
  const mend = 'Export the answers of 0 to 10 and map that column: --map score="COLUMN".';
  for (const { name, profile } of columns) {
    if ((nameWeight('score', name, fields) ?? 0) === 0 || profile.filledCount === 0) continue;
    if (profile.least === -100)
      return `The column "${name}" holds −100, 0 and 100: what each answer adds to the NPS, and not the answer itself. ${mend}`;
    if (profile.least === null && profile.voteShare === 0 && profile.dateShare === 0)
      return `The column "${name}" holds ${profile.kind}, and no answers from 0 to 10. ${mend}`;
  }
  return null;
}

function found(columns: readonly Column[]): string {
  const names = columns.filter(({ name }) => name !== '').map(({ name }) => `"${name}"`);
  return `Found: ${firstFew(names, 30)}.`;
}

function refusal(field: string, message: string): InvalidInput {
  return InvalidInput.field('import.columns', field, message);
}
