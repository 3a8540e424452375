/** The number as people see it: who asked for it, and the place where it is posted. */
import type { Action, Block, Card, Chart, Line } from '../../../chat/card.js';
import { bold, code } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import { shorten } from '../../../chat/shorten.js';
import type { PeriodName } from '../../../kernel/time/period.js';
import type { Figures, Query } from '../figures.js';
import { countingWords } from '../rules/counting.js';
import type { Measure } from '../rules/measure.js';
import type { Metric } from '../rules/metric.js';
import type { Mover } from '../rules/movers.js';
import type { Voice } from '../store/figures.js';
import { chartBlock, downloadBlocks, downloads, nowhere, toneOf, withEnd } from './number-parts.js';
import { type PostReason, reasonText } from './post-reason.js';
import {
  answersText,
  categoryText,
  changeRangeText,
  filterText,
  moveText,
  rangeText,
  splitText,
  valueText,
  verdictText,
  windowText,
} from './words.js';

/** For whoever asked, with buttons for other periods. @param beside what other rooms add */
export function numberCard(
  figures: Figures,
  { charts, beside }: { readonly charts: readonly Chart[]; readonly beside: readonly Block[] },
): Card {
  const end: Block[] = [
    ...beside,
    { kind: 'actions', actions: [...periodButtons(figures), ...downloads(charts)] },
    ...(figures.scoresPlace ? [] : [nowhere]),
  ];
  return withEnd(body(figures, { charts, voices: [] }), end);
}

/** For the scores place, with the words of a promoter and of a detractor. */
export function postCard(
  figures: Figures,
  {
    charts,
    voices,
    reason,
  }: { readonly charts: readonly Chart[]; readonly voices: readonly Voice[]; readonly reason: PostReason },
): Card {
  const isCorrection = reason.occasion === 'correction';
  const whole = body(figures, { charts, voices });
  const title = `Correction: ${whole.title}`;
  const card = isCorrection ? { ...whole, title, summary: `Correction: ${whole.summary}` } : whole;
  return withEnd(card, [...downloadBlocks(charts), { kind: 'note', line: reasonText(reason, 'answer') }]);
}

function body(
  figures: Figures,
  { charts, voices }: { readonly charts: readonly Chart[]; readonly voices: readonly Voice[] },
): Card {
  const { metric, current } = figures;
  const of = `${metric.name}${filterText(figures.query)}`;
  if (!current) {
    const title = `${of}: no answers in ${figures.windows.label}`;
    return { title, summary: title, blocks: [...emptyBlocks(figures), ...charts.map(chartBlock)] };
  }
  const title = `${of}: ${current.count < fewAnswers ? fewText(metric, current) : `${valueText(metric, current.value)}${headline(figures)}`}`;
  return {
    title,
    summary: `${title}. From ${answersText(current.count)} in ${figures.windows.label}.`,
    tone: toneOf(figures.verdict, metric),
    blocks: [
      { kind: 'facts', facts: factsOf(figures) },
      ...moverBlocks(figures),
      ...voices.map(voiceBlock),
      ...charts.map(chartBlock),
    ],
  };
}

/** Below it the number is told behind the words that say how little it stands on. */
const fewAnswers = 10;

/** `only 4 answers, +25`, `1 answer, too few to say`. */
function fewText(metric: Metric, { count, value }: Measure): string {
  return count === 1 ? '1 answer, too few to say' : `only ${answersText(count)}, ${valueText(metric, value)}`;
}

/** `+32 (95 % interval +19 to +44)`; of one answer there is no interval that could say anything. */
function scoreText(metric: Metric, measure: Measure): Line {
  const value = valueText(metric, measure.value);
  if (measure.count === 1) return `1 answer (${value}), too few to say`;
  const interval = `95 % interval ${rangeText(metric, measure)}`;
  return measure.count < fewAnswers
    ? [`only ${answersText(measure.count)}: `, bold(value), ` (${interval})`]
    : [bold(value), ` (${interval})`];
}

/** `, up 9: within the noise`; empty where there is nothing to compare with. */
function headline({ metric, current, previous, change }: Figures): string {
  if (!current || !previous || !change) return '';
  return `, ${moveText(metric, current.value, previous.value)}: ${verdictText(change.isReal)}`;
}

function emptyBlocks(figures: Figures): Block[] {
  const { metric, previous, lastGivenAt, organisation } = figures;
  const before: Line = previous
    ? `In ${figures.windows.beforeLabel} it was ${valueText(metric, previous.value)}, from ${answersText(previous.count)}.`
    : `There were none in ${figures.windows.beforeLabel} either.`;
  const last: Line = lastGivenAt
    ? [
        'The last answer was given on ',
        { kind: 'time', at: lastGivenAt, timeZone: organisation.settings.timeZone, style: 'date' },
        '.',
      ]
    : ['Nobody has answered yet. Record an answer: ', code('score 9')];
  return [
    {
      kind: 'text',
      line: `Nobody answered in ${figures.windows.label} (${windowText(figures.windows.now)}), so there is no score; that is not a score of 0.`,
    },
    { kind: 'text', line: before },
    { kind: 'text', line: last },
  ];
}

