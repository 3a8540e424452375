/** What this room shows: the files that were taken in, and what taking one back does. */

import { type Block, bold, type Card, type Line } from '../../../chat/card.js';
import type { UndoPreview } from '../../../chat/import-book.js';
import { importedText, importedWhat, undoLines } from '../../../chat/import-words.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { sourceText } from '../../../chat/surface-text.js';
import { asSentence } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { KeptImport } from '../store/imports.js';

/** How the list of imports is headed. */
export const importsHeading = (): ListHeading => ({
  title: say('Imports'),
  noneTitle: say('Nothing was imported yet'),
  counted: (count) => say('{count, plural, one {# import} other {# imports}}', { count }),
  none: say(
    'Whoever runs me on your server can import a file of feedback, answers or customers; its plan is shown first.',
  ),
});

/** One import in a line, with the way to take it back. @param timeZone the organisation's */
export function importRow(item: KeptImport, timeZone: string): Block {
  const { number, undoneAt } = item;
  const undo = {
    kind: 'button',
    action: 'imports.ask',
    label: say('Undo {number}', { number }),
    value: String(number),
  } as const;
  return { kind: 'row', line: importLine(item, timeZone), ...(!undoneAt && { action: undo }) };
}

function importLine(item: KeptImport, timeZone: string): Line {
  const { number, fileName, startedAt, undoneAt } = item;
  const source = sourceText(item.source);
  const file = bold(`${number}. ${fileName}`);
  const what = importedWhat(item);
  const when = { kind: 'time', at: startedAt, timeZone, style: 'dateTime' } as const;
  const counts = importedText(item);
  return undoneAt
    ? sayLine('{file} ({what} from {source}), {when}: {counts}. Taken back', { file, what, source, when, counts })
    : sayLine('{file} ({what} from {source}), {when}: {counts}', { file, what, source, when, counts });
}

/** Asks before it is done. */
export function askUndoCard(preview: UndoPreview): Card {
  const { number, fileName } = preview;
  const title = say('Take import {number} back?', { number });
  const lines = [asSentence(fileName), ...undoLines(preview)];
  return {
    title,
    summary: title,
    blocks: [
      ...lines.map((line): Block => ({ kind: 'text', line })),
      {
        kind: 'actions',
        actions: [
          {
            kind: 'button',
            action: 'imports.undo',
            label: say('Undo {number}', { number }),
            value: String(number),
            style: 'danger',
          },
        ],
      },
    ],
  };
}

/** What taking it back has done. */
export function undoneCard(preview: UndoPreview): Card {
  const title = say('Import {number} was taken back', { number: preview.number });
  const lines = [...undoLines(preview, true), say('Places that were told its numbers get a correction.')];
  return {
    title,
    summary: title,
    blocks: lines.map((line) => ({ kind: 'text', line })),
  };
}
