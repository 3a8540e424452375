/** Which rows count: `--where "Survey Type=NPS"`, and what tools mark as previews and tests. plan.ts asks. */
import { InvalidInput } from '../../../kernel/errors.js';
import { columnNamed } from './columns.js';
import { fold } from './judge/names.js';
import type { Column } from './read/layout.js';
import { plain } from './read/plain-text.js';

/** Why a row stays out; null: it counts. */
export type RowFilter = (cells: readonly string[]) => string | null;

const value = (cells: readonly string[], index: number): string => plain(cells[index] ?? '').toLowerCase();

/** @param wheres as typed: `COLUMN=VALUE`, `COLUMN!=VALUE`; a row has to fit them all @throws InvalidInput on `where` */
export function rowFilter(columns: readonly Column[], wheres: readonly string[]): RowFilter {
  const asked = wheres.map((where) => condition(columns, where));
  const marks = wheres.length > 0 && asked.some(({ isMark }) => isMark) ? [] : marksIn(columns);
  return (cells) => {
    for (const { index, wanted, isNot, typed } of asked) {
      if ((value(cells, index) === wanted) === isNot) return `not ${typed}`;
    }
    for (const { index, isMark, name } of marks) {
      if (isMark(value(cells, index))) return `marked as a preview or a test in ${name}`;
    }
    return null;
  };
}

function condition(columns: readonly Column[], typed: string) {
  const [, name = '', sign, wanted = ''] = /^(.+?)\s*(!?=)\s*(.*)$/s.exec(typed) ?? [];
  if (sign === undefined)
    throw InvalidInput.field(
      'import.where',
      'where',
      `--where takes COLUMN=VALUE, such as --where "Survey Type=NPS"; this is ${typed}.`,
    );
  const index = columnNamed(columns, name, 'Rename one of them.');
  const isMark = marksIn(columns).some((mark) => mark.index === index);
  return { index, wanted: plain(wanted).toLowerCase(), isNot: sign === '!=', typed, isMark };
}

interface Mark {
  readonly index: number;
  readonly name: string;
  readonly isMark: (value: string) => boolean;
}

const previewWords =
  /^(?:survey preview|survey test|preview|test|test response|preview spam|offline survey preview|generated test data|testing)$/;
/** Qualtrics' numbers for previews and tests. */
const previewNumbers = new Set(['1', '2', '9', '17']);

/** The columns in which tools mark answers that nobody gave. */
function marksIn(columns: readonly Column[]): readonly Mark[] {
  const names = columns.map(({ name }) => fold(name));
  const isQualtrics = names.includes('responseid') && names.includes('distributionchannel');
  return names.flatMap((name, index): Mark[] => {
    const shown = columns[index]?.name ?? name;
    if (name === 'status' || name === 'responsestatus' || name === 'distributionchannel' || name === 'responsetype') {
      const isNumber = (typed: string) => isQualtrics && name === 'status' && previewNumbers.has(typed);
      return [{ index, name: shown, isMark: (typed) => previewWords.test(typed) || isNumber(typed) }];
    }
    if (/^(?:is)?(?:test|preview)(?:response|submission|mode)?$/.test(name))
      return [{ index, name: shown, isMark: (typed) => /^(?:true|yes|1|y|ja|oui|si|test|preview)$/.test(typed) }];
    return [];
  });
}

/** A column that says which survey a row is of, where a file may hold several. */
export const surveyTypeColumn = (columns: readonly Column[]): number | null => {
  const index = columns.findIndex(({ name }) => /^(?:survey|question|metric|score)type$/.test(fold(name)));
  return index < 0 ? null : index;
};
