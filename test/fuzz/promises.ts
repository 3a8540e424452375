/** What holds at every door, whatever was put in. */
import { ExpectedError, InvalidInput } from '../../src/kernel/errors.js';

/** Runs a reader: it answers, or refuses in words. */
export function readsOrRefuses<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    checkRefusal(error);
    return undefined;
  }
}

export function checkRefusal(error: ExpectedError): void {
  const all = [error.message, ...(error instanceof InvalidInput ? Object.values(error.fields) : [])];
  for (const words of all) checkWords(words);
}

/** A refusal is made of sentences; a command to type may stand at its end. */
export function checkWords(words: string): void {
  if (!/\p{L}.*[.!?:”)…]/su.test(words)) throw new Error(`No sentence: ${words}`);
  if (words.length > 12_000) throw new Error(`A refusal of ${words.length} characters.`);
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype];
const ownNames = prototypes.map((each) => Reflect.ownKeys(each).length);

/** Throws when something wrote to what every object inherits. */
export function checkPrototypes(): void {
  prototypes.forEach((each, at) => {
    if (Reflect.ownKeys(each).length !== ownNames[at]) throw new Error('A prototype was changed.');
  });
}
