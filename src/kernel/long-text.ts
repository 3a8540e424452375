/** What is done to long texts in one pass: the short ways take the square of their length, and hold everybody up. */

/** No date, length of time, time of day or list of weekdays is longer; what is longer is none, and is not looked at. */
export const longestNotation = 120;

/** The text up to the last character that is not of `edge`. @param edge matches one character */
export function trimEndOf(text: string, edge: RegExp): string {
  let end = text.length;
  while (end > 0 && edge.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** V8 looks through a whole text for each of its words: of longer ones as much is cut into words at once. */
const pieceLength = 500;

/** The words of a text, and what stands between them. @param segmenter of granularity `word` */
export function* wordSegments(
  segmenter: Intl.Segmenter,
  text: string,
): Generator<Pick<Intl.SegmentData, 'segment' | 'index' | 'isWordLike'>> {
  for (let from = 0; from < text.length; ) {
    const to = pieceEnd(text, from);
    for (const { segment, index, isWordLike } of segmenter.segment(text.slice(from, to)))
      yield { segment, index: from + index, isWordLike };
    from = to;
  }
}

/** Behind a space, so that no word is cut; without any, behind the Latin letters there, or between two characters. */
function pieceEnd(text: string, from: number): number {
  const most = from + pieceLength;
  if (most >= text.length) return text.length;
  let end = most;
  while (end > from && !/\s/u.test(text.charAt(end - 1))) end -= 1;
  if (end > from) return end;
  end = most;
  while (/[a-z\d]/iu.test(text.charAt(end))) end += 1;
  return /[\uD800-\uDBFF]/u.test(text.charAt(end - 1)) ? end - 1 : end;
}
