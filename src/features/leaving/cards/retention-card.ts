/** The words of how long words are kept. */

import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { OldWords } from '../store/retentions.js';
import { commentCount, feedbackCount, learningCount } from './counts.js';

/** Refusals. */
export const retentionWords = {
  notYours: () => say('Only the champion and admins set for how long words are kept.'),
  months: (least: number, most: number) =>
    say(
      'This is not a number of months from {least, number} to {most, number}. Write it as `retention 24 months`, or `retention off`.',
      { least, most },
    ),
};

const inMonths = (count: number): string => say('{count, plural, one {# month} other {# months}}', { count });

/** How it is now. */
export const keptCard = (months: number | null): Card =>
  titledCard(
    months === null
      ? say('Words are kept for good')
      : say('Words are kept for {count, plural, one {# month} other {# months}}', { count: months }),
    [
      text(
        sayLine('{command} shows what older words would become counts, and asks.', {
          command: code('retention 24 months'),
        }),
      ),
      ...(months === null
        ? []
        : [text(sayLine('{command} keeps them for good from now on.', { command: code('retention off') }))]),
    ],
  );

/** Lines shown; the others are counted together. */
const shownMonths = 12;

function lineOf({ month, feedback, learnings, comments }: OldWords): string {
  const parts = [
    ...(feedback > 0 ? [feedbackCount(feedback)] : []),
    ...(learnings > 0 ? [learningCount(learnings)] : []),
    ...(comments > 0 ? [commentCount(comments)] : []),
  ];
  return `${month}: ${withCommas(parts)}`;
}

/** What would go, before it is switched on. */
export function previewCard(months: number, now: number | null, old: readonly OldWords[]): Card {
  const total = old.reduce((sum, { feedback, learnings, comments }) => sum + feedback + learnings + comments, 0);
  const older = old.slice(0, Math.max(0, old.length - shownMonths));
  const [first] = older;
  const olderCount = older.reduce((sum, each) => sum + each.feedback + each.learnings + each.comments, 0);
  const lines = [
    ...(first
      ? [
          say('{first} to {last}: {count, plural, one {# item} other {# items}}', {
            first: first.month,
            last: older.at(-1)?.month ?? first.month,
            count: olderCount,
          }),
        ]
      : []),
    ...old.slice(-shownMonths).map(lineOf),
  ];
  const blocks: readonly Block[] = [
    text(
      total === 0
        ? say('Nothing is older yet. From then on words become counts when they are.')
        : say(
            'The words of {count, plural, one {# item} other {# items}} will be gone for good within a day. There is no way back.',
            { count: total },
          ),
    ),
    ...(lines.length > 0 ? [{ kind: 'list', items: lines } as const] : []),
    text(
      say(
        'Counts, dates and figures stay: NPS, totals by month, how long answers took. What is still open keeps its words.',
      ),
    ),
    note(
      say(
        'Minutes, newsletters, settled follow-ups and answers of surveys and ended notices lose their words too, and imports that are older can’t be taken back whole. Now: {now}.',
        { now: now === null ? say('words are kept for good') : inMonths(now) },
      ),
    ),
    actions([
      button(
        say('Keep words for {count, plural, one {# month} other {# months}}', { count: months }),
        'leaving.retention',
        String(months),
        'danger',
      ),
    ]),
  ];
  return titledCard(say('Keep words for {count, plural, one {# month} other {# months}}?', { count: months }), blocks);
}

/** It is set. */
export const switchedCard = (months: number | null): Card => ({
  ...keptCard(months),
  tone: 'good',
});
