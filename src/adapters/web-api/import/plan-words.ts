/** A plan as a person reads it before saying yes. Asked by the command line. */
import { counted, firstFew } from '../../../chat/counted.js';
import { importedWhat } from '../../../chat/import-words.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import { factName, shownField } from './column-names.js';
import { asCsat } from './columns.js';
import { wordsText } from './decode.js';
import { isFault, isLeftOut } from './item.js';
import { votes } from './kinds.js';
import type { ImportPlan } from './plan.js';
import { voteIn } from './read/scores.js';
import type { ImportWish } from './wish.js';

/** `1 row`, `2,100 rows`. */
export const rowsText = (count: number): string => `${counted(count)} ${count === 1 ? 'row' : 'rows'}`;

const many = (count: number, what: string): string => `${counted(count)} ${what}${count === 1 ? '' : 's'}`;

/** @param about the file's name and the organisation's */
export function planLines(
  plan: ImportPlan,
  wish: ImportWish,
  about: { readonly file: string; readonly organisation: string },
): readonly string[] {
  return [
    `${about.file}: ${kindText(wish)}, into ${about.organisation}`,
    ...encodingLines(plan),
    ...columnLines(plan, wish),
    ...personLines(plan, wish),
    ...rowLines(plan),
    ...refusedLines(plan),
    ...dateLines(plan, wish),
    ...numberLines(plan),
    ...scoreLines(plan, wish),
    ...sampleLines(plan, wish),
    ...earlierLines(plan, wish),
  ];
}

const encodingLines = ({ encoding }: ImportPlan): readonly string[] =>
  encoding.words.length === 0 ? [] : [`Read as ${encoding.name}: it says ${wordsText(encoding)}.`];

function kindText({ file }: ImportWish): string {
  return file.kind === 'scores' ? `answers for ${importedWhat(file)}` : file.kind;
}

function columnLines({ columns, layout }: ImportPlan, { file }: ImportWish): readonly string[] {
  const { header, indexes, reasons, keptOut, votes } = columns;
  const lines = [...indexes].map(([field, index]) => {
    const also = layout.columns[index]?.also;
    const name = also ? `${header[index]} (${also})` : header[index];
    const shown = factName(field) === null ? shownField(field) : 'fact';
    return `  ${shown.padEnd(11)} ${name}: ${reasons.get(field) ?? 'by its name'}`;
  });
  const own =
    layout.ours === null
      ? []
      : ['  This is a file of rows that were refused; its columns Line and Reason are our own.'];
  const out =
    keptOut.length === 0
      ? []
      : [
          `Kept out: ${listOf(keptOut)}. --map FIELD="COLUMN" takes one; FIELD is ${Object.keys(file.fields.names).map(shownField).join(', ')}.`,
        ];
  const good = votes === null ? [] : [`"${votes}" holds good and bad, and is not counted. As CSAT: ${asCsat(votes)}`];
  return ['Columns:', ...own, ...lines, ...out, ...good];
}

function personLines({ columns }: ImportPlan, { file }: ImportWish): readonly string[] {
  if (file.kind !== 'scores' || !columns.indexes.has('email')) return [];
  return [
    'Whoever answered is known by their address from now on, so that a survey can ask them. To leave that out: --map email=',
  ];
}

/** A file may have hundreds of columns. */
export const listOf = (names: readonly string[]): string => firstFew(names, 20);

function rowLines({ facts, layout }: ImportPlan): readonly string[] {
  const out = [...facts.leftOut].map(([why, count]) => `${counted(count)} (${why})`);
  const broken = facts.brokenCount === 0 ? [] : [`${counted(facts.brokenCount)} can’t be read`];
  const aside = [...out, ...broken];
  const heads =
    layout.headLines.size > 1 ? ` Names and titles stand on lines ${[...layout.headLines].join(', ')}.` : '';
  return [`Rows: ${counted(facts.rowCount)}.${heads}${aside.length === 0 ? '' : ` Stay out: ${aside.join('; ')}.`}`];
}

function refusedLines({ facts, style, questions }: ImportPlan): readonly string[] {
  const refused = facts.refused[style.order];
  const isOpen = questions.some(({ field }) => field === 'date-format' || field === 'score');
  if (refused === undefined || isOpen) return [];
  const { count, line, fault } = refused;
  return [`${rowsText(count)} will be refused, the first on line ${line}: ${fault}`];
}

