/** How well the loop works: the card of `report`, which gathers from every room, and the meetings' part of it. */

import type { Block, Card } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import type { Period } from '../../../kernel/time/period.js';
import { type PeriodName, periodNames } from '../../../kernel/time/period.js';
import type { MeetingsReport } from '../rules/report.js';

const buttonLabels: Readonly<Record<PeriodName, string>> = {
  '30d': '30 days',
  '90d': '90 days',
  month: 'This month',
  quarter: 'This quarter',
  year: 'This year',
};

/** The period's own button is left out. */
export function reportCard({ label, name: shown }: Period, chapters: readonly Block[]): Card {
  const title = `How the loop works: ${label}`;
  const others = periodNames.filter((name) => name !== shown);
  return {
    title,
    summary: title,
    blocks: [
      ...chapters,
      {
        kind: 'actions',
        actions: others.map((name) => ({
          kind: 'button',
          action: 'meetings.report',
          label: buttonLabels[name],
          value: name,
        })),
      },
    ],
  };
}

const shownNames = 5;

/** @param nameOf the member's name */
export function meetingsReportBlocks(report: MeetingsReport, nameOf: (memberId: string) => string): readonly Block[] {
  const heading: Block = { kind: 'heading', text: 'Meetings' };
  const { heldCount, learningCount, learningsPerMeeting, learningsBy, dueCount, missedCount } = report;
  if (heldCount === 0 && learningCount === 0 && dueCount === 0) {
    const missed = missedCount > 0 ? ` ${missedCount} missed.` : '';
    return [
      heading,
      { kind: 'text', line: `No meeting was held and nothing learned.${missed} \`meeting\` schedules one.` },
    ];
  }
  const perMeeting = learningsPerMeeting === null ? '' : `, ${oneDecimal(learningsPerMeeting)} a meeting`;
  // By name: a report ranks nobody.
  const by = learningsBy
    .map(({ memberId, count }) => ({ name: nameOf(memberId), count }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .map(({ name, count }) => `${name} ${count}`);
  return [
    heading,
    {
      kind: 'facts',
      facts: [
        { label: 'Held with the customer first', value: `${report.customerFirstCount} of ${heldCount}` },
        ...(missedCount > 0 ? [{ label: 'Missed', value: String(missedCount) }] : []),
        { label: 'Learnings', value: `${learningCount}${perMeeting}` },
        ...(by.length > 0 ? [{ label: 'Shared by', value: firstFew(by, shownNames) }] : []),
        { label: 'Follow-ups kept', value: dueCount === 0 ? 'none was due' : `${report.keptCount} of ${dueCount}` },
      ],
    },
  ];
}

const oneDecimal = (value: number): string => (Math.round(value * 10) / 10).toLocaleString('en-GB');
