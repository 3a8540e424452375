/** Where lines end, in bytes: \n, \r\n and a lone \r each end one. Asked by csv-rows.ts, for line numbers and for going on after a fault. */

const cr = 13;
const lf = 10;
const quote = 34;

/** How many lines end within `bytes`. A \r\n must not be cut apart by their end. */
export function lineEndCount(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === lf || (byte === cr && bytes[at + 1] !== lf)) count += 1;
  }
  return count;
}

/** How many bytes at the start are nothing but line ends. */
export function leadingLineEnds(bytes: Buffer): number {
  let at = 0;
  while (bytes[at] === lf || bytes[at] === cr) at += 1;
  return at;
}

/** Behind the first line end at or after `from`; null when it has not come yet (`isEnd`: nothing more comes). */
export function lineEnd(bytes: Buffer, from: number, isEnd: boolean): number | null {
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === lf) return at + 1;
    if (byte !== cr) continue;
    if (at + 1 < bytes.length) return bytes[at + 1] === lf ? at + 2 : at + 1;
    return isEnd ? at + 1 : null;
  }
  return isEnd ? bytes.length : null;
}

/**
 * How far a fault reaches that began with the first row of `bytes`. Usually no farther than its first line: the
 * lines after it are tried as rows of their own. In a file of one column (`throughQuote`) every line would pass as
 * a row, also the second half of somebody's sentence, so there it reaches through the quotation mark that closed
 * wrongly.
 */
export function brokenUntil(bytes: Buffer, throughQuote: boolean): number {
  if (!throughQuote) return 0;
  let at = bytes.indexOf(quote) + 1;
  for (;;) {
    const close = bytes.indexOf(quote, at);
    if (close < 0) return bytes.length;
    if (bytes[close + 1] !== quote) return close;
    at = close + 2;
  }
}