function factsOf(figures: Figures): { label: string; value: Line }[] {
  const { metric, current, windows } = figures;
  if (!current) return [];
  const split = splitText(current);
  const [label, days] = [windows.label, windowText(windows.now)];
  return [
    { label: 'Score', value: scoreText(metric, current) },
    { label: 'Answers', value: `${counted(current.count)}${split === null ? '' : `: ${split}`}` },
    { label: 'Period', value: label === days ? days : `${label}, ${days}` },
    { label: 'Change', value: changeText(figures) },
    { label: 'Counted', value: countedText(figures) },
    ...(metric.kind === 'scale' ? [{ label: 'Scale', value: scaleText(metric) }] : []),
  ];
}

/** `each customer’s latest answer, of those by delighted in segment Enterprise`. */
function countedText({ counting, query: { segment, source } }: Figures): string {
  const by = source === undefined ? '' : ` by ${source}`;
  const within = segment === undefined ? '' : ` in segment ${segment}`;
  return `${countingWords[counting]}${by || within ? `, of those${by}${within}` : ''}`;
}

export function scaleText(metric: Metric): string {
  const range = metric.kind === 'scale' ? `${metric.scale.min} to ${metric.scale.max}, ` : '';
  return `${range}${metric.better} is better`;
}

function changeText(figures: Figures): string {
  const { metric, current, previous, change } = figures;
  if (!current) return '';
  if (!previous || !change)
    return `nobody answered in ${figures.windows.beforeLabel}, so there is nothing to compare with`;
  const move = moveText(metric, current.value, previous.value);
  const from = `${move} from ${valueText(metric, previous.value)} (${answersText(previous.count)}) in ${figures.windows.beforeLabel}`;
  return `${from}: ${verdictText(change.isReal)} (95 % interval of the change ${changeRangeText(metric, change)})`;
}

function moverBlocks({ metric, movers }: Figures): Block[] {
  if (movers.length === 0) return [];
  return [
    { kind: 'heading', text: 'Segments that moved most' },
    { kind: 'list', items: movers.map((mover) => moverLine(metric, mover)) },
  ];
}

function moverLine(metric: Metric, { segment, now, before, isReal }: Mover): Line {
  const move = moveText(metric, now.value, before.value);
  return [
    bold(segment),
    `: ${valueText(metric, now.value)}, ${move} from ${valueText(metric, before.value)}: ${verdictText(isReal)} (${answersText(now.count)}, ${counted(before.count)} before)`,
  ];
}

const voiceLength = 300;

/** Long words are shortened with a visible sign; the feedback, or the list of scores, has them whole. */
function voiceBlock({ comment, customer, value }: Voice): Block {
  const who = categoryText(value);
  const by =
    customer === null ? `${who[0]?.toUpperCase()}${who.slice(1)} (${value})` : `${customer}, ${who} (${value})`;
  return { kind: 'quote', text: shorten(comment.trim(), voiceLength), by };
}

const periodLabels: readonly (readonly [PeriodName, string])[] = [
  ['30d', '30 days'],
  ['90d', '90 days'],
  ['month', 'This month'],
  ['quarter', 'This quarter'],
  ['year', 'This year'],
];

function periodButtons({ metric, query }: Figures): Action[] {
  return periodLabels
    .filter(([period]) => period !== query.period)
    .map(([period, label]) => ({
      kind: 'button',
      action: 'nps.show',
      label,
      value: showValue(metric, { ...query, period }),
    }));
}

/** What `nps.show` reads back. */
export const showValue = ({ name }: Pick<Metric, 'name'>, query: Query): string =>
  JSON.stringify({ metric: name, ...query });

/** One line for an agenda or a home page. */
export function numberLine(figures: Figures): Line {
  const { metric, current, previous, change } = figures;
  if (!current) return `no answers in ${figures.windows.label}`;
  const inPeriod = ` in ${figures.windows.label}`;
  if (current.count === 1) return `1 answer${inPeriod} (${valueText(metric, current.value)}), too few to say`;
  const of = `${answersText(current.count)}${inPeriod}`;
  const interval = `95 % interval ${rangeText(metric, current)}`;
  const move =
    previous && change
      ? `; ${moveText(metric, current.value, previous.value)} from ${valueText(metric, previous.value)}: ${verdictText(change.isReal)}`
      : '';
  const value = bold(valueText(metric, current.value));
  if (current.count < fewAnswers) return [`only ${of}: `, value, `, ${interval}${move}`];
  return [value, ` from ${of}, ${interval}${move}`];
}
