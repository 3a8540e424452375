/** What customers can choose of: touchpoints of the organisation's own, read as they are typed. Pure. */

import { isStorable, tooLong } from '../../../chat/typed.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';

/** How many there are, and how long each is, in characters. */
export const touchpointLimits = { fewest: 2, most: 10, length: 40 } as const;

/** Offered where nobody names others. */
export const usualTouchpoints = () => [
  say('Buying'),
  say('First day'),
  say('Using'),
  say('Billing'),
  say('Support // what customers get from us'),
];

const example = 'touchpoints:"Buying; Using; Support"';

/** `buying; first day; using` in the order in which they are typed. Throws InvalidInput on `touchpoints`. */
export function readTouchpoints(typed: string): readonly string[] {
  const names = typed
    .split(/[;\n]/)
    .map((name) => name.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim())
    .filter((name) => name !== '');
  const { fewest, most, length } = touchpointLimits;
  if (names.length < fewest)
    throw refuse(
      names.length === 1
        ? say(
            'One touchpoint leaves nothing to choose. Name {fewest} to {most}, separated by semicolons, such as {example}.',
            { fewest, most, example },
          )
        : say('No touchpoint is named. Name {fewest} to {most}, separated by semicolons, such as {example}.', {
            fewest,
            most,
            example,
          }),
    );
  if (names.length > most)
    throw refuse(
      say('{count} touchpoints are too many. Name at most {most}, separated by semicolons, such as {example}.', {
        count: names.length,
        most,
        example,
      }),
    );
  const long = names.find((name) => [...name].length > length);
  if (long !== undefined)
    throw refuse(
      say('“{typed}…” can’t be a touchpoint: {fault}', {
        typed: [...long].slice(0, length).join(''),
        fault: tooLong([...long].length, length),
      }),
    );
  if (!names.every(isStorable))
    throw refuse(say('A touchpoint has characters that can’t be kept. Type it again without them.'));
  const twice = names.find((name, at) => names.findIndex((other) => sameWords(other, name)) < at);
  if (twice !== undefined) throw refuse(say('“{twice}” is named twice. Name each touchpoint once.', { twice }));
  return names;
}

/** Whether two names are one to whoever reads them. */
const sameWords = (one: string, other: string): boolean => folded(one) === folded(other);
const folded = (name: string): string => name.normalize('NFKC').toLowerCase();

const refuse = (words: string) => InvalidInput.field('surveys.touchpoints', 'touchpoints', words);

/** The touchpoint that is meant by what was typed; null: none is. */
export const touchpointNamed = (touchpoints: readonly string[], typed: string): string | null =>
  touchpoints.find((name) => sameWords(name, typed.trim())) ?? null;
