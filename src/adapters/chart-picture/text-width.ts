/** Estimates how wide words are in DejaVu Sans, since a server cannot measure text. Used by chart-option.ts and echarts.ts. */

const narrow = /[ijlI|.,:;!'()[\] ]/;
const wide = /[mwMWQO@%–—]/;
const capital = /\p{Lu}/u;
/** Marks that stand above or below the letter before, and signs that show nothing. */
const without = /[\p{Mn}\p{Cf}]/u;
const square = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}/u;

/** @param fontSize in pixels, as the answer is */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const sign of text) ems += emsOf(sign);
  return ems * fontSize;
}

function emsOf(sign: string): number {
  if (without.test(sign)) return 0;
  if (square.test(sign)) return 1;
  if (narrow.test(sign)) return 0.35;
  if (wide.test(sign)) return 0.9;
  return capital.test(sign) ? 0.69 : 0.62;
}
