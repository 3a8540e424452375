/** Which character separates a file's columns, judged by its header. Asked by import-file.ts when nobody said. */

const candidates = [',', ';', '\t', '|'] as const;

/** The candidate that the header has most of outside quotation marks; the comma when it has none. */
export function detectDelimiter(text: string): string {
  const header = headerOf(text);
  let best: string = ',';
  for (const candidate of candidates) {
    if (countOf(header, candidate) > countOf(header, best)) best = candidate;
  }
  return best;
}

const countOf = (text: string, part: string): number => text.split(part).length - 1;

/** The first line that is not empty, without what stands in quotation marks. */
function headerOf(text: string): string {
  const [, header = ''] = /^[\r\n]*((?:"[^"]*"|[^"\r\n])*)/.exec(text) ?? [];
  return header.replace(/"[^"]*"/g, '');
}
