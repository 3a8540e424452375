/** How well the loop works: the card of `report`, which gathers from every room, and the meetings' part of it. */

import type { Block, Card } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { currentLocale } from '../../../kernel/language/reader.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { Period } from '../../../kernel/time/period.js';
import { type PeriodName, periodNames } from '../../../kernel/time/period.js';
import type { MeetingsReport } from '../rules/report.js';

const buttonLabels: Readonly<Record<PeriodName, string>> = {
  '30d': phrase('30 days'),
  '90d': phrase('90 days'),
  month: phrase('This month'),
  quarter: phrase('This quarter'),
  year: phrase('This year'),
};

/** The period's own button is left out. */
export function reportCard({ label, name: shown }: Period, chapters: readonly Block[]): Card {
  const title = say('How the loop works: {period}', { period: label });
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
          label: say(buttonLabels[name]),
          value: name,
        })),
      },
    ],
  };
}

const shownNames = 5;

/** @param nameOf the member's name */
export function meetingsReportBlocks(report: MeetingsReport, nameOf: (memberId: string) => string): readonly Block[] {
  const heading: Block = { kind: 'heading', text: say('Meetings') };
  const { heldCount, learningCount, learningsPerMeeting, learningsBy, dueCount, missedCount } = report;
  if (heldCount === 0 && learningCount === 0 && dueCount === 0) {
    return [
      heading,
      {
        kind: 'text',
        line: say(
          'No meeting was held and nothing learned.{missed, plural, =0 {} other { # missed.}} `meeting` schedules one.',
          { missed: missedCount },
        ),
      },
    ];
  }
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
        {
          label: say('Held with the customer first'),
          value: say('{count} of {of}', { count: report.customerFirstCount, of: heldCount }),
        },
        ...(missedCount > 0 ? [{ label: say('Missed'), value: String(missedCount) }] : []),
        {
          label: say('Learnings'),
          value:
            learningsPerMeeting === null
              ? String(learningCount)
              : say('{count}, {rate} a meeting', { count: learningCount, rate: oneDecimal(learningsPerMeeting) }),
        },
        ...(by.length > 0 ? [{ label: say('Shared by'), value: firstFew(by, shownNames) }] : []),
        {
          label: say('Follow-ups kept'),
          value:
            dueCount === 0 ? say('none was due') : say('{count} of {of}', { count: report.keptCount, of: dueCount }),
        },
      ],
    },
  ];
}

const oneDecimal = (value: number): string => (Math.round(value * 10) / 10).toLocaleString(currentLocale());
