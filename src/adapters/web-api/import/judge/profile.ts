/** What a column's values look like, whatever it is called. judge.ts weighs it against its name. */

import { isNoWords } from '../../../../chat/no-words.js';
import { instantIn } from '../read/dates.js';
import { amountIn } from '../read/numbers.js';
import { plain } from '../read/plain-text.js';
import { kindOfWords, scoreIn, voteIn } from '../read/scores.js';

/** Shares are from 0 to 1, of the values that are filled. */
export interface Profile {
  readonly filledCount: number;
  readonly distinctCount: number;
  readonly dateShare: number;
  /** Of 0 to 10, labels and digits of any script included. */
  readonly scoreShare: number;
  /** Of any number. */
  readonly numberShare: number;
  /** The least and the most of the numbers; null: there are none. */
  readonly least: number | null;
  readonly most: number | null;
  /** Sentences, or at least several words. */
  readonly proseShare: number;
  /** More words than the name of a company has. */
  readonly longShare: number;
  /** Something with letters. */
  readonly letterShare: number;
  readonly linkShare: number;
  /** `acme.com`, also within an address of a page. */
  readonly domainShare: number;
  readonly emailShare: number;
  /** Numbers of any size that are no codes, whatever their decimal mark. */
  readonly amountShare: number;
  /** Ids that a spreadsheet turned into `1.18413E+11`. */
  readonly roundedShare: number;
  /** Good or bad, as thumbs and Zendesk write it. */
  readonly voteShare: number;
  /** What they are where they are no numbers: `words`, `percentages`, `stars`. */
  readonly kind: string;
}

const rounded = /^\d(?:[.,]\d+)?E\+\d+$/i;

/** Whether a spreadsheet has rounded this id: `1.18413E+11`, or sixteen digits and more that end in zeros. */
export const isRoundedId = (typed: string): boolean => rounded.test(typed.trim()) || /^\d{12,}0000$/.test(typed.trim());

/** @param values of one column, as the first rows have them; empty ones and "NA" say nothing */
export function profileOf(values: readonly string[]): Profile {
  const filled = values.map(plain).filter((value) => value !== '' && !isNoWords(value));
  const numbers: number[] = [];
  const counts = {
    date: 0,
    score: 0,
    prose: 0,
    long: 0,
    letter: 0,
    link: 0,
    rounded: 0,
    vote: 0,
    domain: 0,
    email: 0,
    amount: 0,
  };
  for (const value of filled) {
    const score = value.length <= 80 ? scoreIn(value) : null;
    if (score !== null && 'value' in score) {
      numbers.push(score.value);
      if (score.value >= 0 && score.value <= 10 && Number.isInteger(score.value)) counts.score += 1;
    }
    if (isDate(value)) counts.date += 1;
    if (/\p{L}/u.test(value)) counts.letter += 1;
    if (/^https?:\/\//i.test(value)) counts.link += 1;
    else if (isProse(value)) counts.prose += 1;
    if (isDomain(value)) counts.domain += 1;
    if (isEmail(value)) counts.email += 1;
    if ((amountIn(value, ',') ?? amountIn(value, '.')) !== null) counts.amount += 1;
    if (isLong(value)) counts.long += 1;
    if (isRoundedId(value)) counts.rounded += 1;
    if (value.length <= 30 && voteIn(value) !== null) counts.vote += 1;
  }
  const share = (count: number) => (filled.length === 0 ? 0 : count / filled.length);
  return {
    filledCount: filled.length,
    distinctCount: new Set(filled).size,
    dateShare: share(counts.date),
    scoreShare: share(counts.score),
    numberShare: share(numbers.length),
    least: numbers.length === 0 ? null : Math.min(...numbers),
    most: numbers.length === 0 ? null : Math.max(...numbers),
    proseShare: share(counts.prose),
    longShare: share(counts.long),
    letterShare: share(counts.letter),
    linkShare: share(counts.link),
    domainShare: share(counts.domain),
    emailShare: share(counts.email),
    amountShare: share(counts.amount),
    roundedShare: share(counts.rounded),
    voteShare: share(counts.vote),
    kind: kindOfWords(filled),
  };
}

const isDate = (value: string): boolean =>
  value.length <= 80 &&
  (['day-first', 'month-first'] as const).some((order) => instantIn(value, { order, zone: 0 }) !== null);

const isDomain = (value: string): boolean =>
  value.length <= 300 && /^(?:https?:\/\/)?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#]\S*)?$/iu.test(value);

const isEmail = (value: string): boolean => value.length <= 300 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u.test(value);

/** Three words, or a run of a script that writes without spaces. Only the start is looked at. */
function isProse(value: string): boolean {
  const start = value.slice(0, 300);
  return (
    wordCountOf(start) >= 3 || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}\p{Script=Thai}]{5}/u.test(start)
  );
}

/** `Müller und Söhne Bau GmbH` is a name; names of seven words and more are rare. */
const isLong = (value: string): boolean => value.length > 80 || wordCountOf(value) >= 7;

const wordCountOf = (text: string): number => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
