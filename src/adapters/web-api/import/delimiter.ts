/** Which character separates a file's columns, judged by its first lines. Asked by plan.ts when nobody said. */

const candidates = [',', ';', '\t', '|'] as const;
/** Titles may stand above the names. */
const lineCount = 20;

/** What Excel's `sep=` says; else the candidate that the first lines have most of outside quotation marks. */
export function detectDelimiter(text: string): string {
  const [, told] = /^\ufeff?"?sep=([^\r\n"])"?[,;\t ]*[\r\n]/i.exec(text) ?? [];
  if (told !== undefined) return told;
  const lines = firstLines(text);
  const usual = (candidate: string) => median(lines.map((line) => countOf(line, candidate)));
  const inHeader = (candidate: string) => countOf(lines[0] ?? '', candidate);
  const [best = ','] = candidates.toSorted((a, b) => usual(b) - usual(a) || inHeader(b) - inHeader(a));
  return best;
}

/** The lower of two in the middle. */
function median(counts: readonly number[]): number {
  return counts.toSorted((a, b) => a - b)[Math.floor((counts.length - 1) / 2)] ?? 0;
}

const countOf = (text: string, part: string): number => text.split(part).length - 1;

/** Those that are not empty, without what stands in quotation marks. */
function firstLines(text: string): readonly string[] {
  const bare = text.slice(0, 65_536).replace(/"(?:[^"]|"")*"/g, '');
  return bare.split(/[\r\n]+/, lineCount + 1).filter((line) => line.trim() !== '');
}
