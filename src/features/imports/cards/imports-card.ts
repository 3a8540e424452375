/** What this room shows: the files that were taken in, and what taking one back does. */

import { type Block, bold, type Card, type Line } from '../../../chat/card.js';
import { counted, firstFew } from '../../../chat/counted.js';
import type { ListHeading } from '../../../chat/list.js';
import type { KeptImport } from '../store/imports.js';
import type { UndoPreview } from '../undo.js';

const many = (count: number, what: string): string => `${counted(count)} ${what}${count === 1 ? '' : 's'}`;

/** How the list of imports is headed. */
export const importsHeading: ListHeading = {
  title: 'Imports',
  noneTitle: 'Nothing was imported yet',
  counted: (count) => many(count, 'import'),
  none: 'Whoever runs me on your server can import a file of feedback or of answers; its plan is shown first.',
};

/** One import in a line, with the way to take it back. @param timeZone the organisation's */
export function importRow(item: KeptImport, timeZone: string): Block {
  const { number, undoneAt } = item;
  const undo = { kind: 'button', action: 'imports.ask', label: `Undo ${number}`, value: String(number) } as const;
  return { kind: 'row', line: importLine(item, timeZone), ...(!undoneAt && { action: undo }) };
}

function importLine(
  { number, kind, metric, source, fileName, counts, startedAt, undoneAt }: KeptImport,
  timeZone: string,
): Line {
  const what = kind === 'feedback' ? 'feedback' : (metric ?? 'NPS');
  const came = counts
    ? `${counted(counts.addedCount)} of ${many(counts.rowCount, 'row')} added${counts.updatedCount > 0 ? `, ${counted(counts.updatedCount)} updated` : ''}`
    : 'stopped before its end';
  return [
    bold(`${number}. ${fileName}`),
    ` (${what} from ${source}), `,
    { kind: 'time', at: startedAt, timeZone, style: 'dateTime' },
    `: ${came}${undoneAt ? '. Taken back' : ''}`,
  ];
}

/** What the preview says, line by line. */
export function undoLines({ answers, feedbackCount, changedFeedbackCount, staying }: UndoPreview): readonly string[] {
  const parts = answers.flatMap(({ name, addedCount, changedCount }) => [
    ...(addedCount > 0 ? [`${many(addedCount, 'answer')} of ${name}`] : []),
    ...(changedCount > 0 ? [`what it changed in ${many(changedCount, 'answer')} of ${name}`] : []),
  ]);
  const goes = [
    ...parts,
    ...(feedbackCount > 0 ? [`${many(feedbackCount, 'piece')} of feedback that nobody has acted on`] : []),
    ...(changedFeedbackCount > 0 ? [`what it changed in ${many(changedFeedbackCount, 'piece')} of feedback`] : []),
  ];
  return [
    goes.length === 0 ? 'There is nothing left of it to take back.' : `It takes back ${goes.join(', ')}.`,
    ...(staying.length === 0 ? [] : [`Somebody has acted on ${firstFew(staying, 20)}: that stays.`]),
  ];
}

/** Asks before it is done. */
export function askUndoCard(preview: UndoPreview): Card {
  const { number, fileName } = preview;
  const title = `Take import ${number} back?`;
  const lines = [`${fileName}.`, ...undoLines(preview)];
  return {
    title,
    summary: title,
    blocks: [
      ...lines.map((line): Block => ({ kind: 'text', line })),
      {
        kind: 'actions',
        actions: [
          { kind: 'button', action: 'imports.undo', label: `Undo ${number}`, value: String(number), style: 'danger' },
        ],
      },
    ],
  };
}

/** What taking it back has done. */
export function undoneCard(preview: UndoPreview): Card {
  const title = `Import ${preview.number} was taken back`;
  const lines = [...undoLines(preview), 'Places that were told its numbers get a correction.'];
  return {
    title,
    summary: title,
    blocks: lines.map((line) => ({ kind: 'text', line: line.replace('It takes back', 'Gone:') })),
  };
}
