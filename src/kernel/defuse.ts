/** Cells that a spreadsheet could run, made harmless in the files that we write and read back as they were. */

/** What spreadsheet programs take for a formula, full-width signs included; and the apostrophe that we put before it. */
const runs = /^['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const isNumber = (text: string): boolean => /^[+-]?\d[\d.,]*$/.test(text);

/** An apostrophe before it says "this is text". */
export const defuse = (text: string): string => (runs.test(text) && !isNumber(text) ? `'${text}` : text);

/** What `defuse` was given; words that begin with an apostrophe of their own keep it. */
export const restore = (cell: string): string =>
  cell.startsWith("'") && runs.test(cell.slice(1)) ? cell.slice(1) : cell;
