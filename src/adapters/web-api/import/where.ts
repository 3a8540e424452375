/** Which rows count: `--where "Survey Type=NPS"`, and what tools mark as previews and tests. plan.ts asks. */
import { InvalidInput } from '../../../kernel/errors.js';
import { columnNamed } from './columns.js';
import { fold, isRecommendation } from './judge/names.js';
import { type Column, onOneLine } from './read/layout.js';
import { plain } from './read/plain-text.js';

/** Why a row stays out; null: it counts. */
export type RowFilter = (cells: readonly string[]) => string | null;

const value = (cells: readonly string[], index: number): string => plain(cells[index] ?? '').toLowerCase();

/**
 * @param wheres as typed: `COLUMN=VALUE`, `COLUMN!=VALUE`; a row has to fit them all
 * @param dateAt the column of dates; null: there is none
 * @throws InvalidInput on `where`
 */
export function rowFilter(columns: readonly Column[], wheres: readonly string[], dateAt: number | null): RowFilter {
  const asked = wheres.map((where) => condition(columns, where));
  const marks = wheres.length > 0 && asked.some(({ isMark }) => isMark) ? [] : marksIn(columns);
  return (cells) => {
    if (columns.every(({ name }, index) => isAgain(name, cells[index] ?? ''))) return 'the names of the columns again';
    if (isTotals(cells, cells[dateAt ?? -1] ?? '')) return 'a line of totals';
    for (const { index, wanted, isNot, typed } of asked) {
      if ((value(cells, index) === wanted) === isNot) return `not ${typed}`;
    }
    for (const { index, isMark, name } of marks) {
      if (isMark(value(cells, index))) return `marked as a preview or a test in ${name}`;
    }
    return null;
  };
}

const isAgain = (name: string, cell: string): boolean =>
  name === onOneLine(cell) || (cell === '' && /^column \d+$/.test(name));

/** What spreadsheets write before a sum or a mean, in the languages of exports, as fold() leaves it. */
const totals =
  /^(?:(?:grand|sub)?totals?|sums?|summe|gesamt(?:summe|ergebnis|wert)?|zwischensumme|mittelwert|durchschnitt(?:lich)?|averages?|avg|mean|median|moyennes?|totalgeneral|totaal|gemiddelde|somme|media|promedio|suma|somma|totale|summa|medel(?:varde)?|yhteensa|keskiarvo|gennemsnit|gjennomsnitt|razem|srednia|ogolem|nps|counts?|anzahl|n|合計|平均|合计|总计|平均值|итого|среднее)$/;

/** A line whose first words say so and that has no date: `Average`, `Summe:`, `Gesamt: 24`. */
function isTotals(cells: readonly string[], date: string): boolean {
  const first = cells.find((cell) => cell.trim() !== '') ?? '';
  if (date.trim() !== '' && date !== first) return false;
  return first.length <= 40 && totals.test(fold(first.replace(/[\s:=(\d.,%)]+$/, '')));
}

function condition(columns: readonly Column[], typed: string) {
  const [before = '', ...rest] = typed.split('=');
  const isNot = before.endsWith('!');
  const [name, wanted] = [(isNot ? before.slice(0, -1) : before).trim(), rest.join('=')];
  if (rest.length === 0 || name === '')
    throw InvalidInput.field(
      'import.where',
      'where',
      `--where takes COLUMN=VALUE, such as --where "Survey Type=NPS"; this is ${typed}.`,
    );
  const index = columnNamed(columns, name, 'Rename one of them.');
  const isMark = marksIn(columns).some((mark) => mark.index === index);
  return { index, wanted: plain(wanted).toLowerCase(), isNot, typed, isMark };
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
    if (/^(?:is)?(?:test|preview)(?:response|submission|entry|record|answer|data|mode)?$/.test(name))
      return [{ index, name: shown, isMark: (typed) => /^(?:true|yes|1|y|ja|oui|si|test|preview)$/.test(typed) }];
    return [];
  });
}

const surveyKinds =
  /^(?:e?nps|netpromoter(?:score)?|csat|ces|pmf|thumbs|smileys?|stars?|5stars?|customereffort(?:score)?|customersatisfaction(?:score)?)$/;

/** Whether a kind of survey, or a question, is the one of NPS. */
export const isOfNps = (typed: string): boolean =>
  /^e?nps|netpromoter/.test(fold(typed)) || (typed.length > 20 && isRecommendation(typed));

/** A column that says which survey or which question a row is of, where a file may hold several. By its name, else by what stands in it. */
export function surveyTypeColumn(columns: readonly Column[], rows: readonly (readonly string[])[]): number | null {
  const named = columns.findIndex(({ name }) => /^(?:survey|question|metric|score)type$/.test(fold(name)));
  const index = named >= 0 ? named : columns.findIndex((_, at) => tellsKinds(rows.map((cells) => cells[at] ?? '')));
  return index < 0 ? null : index;
}

/** `NPS` among `CSAT`, or the question of NPS among others that come again and again. */
function tellsKinds(values: readonly string[]): boolean {
  const filled = values.map((each) => each.trim()).filter((each) => each !== '');
  const kinds = [...new Set(filled)];
  const isTold = kinds.every((kind) => surveyKinds.test(fold(kind))) || kinds.length <= filled.length / 2;
  return isTold && kinds.some(isOfNps) && !kinds.every(isOfNps);
}
