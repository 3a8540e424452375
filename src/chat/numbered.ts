/** Things that people call by a letter and a number: F-12, I-7, A-31. Each room describes its own once. */

import { InvalidInput, NotFound } from '../kernel/errors.js';
import { say } from '../kernel/language/say.js';

export interface Numbered {
  /** `F-12` for 12. */
  nameOf(number: number): string;
  /** Reads `F-12`, `f12`, `f 12` or `#12`; null when it is none of these. */
  parse(typed: string): number | null;
  /** The same of a button's value or a form's subject: made by us, still only trusted as a number to look up. Throws InvalidInput. */
  read(value: string): number;
  /** `F-12 2`, as a button to a page of one thing carries it. `page` NaN: none is named. */
  readPage(value: string): { readonly number: number; readonly page: number };
  /** Nothing has this number here. */
  notFound(number: number): NotFound;
}

export interface NumberedOptions {
  readonly letter: string;
  /** Begins the codes of its errors: `feedback`. */
  readonly room: string;
  /** With its number: `Feedback is named by its number`. */
  readonly named: string;
  /** The command that shows what there is. */
  readonly list: string;
}

/** The line that shows what `text` names, by a command that takes a name; null: it says something else. */
export function shownBy(command: string, { parse, nameOf }: Numbered, text: string): string | null {
  const number = parse(text);
  return number === null ? null : `${command} ${nameOf(number)}`;
}

/** Builds the reader and writer of one kind's names. */
export function numbered({ letter, room, named, list }: NumberedOptions): Numbered {
  const shape = new RegExp(`^(?:${letter}[-‐‑–—\\s]*|#\\s*)(\\d{1,9})[.!?]*$`, 'i');
  const nameOf = (number: number) => `${letter}-${number}`;
  const parse = (typed: string) => {
    const digits = shape.exec(typed.trim())?.[1];
    return digits === undefined ? null : Number(digits);
  };
  const read = (value: string) => {
    const number = parse(value);
    if (number !== null) return number;
    throw new InvalidInput(
      `${room}.unknownName`,
      `${say('{sentence}, such as {example}.', { sentence: say(named), example: nameOf(12) })} ${say('{command} shows them.', { command: `\`${list}\`` })}`,
    );
  };
  return {
    nameOf,
    parse,
    read,
    readPage(value) {
      const [name = '', page = ''] = value.split(' ');
      return { number: read(name), page: /^\d{1,6}$/.test(page) ? Number(page) : Number.NaN };
    },
    notFound: (number) =>
      new NotFound(
        `${room}.notFound`,
        say('There is no {name} here. Try {command} to see what there is.', {
          name: nameOf(number),
          command: `\`${list}\``,
        }),
      ),
  };
}
