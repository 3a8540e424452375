/** The words of how long words are kept. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { code } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { OldWords } from '../store/retentions.js';

/** Refusals. */
export const retentionWords = {
  notYours: 'Only the champion and admins set for how long words are kept.',
  months: (least: number, most: number) =>
    `This is not a number of months from ${least} to ${most}. Write it as \`retention 24 months\`, or \`retention off\`.`,
};

const inMonths = (months: number): string => `${months} ${months === 1 ? 'month' : 'months'}`;

/** How it is now. */
export const keptCard = (months: number | null): Card =>
  titledCard(months === null ? 'Words are kept for good' : `Words are kept for ${inMonths(months)}`, [
    text([code('retention 24 months'), ' shows what older words would become counts, and asks.']),
    ...(months === null ? [] : [text([code('retention off'), ' keeps them for good from now on.'])]),
  ]);

const many = (count: number, one: string, several = `${one}s`) => `${counted(count)} ${count === 1 ? one : several}`;

/** Lines shown; the others are counted together. */
const shownMonths = 12;

function lineOf({ month, feedback, learnings, comments }: OldWords): string {
  const parts = [
    ...(feedback > 0 ? [many(feedback, 'piece of feedback', 'pieces of feedback')] : []),
    ...(learnings > 0 ? [many(learnings, 'learning')] : []),
    ...(comments > 0 ? [many(comments, 'comment')] : []),
  ];
  return `${month}: ${parts.join(', ')}`;
}

/** What would go, before it is switched on. */
export function previewCard(months: number, now: number | null, old: readonly OldWords[]): Card {
  const total = old.reduce((sum, { feedback, learnings, comments }) => sum + feedback + learnings + comments, 0);
  const older = old.slice(0, Math.max(0, old.length - shownMonths));
  const [first] = older;
  const olderCount = older.reduce((sum, each) => sum + each.feedback + each.learnings + each.comments, 0);
  const lines = [
    ...(first ? [`${first.month} to ${older.at(-1)?.month}: ${many(olderCount, 'item')}`] : []),
    ...old.slice(-shownMonths).map(lineOf),
  ];
  const blocks: readonly Block[] = [
    text(
      total === 0
        ? 'Nothing is older yet. From then on words become counts when they are.'
        : `The words of ${many(total, 'item')} will be gone for good within a day. There is no way back.`,
    ),
    ...(lines.length > 0 ? [{ kind: 'list', items: lines } as const] : []),
    text(
      'Counts, dates and figures stay: NPS, totals by month, how long answers took. What is still open keeps its words.',
    ),
    note(
      `Minutes, settled follow-ups and answers of surveys and ended notices lose their words too, and imports that are older can’t be taken back whole. Now: ${now === null ? 'words are kept for good' : inMonths(now)}.`,
    ),
    actions([button(`Keep words for ${inMonths(months)}`, 'leaving.retention', String(months), 'danger')]),
  ];
  return titledCard(`Keep words for ${inMonths(months)}?`, blocks);
}

/** It is set. */
export const switchedCard = (months: number | null): Card => ({
  ...keptCard(months),
  tone: 'good',
});
