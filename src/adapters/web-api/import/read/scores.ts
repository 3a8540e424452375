/** Answers as survey tools write them: `9`, `10 - Extremely likely`, `Not at all likely - 0`, `9/10`, digits of any script. */
import { readNumber } from '../../../../kernel/read-number.js';
import { monthNamed } from './month-names.js';
import { folded, plain } from './plain-text.js';

/** A written answer: its number, or why it is none on this scale. */
export type ScoreReading = { readonly value: number } | { readonly fault: string };

/** One number at an end of a label. Words alone, or a number within a sentence, are no answer. */
const labelledFirst = /^(\d{1,3}(?:[.,]\d+)?)(?:\s?[-\u2010-\u2015:=.,|]\s?|\s|\s?\()(?=[^\d]*\p{L})[^\d]{1,60}$/u;
const labelledLast = /^[^\d]{1,60}(?:\s?[-\u2010-\u2015:=|]\s?|\s|\()(\d{1,3}(?:[.,]\d+)?)\)?$/u;
/** In characters; longer texts are no label, and would take long to look at. */
const longestLabel = 80;

/** Ids such as r-12 are no labels. */
const isLabel = /\p{L}{3}|\p{L}\S*\s.*\p{L}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u;
const ofMost = /^(\d{1,3}(?:[.,]\d+)?)\s?(?:\/|(?:\p{L}{1,6}\s){0,1}\p{L}{1,6})\s?(\d{1,3})$/u;

/**
 * @param most the end of the scale: `9/10` is read where it is 10; null: any scale's answers are read
 * @returns null when there is no single number in it
 */
export function scoreIn(typed: string, most: number | null = 10): ScoreReading | null {
  const text = plain(typed);
  if (/^\d{1,2}$/.test(text)) return { value: Number(text) };
  const bare = readNumber(text.replace(/^\+/, ''));
  if (typeof bare === 'number') return { value: bare };
  if (text.length > longestLabel) return null;
  if (/[★⭐☆]|\bstars?\b/iu.test(text)) return most === 10 ? { fault: starFault } : stars(text);
  const [, part, whole] = ofMost.exec(text.replace(/(\d)\s(\p{L})/gu, '$1 $2')) ?? [];
  if (part !== undefined && whole !== undefined) {
    if (most === null || Number(whole) === most) return numberIn(part);
    return { fault: `“${text}” is on a scale that ends at ${whole}, and this one ends at ${most}.` };
  }
  const [, number] = isLabel.test(text) ? (labelledFirst.exec(text) ?? labelledLast.exec(text) ?? []) : [];
  return number === undefined || isDayOfMonth(text) ? null : numberIn(number);
}

/** `10-Sep`: what a spreadsheet makes of 9/10. */
const isDayOfMonth = (text: string): boolean => monthNamed(text.replace(/[\d\s.,-]+/g, '')) !== undefined;

const starFault =
  'Stars are not answers from 0 to 10. Import them as a number of their own: --kind metric --metric Stars.';

function numberIn(typed: string): ScoreReading | null {
  const value = readNumber(typed);
  return typeof value === 'number' ? { value } : null;
}

function stars(text: string): ScoreReading | null {
  const [, digits] = /(\d(?:[.,]\d)?)/.exec(text) ?? [];
  if (digits !== undefined) return numberIn(digits);
  return { value: [...text].filter((sign) => sign === '★' || sign === '⭐').length };
}

const goodWords =
  /^(?:good( ?with ?comment)?|satisfied|happy|yes|positive|thumbs ?up|👍|gut|zufrieden|ja|oui|satisfaite?|content|bien|bon|si|satisfech[oa]|bueno|sim|satisfeit[oa]|bom|soddisfatt[oa]|buono|tevreden|goed|nojd|tyytyvainen|kylla|tilfreds|fornoyd|zadowolon[ya]|tak)$/u;
const badWords =
  /^(?:bad( ?with ?comment)?|(dis|un|not )satisfied|unhappy|no|negative|thumbs ?down|👎|schlecht|unzufrieden|nicht zufrieden|nein|non|(pas |in)satisfaite?|mecontente?|mal|mauvais|(no |in)satisfech[oa]|malo|nao|insatisfeit[oa]|ruim|(non |in)soddisfatt[oa]|cattivo|ontevreden|niet tevreden|slecht|nee|missnojd|tyytymaton|ei|utilfreds|misfornoyd|niezadowolon[ya]|nie)$/u;
const noVote = /^(?:offered|unoffered|not offered|-)$/;

/** What a good/bad column says, as Zendesk and thumbs write it; null: none of these words. */
export function voteIn(typed: string): 'good' | 'bad' | 'none' | null {
  const text = folded(plain(typed).replaceAll('_', ' '));
  if (goodWords.test(text)) return 'good';
  if (badWords.test(text)) return 'bad';
  return noVote.test(text) ? 'none' : null;
}

/** What a column of yes and no holds. */
export const yesAndNo = 'yes and no';

/** What values are that hold no single number: for the sentence that says so. */
export function kindOfWords(values: readonly string[]): string {
  const all = (pattern: RegExp) => values.length > 0 && values.every((value) => pattern.test(value));
  if (all(/^\d+(?:[.,]\d+)?\s?%$/)) return 'percentages';
  if (all(/^(?:yes|no|ja|nein|oui|non|s[ií]|sim|n[aã]o|true|false)$/iu)) return yesAndNo;
  if (values.length > 0 && values.every(isDayOfMonth)) return 'dates that a spreadsheet made of answers such as 9/10';
  if (all(/[★⭐☆]|\bstars?\b/iu)) return 'stars';
  return all(/^(?:promoter|passive|neutral|detractor)s?$/i) ? 'promoters, passives and detractors' : 'words';
}
