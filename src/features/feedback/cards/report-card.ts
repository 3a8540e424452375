/** This room's part of `report`, in figures that everybody may know: no words of customers are in them. */

import { facts, note, text } from '../../../chat/blocks.js';
import { type Block, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { withCommas } from '../../../kernel/language/list.js';
import { currentLocale } from '../../../kernel/language/reader.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { numberFormatter } from '../../../kernel/time/format.js';
import type { FeedbackReport, LeftOut, SegmentKept } from '../rules/report.js';
import { type StepName, stepNames, type TimeSpent } from '../rules/time-spent.js';
import { duration } from './words.js';

/** Feedback's part of the report: how fast, how often within the promise, how often again. */
export function reportBlocks(report: FeedbackReport): readonly Block[] {
  const { capturedCount, resolvedCount, withinPromise, overdueCount, cameBackCount, reopenedCount } = report;
  const heading: Block = { kind: 'heading', text: say('Feedback') };
  if (capturedCount === 0 && resolvedCount === 0 && reopenedCount === 0) {
    const nothing = text(say('No feedback came in, and none was resolved. Has anybody asked a customer?'));
    return [heading, nothing, ...leftOutBlocks(report.leftOut)];
  }
  const resolved =
    withinPromise === null
      ? String(resolvedCount)
      : say('{count}, {share} % within the promise', { count: resolvedCount, share: Math.round(withinPromise * 100) });
  return [
    heading,
    facts([
      { label: say('Came in'), value: String(capturedCount) },
      { label: say('Resolved'), value: resolved },
      ...(overdueCount === 0 ? [] : [{ label: say('Overdue now'), value: String(overdueCount) }]),
      { label: say('Until it had an owner'), value: middle(report.medianToOwnerMs) },
      { label: say('Until “I’m on it”'), value: middle(report.medianToAcknowledgementMs) },
      { label: say('Until resolved'), value: middle(report.medianToResolutionMs) },
      { label: say('Reopened'), value: String(reopenedCount) },
      { label: say('Came back'), value: say('{count}, as their owners said', { count: cameBackCount }) },
    ]),
    ...leftOutBlocks(report.leftOut),
    ...segmentBlocks(report.bySegment),
    ...timeBlocks(report.timeSpent),
    note(say('Times “until” are medians, in working time as the promise counts; until an owner in real time.')),
  ];
}

/** More rules than these are told as one number. */
const rulesShown = 3;

function leftOutBlocks(all: readonly LeftOut[]): readonly Block[] {
  if (all.length === 0) return [];
  const total = all.reduce((sum, { count }) => sum + count, 0);
  const named = all.slice(0, rulesShown).map(({ rule, count }) => `${rule} ${count}`);
  const rest = all.slice(rulesShown).reduce((sum, { count }) => sum + count, 0);
  const by = withCommas([...named, ...(rest > 0 ? [say('other rules {count}', { count: rest })] : [])]);
  return [
    note(
      sayLine('Left out as noise, and not counted: {total} ({by}). {command} shows them.', {
        total,
        by,
        command: code('feedback list noise'),
      }),
    ),
  ];
}

/** More segments than these are told by the list alone. */
const segmentsShown = 8;

function segmentBlocks(all: readonly SegmentKept[]): readonly Block[] {
  if (all.length === 0) return [];
  const rest = all.length - segmentsShown;
  return [
    { kind: 'heading', text: say('Answered within the promise, by segment') },
    facts(
      all.slice(0, segmentsShown).map(({ segment, resolvedCount, keptCount, overdueCount }) => ({
        label: segment,
        value: [
          resolvedCount === 0
            ? say('none answered yet')
            : say('{kept} of {answered}, {share} %', {
                kept: keptCount,
                answered: resolvedCount,
                share: Math.round((keptCount / resolvedCount) * 100),
              }),
          ...overdueWords(overdueCount, resolvedCount === 0),
        ].join('; '),
      })),
    ),
    ...(rest > 0 ? [note(say('and {count} more segments with fewer', { count: rest }))] : []),
  ];
}

function overdueWords(count: number, isAlone: boolean): readonly string[] {
  if (count === 0) return [];
  return [isAlone ? say('{count} overdue', { count }) : say('{count} more overdue', { count })];
}

const stepWords: Readonly<Record<StepName, string>> = {
  toOwner: phrase('Until it had an owner'),
  toAcknowledgement: phrase('Until “I’m on it”'),
  waiting: phrase('Waiting for the customer'),
  afterwards: phrase('From “I’m on it” to the answer'),
};

const slowestWords: Readonly<Record<StepName, string>> = {
  toOwner: phrase('The slowest step: until it had an owner, {length}.'),
  toAcknowledgement: phrase('The slowest step: until “I’m on it”, {length}.'),
  waiting: phrase('The slowest step: waiting for the customer, {length}.'),
  afterwards: phrase('The slowest step: from “I’m on it” to the answer, {length}.'),
};

/** Where the time went, on average of what was resolved, with the slowest step named. */
function timeBlocks(spent: TimeSpent | null): readonly Block[] {
  if (spent === null) return [];
  const { meanMs, slowest, handOvers } = spent;
  const line =
    slowest === null
      ? say('Every step took no time.')
      : say(slowestWords[slowest], { length: middle(meanMs[slowest]) });
  return [
    { kind: 'heading', text: say('Where the time goes') },
    text(line),
    facts([
      ...stepNames.map((name) => ({ label: say(stepWords[name]), value: spentWords(name, meanMs[name]) })),
      {
        label: say('Hand-overs per item'),
        value: numberFormatter(currentLocale(), { maximumFractionDigits: 1 }).format(handOvers),
      },
    ]),
    note(say('On average of what was resolved, in working time. Waiting is left out of the other steps.')),
  ];
}

const spentWords = (name: StepName, ms: number): string =>
  name === 'waiting' && ms < 60_000 ? say('no time') : middle(ms);

function middle(ms: number | null): string {
  if (ms === null) return say('nothing yet');
  return ms < 60_000 ? say('at once') : duration(ms);
}