function dateLines({ facts, style, questions }: ImportPlan, { ground, file }: ImportWish): readonly string[] {
  const { open } = facts.orders;
  if (open && questions.some(({ field }) => field === 'date-format'))
    return [`Dates: ${open.typed} and others can be read in two ways; see below.`];
  const span = facts.spans[style.order];
  const written = facts.orders.open || facts.orders['day-first'] || facts.orders['month-first'];
  const order = written ? `, ${style.order === 'day-first' ? 'the day first' : 'the month first'}` : '';
  const zone =
    typeof style.zone === 'string'
      ? style.zone
      : `UTC${style.zone === 0 ? '' : ` ${style.zone > 0 ? '+' : ''}${style.zone / 60} h`}`;
  const day = (at: string) => (at.length === 10 ? at : dateInZone(ground.timeZone, new Date(at)));
  const dated = span
    ? [`Dates: ${day(span.first)} to ${day(span.last)}${order}. Times without a zone are in ${zone}.`]
    : [];
  if (file.kind === 'people') return dated;
  if (file.fields.knownBy === 'content')
    return [
      ...dated,
      dated.length > 0
        ? 'Rows without a date are of today.'
        : 'Facts are of today: no column says when they were last changed.',
    ];
  const blank =
    facts.blankDateCount === 0 || style.undated === null
      ? []
      : [`${rowsText(facts.blankDateCount)} without a date: ${style.undated}.`];
  return [...dated, ...blank];
}

function numberLines({ columns, style }: ImportPlan): readonly string[] {
  if (![...columns.kinds.values()].includes('number')) return [];
  const [written, mark] = style.decimal === ',' ? ['1.234,5', 'comma'] : ['1,234.5', 'point'];
  return [`Numbers are written as ${written}, with a decimal ${mark}.`];
}

function scoreLines({ facts }: ImportPlan, { file }: ImportWish): readonly string[] {
  const isVote = facts.samples.some(({ fields }) => voteIn(fields.score ?? '') !== null);
  if (file.kind === 'scores' && file.metric !== null && isVote)
    return [`Good counts as ${votes.good}, and bad as ${votes.bad}, on a scale of 1 to 5.`];
  if (file.kind !== 'scores' || facts.scores.size === 0) return [];
  const scores = [...facts.scores].toSorted(([a], [b]) => a - b);
  const split = scores
    .slice(0, 25)
    .map(([score, count]) => `${score}: ${counted(count)}`)
    .join(', ');
  if (file.metric !== null) return [`Answers: ${split}.`];
  const inRange = scores.filter(([score]) => Number.isInteger(score) && score >= 0 && score <= 10);
  const sum = (fits: (score: number) => boolean) =>
    inRange.filter(([score]) => fits(score)).reduce((total, [, count]) => total + count, 0);
  const [promoters, detractors, all] = [sum((score) => score >= 9), sum((score) => score <= 6), sum(() => true)];
  if (all === 0) return [`Answers: ${split}.`];
  const nps = ((promoters - detractors) / all) * 100;
  return [
    `Answers: ${split}.`,
    `That is ${many(promoters, 'promoter')}, ${many(all - promoters - detractors, 'passive')}, ${many(detractors, 'detractor')}: NPS ${nps > 0 ? '+' : nps < 0 ? '−' : ''}${Math.abs(nps).toFixed(1)} if each answer counts.`,
  ];
}

/** The first rows as they would go in. */
function sampleLines({ facts, itemOf, questions }: ImportPlan, { file }: ImportWish): readonly string[] {
  if (facts.samples.length === 0) return [];
  // What nobody has said yet is no fault of the row.
  const open = new Set(questions.map(({ field }) => (field === 'date-format' ? file.fields.date : field)));
  const isOpen = (field: string): boolean => open.has(field);
  const lines = facts.samples.map(({ line, fields }) => {
    const read = itemOf(fields);
    if (isFault(read) && isOpen(read.field)) return `  line ${line}: waits for your answer. ${read.fault}`;
    if (isFault(read)) return `  line ${line}: refused. ${read.fault}`;
    if (isLeftOut(read)) return `  line ${line}: stays out, ${read.leftOut}`;
    const told = Object.entries(read).filter(([, value]) => value !== undefined && textOf(value) !== '');
    return `  line ${line}: ${told.map(([field, value]) => `${shownField(field)} ${brief(textOf(value))}`).join(' · ')}`;
  });
  return ['First rows:', ...lines];
}

/** Lists and groups in a line. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const parts = Object.entries(value).filter(([, each]) => each !== undefined);
  return parts.map(([name, each]) => (name === 'name' ? textOf(each) : `${name} ${textOf(each)}`)).join(', ');
}

function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${[...line].slice(0, 60).join('')}…` : line;
}

function earlierLines({ keys, hasIds }: ImportPlan, { file }: ImportWish): readonly string[] {
  if (file.kind === 'people') return ['People are known by their address: a second run of this file changes nothing.'];
  if (file.fields.knownBy === 'content')
    return ['Customers are known by id, domain, name and alias: a second run of this file changes nothing.'];
  if (hasIds) return [];
  const { same } = keys;
  if (same === null)
    return ['The rows have no ids: a second run of this very file adds nothing, any other file adds all its rows.'];
  return [
    `The rows have no ids. ${rowsText(same.sameCount)} stand as in import ${same.number}, so this is that file again: only what is new or mended goes in. If it is another file: --repeated count`,
  ];
}
