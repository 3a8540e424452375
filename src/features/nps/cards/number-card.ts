/** The number as people see it: who asked for it, and the place where it is posted. */

import type { Action, Block, Card, Chart, Line } from '../../../chat/card.js';
import { bold, code } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import { sayLine } from '../../../chat/say-line.js';
import { shorten } from '../../../chat/shorten.js';
import { sourceText } from '../../../chat/surface-text.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { PeriodName } from '../../../kernel/time/period.js';
import type { Figures, Query } from '../figures.js';
import { countingWords } from '../rules/counting.js';
import { categoryOf, type Measure } from '../rules/measure.js';
import type { Metric } from '../rules/metric.js';
import type { Mover } from '../rules/movers.js';
import type { Voice } from '../store/figures.js';
import { chartBlock, downloadBlocks, downloads, nowhere, toneOf, withEnd } from './number-parts.js';
import { type PostReason, reasonText } from './post-reason.js';
import {
  betterText,
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
    ...(figures.scoresPlace ? [] : [nowhere()]),
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
  const title = say('Correction: {title}', { title: whole.title });
  const card = isCorrection
    ? { ...whole, title, summary: say('Correction: {summary}', { summary: whole.summary }) }
    : whole;
  return withEnd(card, [...downloadBlocks(charts), { kind: 'note', line: reasonText(reason, 'answer') }]);
}

