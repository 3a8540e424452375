/** What this room shows: the files that were taken in, and what taking one back does. */

import { type Block, bold, type Card, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { UndoPreview } from '../../../chat/import-book.js';
import { importedText, importedWhat, undoLines } from '../../../chat/import-words.js';
import type { ListHeading } from '../../../chat/list.js';
import type { KeptImport } from '../store/imports.js';

const many = (count: number, what: string): string => `${counted(count)} ${what}${count === 1 ? '' : 's'}`;

/** How the list of imports is headed. */
export const importsHeading: ListHeading = {
  title: 'Imports',
  noneTitle: 'Nothing was imported yet',
  counted: (count) => many(count, 'import'),
  none: 'Whoever runs me on your server can import a file of feedback, answers or customers; its plan is shown first.',
};

/** One import in a line, with the way to take it back. @param timeZone the organisation's */
export function importRow(item: KeptImport, timeZone: string): Block {
  const { number, undoneAt } = item;
  const undo = { kind: 'button', action: 'imports.ask', label: `Undo ${number}`, value: String(number) } as const;
  return { kind: 'row', line: importLine(item, timeZone), ...(!undoneAt && { action: undo }) };
}

function importLine(item: KeptImport, timeZone: string): Line {
  const { number, source, fileName, startedAt, undoneAt } = item;
  return [
    bold(`${number}. ${fileName}`),
    ` (${importedWhat(item)} from ${source}), `,
    { kind: 'time', at: startedAt, timeZone, style: 'dateTime' },
    `: ${importedText(item)}${undoneAt ? '. Taken back' : ''}`,
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
  const lines = [...undoLines(preview, true), 'Places that were told its numbers get a correction.'];
  return {
    title,
    summary: title,
    blocks: lines.map((line) => ({ kind: 'text', line })),
  };
}
