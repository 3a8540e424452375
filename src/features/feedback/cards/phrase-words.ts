/** Why a sentence of the phrase book can't be taken, and what to type instead. */

import { shorten } from '../../../chat/shorten.js';
import { tooLong } from '../../../chat/typed.js';
import { sayEither } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import { type CustomerTone, customerTones } from '../rules/tone/tone-list.js';

const example = (tone: string): string => `\`phrases ${tone} "We are on it."\``;
const anyTone = (): string => sayEither(customerTones);

/** Each refusal: the fault, then what to type. */
export const phraseWords = {
  /** Of the form: a line that names no tone. */
  line: (line: string): string =>
    say(
      '“{line}” names no tone. Begin each line with {tones}, and with urgent de and so on for German, then a colon and the sentence.',
      { line: shorten(line, 60), tones: anyTone() },
    ),
  long: (length: number, max: number): string => `${tooLong(length, max)} ${say('Write one short sentence.')}`,
  missing: (tone: CustomerTone): string =>
    say('The sentence is missing. Write it behind the tone: {example}', { example: example(tone) }),
  tone: (typed: string, guess: string | null): string =>
    guess === null
      ? say('There is no tone “{typed}”. It is {tones}: {example}', {
          typed: shorten(typed, 40),
          tones: anyTone(),
          example: example('urgent'),
        })
      : say('There is no tone “{typed}”. Did you mean this? {example}', {
          typed: shorten(typed, 40),
          example: example(guess),
        }),
};
