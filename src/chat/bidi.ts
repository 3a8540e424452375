/** Isolates words whose writing direction may differ from the sentence around them. Used in plain text and error sentences. */

/** Scripts written from right to left, and the invisible marks that make any text run so. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}\u200F]/u;
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * The text between U+2068 and U+2069 when it holds right-to-left words or direction marks, else as it is.
 * Marks that were left open inside are closed, so that what someone typed can't reverse what follows.
 */
export function isolate(text: string): string {
  if (!RIGHT_TO_LEFT.test(text) && !DIRECTION_CONTROLS.test(text)) return text;
  // A line break ends every isolate (UAX #9, X8), so each line needs its own.
  return text.split('\n').map(isolateLine).join('\n');
}

function isolateLine(line: string): string {
  const { opened, strayClosings } = countIsolates(line);
  return FIRST_STRONG_ISOLATE.repeat(1 + strayClosings) + line + POP_ISOLATE.repeat(1 + opened);
}

/** `opened`: isolates still open at the end; `strayClosings`: those that would close ours too early. */
function countIsolates(line: string): { opened: number; strayClosings: number } {
  let opened = 0;
  let strayClosings = 0;
  for (const character of line) {
    if (character >= '\u2066' && character <= FIRST_STRONG_ISOLATE) opened += 1;
    else if (character === POP_ISOLATE && opened > 0) opened -= 1;
    else if (character === POP_ISOLATE) strayClosings += 1;
  }
  return { opened, strayClosings };
}
