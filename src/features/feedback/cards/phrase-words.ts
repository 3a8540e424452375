/** Why a sentence of the phrase book can't be taken, and what to type instead. */
import { shorten } from '../../../chat/shorten.js';
import { tooLong } from '../../../chat/typed.js';
import { type CustomerTone, customerTones } from '../rules/tone/tone-list.js';

const example = (tone: string): string => `\`phrases ${tone} "We are on it."\``;
const anyTone = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(customerTones);

/** Each refusal: the fault, then what to type. */
export const phraseWords = {
  /** Of the form: a line that names no tone. */
  line: (line: string): string =>
    `“${shorten(line, 60)}” names no tone. Begin each line with ${anyTone}, and with urgent de and so on for German, then a colon and the sentence.`,
  long: (length: number, max: number): string => `${tooLong(length, max)} Write one short sentence.`,
  missing: (tone: CustomerTone): string => `The sentence is missing. Write it behind the tone: ${example(tone)}`,
  tone: (typed: string, guess: string | null): string =>
    `There is no tone “${shorten(typed, 40)}”. ${guess === null ? `It is ${anyTone}:` : 'Did you mean this?'} ${example(guess ?? 'urgent')}`,
};