function body(
  figures: Figures,
  { charts, voices }: { readonly charts: readonly Chart[]; readonly voices: readonly Voice[] },
): Card {
  const { metric, current } = figures;
  const of = `${metric.name}${filterText(figures.query)}`;
  if (!current) {
    const title = say('{name}: no answers in {period}', { name: of, period: figures.windows.label });
    return { title, summary: title, blocks: [...emptyBlocks(figures), ...charts.map(chartBlock)] };
  }
  const title = `${of}: ${current.count < fewAnswers ? fewText(metric, current) : `${valueText(metric, current.value)}${headline(figures)}`}`;
  return {
    title,
    summary: say('{title}. From {count, plural, one {1 answer} other {# answers}} in {period}.', {
      title,
      count: current.count,
      period: figures.windows.label,
    }),
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
  return count === 1
    ? say('1 answer, too few to say')
    : say('only {count, plural, one {1 answer} other {# answers}}, {number}', {
        count,
        number: valueText(metric, value),
      });
}

/** `+32 (95 % interval +19 to +44)`; of one answer there is no interval that could say anything. */
function scoreText(metric: Metric, measure: Measure): Line {
  const value = valueText(metric, measure.value);
  if (measure.count === 1) return say('1 answer ({number}), too few to say', { number: value });
  const interval = say('95 % interval {range}', { range: rangeText(metric, measure) });
  return measure.count < fewAnswers
    ? sayLine('only {count, plural, one {1 answer} other {# answers}}: {number} ({interval})', {
        count: measure.count,
        number: bold(value),
        interval,
      })
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
    ? say('In {period} it was {number}, from {count, plural, one {1 answer} other {# answers}}.', {
        period: figures.windows.beforeLabel,
        number: valueText(metric, previous.value),
        count: previous.count,
      })
    : say('There were none in {period} either.', { period: figures.windows.beforeLabel });
  const last: Line = lastGivenAt
    ? sayLine('The last answer was given on {date}.', {
        date: { kind: 'time', at: lastGivenAt, timeZone: organisation.settings.timeZone, style: 'date' },
      })
    : sayLine('Nobody has answered yet. Record an answer: {command}', { command: code('score 9') });
  return [
    {
      kind: 'text',
      line: say('Nobody answered in {period} ({days}), so there is no score; that is not a score of 0.', {
        period: figures.windows.label,
        days: windowText(figures.windows.now),
      }),
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
    { label: say('Score'), value: scoreText(metric, current) },
    { label: say('Answers'), value: `${counted(current.count)}${split === null ? '' : `: ${split}`}` },
    { label: say('Period'), value: label === days ? days : `${label}, ${days}` },
    { label: say('Change // how a number moved'), value: changeText(figures) },
    { label: say('Counted'), value: countedText(figures) },
    ...(metric.kind === 'scale' ? [{ label: say('Scale'), value: scaleText(metric) }] : []),
  ];
}

/** `each customer’s latest answer, of those by delighted in segment Enterprise`. */
function countedText({ counting, query: { segment, source } }: Figures): string {
  const all = say(countingWords[counting]);
  if (source === undefined && segment === undefined) return all;
  if (source === undefined)
    return say('{counted}, of those in segment {segment}', { counted: all, segment: segment ?? '' });
  if (segment === undefined)
    return say('{counted}, of those by {source}', { counted: all, source: sourceText(source) });
  return say('{counted}, of those by {source} in segment {segment}', {
    ...{ counted: all, source: sourceText(source), segment },
  });
}

export function scaleText(metric: Metric): string {
  const better = betterText(metric);
  return metric.kind === 'scale'
    ? say('{min} to {max}, {better}', { min: metric.scale.min, max: metric.scale.max, better })
    : better;
}

function changeText(figures: Figures): string {
  const { metric, current, previous, change } = figures;
  if (!current) return '';
  if (!previous || !change)
    return say('nobody answered in {period}, so there is nothing to compare with', {
      period: figures.windows.beforeLabel,
    });
  const move = moveText(metric, current.value, previous.value);
  const values = {
    move,
    before: valueText(metric, previous.value),
    count: previous.count,
    period: figures.windows.beforeLabel,
    verdict: verdictText(change.isReal),
    range: changeRangeText(metric, change),
  };
  return say(
    '{move} from {before} ({count, plural, one {1 answer} other {# answers}}) in {period}: {verdict} (95 % interval of the change {range})',
    values,
  );
}

function moverBlocks({ metric, movers }: Figures): Block[] {
  if (movers.length === 0) return [];
  return [
    { kind: 'heading', text: say('Segments that moved most') },
    { kind: 'list', items: movers.map((mover) => moverLine(metric, mover)) },
  ];
}

function moverLine(metric: Metric, { segment, now, before, isReal }: Mover): Line {
  const move = moveText(metric, now.value, before.value);
  return sayLine(
    '{segment}: {number}, {move} from {before}: {verdict} ({count, plural, one {1 answer} other {# answers}}, {countBefore, number} before)',
    {
      segment: bold(segment),
      number: valueText(metric, now.value),
      move,
      before: valueText(metric, before.value),
      verdict: verdictText(isReal),
      count: now.count,
      countBefore: before.count,
    },
  );
}

const voiceLength = 300;

/** Long words are shortened with a visible sign; the feedback, or the list of scores, has them whole. */
function voiceBlock({ comment, customer, value }: Voice): Block {
  const by =
    customer === null
      ? say('{category, select, promoter {A promoter} passive {A passive} other {A detractor}} ({score})', {
          category: categoryOf(value),
          score: value,
        })
      : `${customer}, ${categoryText(value)} (${value})`;
  return { kind: 'quote', text: shorten(comment.trim(), voiceLength), by };
}

const periodLabels: readonly (readonly [PeriodName, string])[] = [
  ['30d', phrase('30 days')],
  ['90d', phrase('90 days')],
  ['month', phrase('This month')],
  ['quarter', phrase('This quarter')],
  ['year', phrase('This year')],
];

function periodButtons({ metric, query }: Figures): Action[] {
  return periodLabels
    .filter(([period]) => period !== query.period)
    .map(([period, label]) => ({
      kind: 'button',
      action: 'nps.show',
      label: say(label),
      value: showValue(metric, { ...query, period }),
    }));
}

/** What `nps.show` reads back. */
export const showValue = ({ name }: Pick<Metric, 'name'>, query: Query): string =>
  JSON.stringify({ metric: name, ...query });

/** One line for an agenda or a home page. */
export function numberLine(figures: Figures): Line {
  const { metric, current, previous, change } = figures;
  const period = figures.windows.label;
  if (!current) return say('no answers in {period}', { period });
  const { count } = current;
  const number = valueText(metric, current.value);
  if (count === 1) return say('1 answer in {period} ({number}), too few to say', { period, number });
  const interval = say('95 % interval {range}', { range: rangeText(metric, current) });
  const since =
    previous && change
      ? say('{interval}; {move} from {before}: {verdict}', {
          interval,
          move: moveText(metric, current.value, previous.value),
          before: valueText(metric, previous.value),
          verdict: verdictText(change.isReal),
        })
      : interval;
  const values = { count, period, number: bold(number), since };
  return count < fewAnswers
    ? sayLine('only {count, plural, one {1 answer} other {# answers}} in {period}: {number}, {since}', values)
    : sayLine('{number} from {count, plural, one {1 answer} other {# answers}} in {period}, {since}', values);
}
