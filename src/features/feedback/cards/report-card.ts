/** This room's part of `report`, in figures that everybody may know: no words of customers are in them. */
import { facts, note, text } from '../../../chat/blocks.js';
import type { Block } from '../../../chat/card.js';
import type { FeedbackReport } from '../rules/report.js';
import { duration } from './words.js';

/** Feedback's part of the report: how fast, how often within the promise, how often again. */
export function reportBlocks(report: FeedbackReport): readonly Block[] {
  const { capturedCount, resolvedCount, withinPromise, cameBackCount, reopenedCount } = report;
  const heading: Block = { kind: 'heading', text: 'Feedback' };
  if (capturedCount === 0 && resolvedCount === 0 && reopenedCount === 0) {
    return [heading, text('No feedback came in, and none was resolved. Has anybody asked a customer?')];
  }
  const share = withinPromise === null ? '' : `, ${Math.round(withinPromise * 100)} % within the promise`;
  return [
    heading,
    facts([
      { label: 'Came in', value: String(capturedCount) },
      { label: 'Resolved', value: `${resolvedCount}${share}` },
      { label: 'Until it had an owner', value: middle(report.medianToOwnerMs) },
      { label: 'Until “I’m on it”', value: middle(report.medianToAcknowledgementMs) },
      { label: 'Until resolved', value: middle(report.medianToResolutionMs) },
      { label: 'Reopened', value: String(reopenedCount) },
      { label: 'Came back', value: `${cameBackCount}, as their owners said` },
    ]),
    note('Times are medians, in working time as the promise counts; until an owner in real time.'),
  ];
}

function middle(ms: number | null): string {
  if (ms === null) return 'nothing yet';
  return ms < 60_000 ? 'at once' : duration(ms);
}
