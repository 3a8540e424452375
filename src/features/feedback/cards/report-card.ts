/** This room's part of `report`, in figures that everybody may know: no words of customers are in them. */
import { facts, note, text } from '../../../chat/blocks.js';
import { type Block, code } from '../../../chat/card.js';
import type { FeedbackReport, LeftOut, SegmentKept } from '../rules/report.js';
import { type StepName, stepNames, type TimeSpent } from '../rules/time-spent.js';
import { duration } from './words.js';

/** Feedback's part of the report: how fast, how often within the promise, how often again. */
export function reportBlocks(report: FeedbackReport): readonly Block[] {
  const { capturedCount, resolvedCount, withinPromise, overdueCount, cameBackCount, reopenedCount } = report;
  const heading: Block = { kind: 'heading', text: 'Feedback' };
  if (capturedCount === 0 && resolvedCount === 0 && reopenedCount === 0) {
    const nothing = text('No feedback came in, and none was resolved. Has anybody asked a customer?');
    return [heading, nothing, ...leftOutBlocks(report.leftOut)];
  }
  const share = withinPromise === null ? '' : `, ${Math.round(withinPromise * 100)} % within the promise`;
  return [
    heading,
    facts([
      { label: 'Came in', value: String(capturedCount) },
      { label: 'Resolved', value: `${resolvedCount}${share}` },
      ...(overdueCount === 0 ? [] : [{ label: 'Overdue now', value: String(overdueCount) }]),
      { label: 'Until it had an owner', value: middle(report.medianToOwnerMs) },
      { label: 'Until “I’m on it”', value: middle(report.medianToAcknowledgementMs) },
      { label: 'Until resolved', value: middle(report.medianToResolutionMs) },
      { label: 'Reopened', value: String(reopenedCount) },
      { label: 'Came back', value: `${cameBackCount}, as their owners said` },
    ]),
    ...leftOutBlocks(report.leftOut),
    ...segmentBlocks(report.bySegment),
    ...timeBlocks(report.timeSpent),
    note('Times “until” are medians, in working time as the promise counts; until an owner in real time.'),
  ];
}

/** More rules than these are told as one number. */
const rulesShown = 3;

function leftOutBlocks(all: readonly LeftOut[]): readonly Block[] {
  if (all.length === 0) return [];
  const total = all.reduce((sum, { count }) => sum + count, 0);
  const named = all.slice(0, rulesShown).map(({ rule, count }) => `${rule} ${count}`);
  const rest = all.slice(rulesShown).reduce((sum, { count }) => sum + count, 0);
  const by = [...named, ...(rest > 0 ? [`other rules ${rest}`] : [])].join(', ');
  return [
    note([`Left out as noise, and not counted: ${total} (${by}). `, code('feedback list noise'), ' shows them.']),
  ];
}

/** More segments than these are told by the list alone. */
const segmentsShown = 8;

function segmentBlocks(all: readonly SegmentKept[]): readonly Block[] {
  if (all.length === 0) return [];
  const rest = all.length - segmentsShown;
  return [
    { kind: 'heading', text: 'Answered within the promise, by segment' },
    facts(
      all.slice(0, segmentsShown).map(({ segment, resolvedCount, keptCount, overdueCount }) => ({
        label: segment,
        value: [
          resolvedCount === 0
            ? 'none answered yet'
            : `${keptCount} of ${resolvedCount}, ${Math.round((keptCount / resolvedCount) * 100)} %`,
          ...(overdueCount === 0 ? [] : [`${overdueCount}${resolvedCount === 0 ? '' : ' more'} overdue`]),
        ].join('; '),
      })),
    ),
    ...(rest > 0 ? [note(`and ${rest} more segments with fewer`)] : []),
  ];
}

const stepWords: Readonly<Record<StepName, string>> = {
  toOwner: 'Until it had an owner',
  toAcknowledgement: 'Until “I’m on it”',
  waiting: 'Waiting for the customer',
  afterwards: 'From “I’m on it” to the answer',
};

/** Where the time went, on average of what was resolved, with the slowest step named. */
function timeBlocks(spent: TimeSpent | null): readonly Block[] {
  if (spent === null) return [];
  const { meanMs, slowest, handOvers } = spent;
  const line =
    slowest === null
      ? 'Every step took no time.'
      : `The slowest step: ${stepWords[slowest].toLowerCase().replace('i’m', 'I’m')}, ${middle(meanMs[slowest])}.`;
  return [
    { kind: 'heading', text: 'Where the time goes' },
    text(line),
    facts([
      ...stepNames.map((name) => ({ label: stepWords[name], value: spentWords(name, meanMs[name]) })),
      { label: 'Hand-overs per item', value: handOvers.toLocaleString('en-GB', { maximumFractionDigits: 1 }) },
    ]),
    note('On average of what was resolved, in working time. Waiting is left out of the other steps.'),
  ];
}

const spentWords = (name: StepName, ms: number): string => (name === 'waiting' && ms < 60_000 ? 'no time' : middle(ms));

function middle(ms: number | null): string {
  if (ms === null) return 'nothing yet';
  return ms < 60_000 ? 'at once' : duration(ms);
}
