/** Reads the tokens of a `$filter` one by one, counts how deep they are nested, and says where something is wrong. */
import type { Problem } from '../../../http/problem.js';
import { faulty } from '../fault.js';
import { type Token, tokensOf } from './tokens.js';

const deepest = 40;

/** Where the reading of one filter stands. */
export interface TokenReader {
  /** The next token; undefined: that was the last. */
  peek(): Token | undefined;
  /** Whether the next is this word. */
  isWord(word: string): boolean;
  /** Goes past the next one. */
  pass(): void;
  /** The next one, which has to be of this kind. @param wanted as the refusal names it. @throws Problem 400 */
  take(kind: Token['kind'], wanted: string): Token;
  /** That something else is due here. @param token absent: the next one */
  wrong(wanted: string, token?: Token): Problem;
  /** Does what is one level deeper. @throws Problem 400 beyond 40 levels */
  deeper<T>(work: () => T): T;
}

/** @throws Problem 400 where the text can't be taken apart */
export function createTokenReader(filter: string): TokenReader {
  const tokens = tokensOf(filter);
  let position = 0;
  let depth = 0;
  const peek = () => tokens[position];
  const wrong = (wanted: string, token = peek()) => faulty('$filter', whatIsWrong(wanted, token));
  return {
    peek,
    wrong,
    isWord: (word) => peek()?.kind === 'word' && peek()?.text === word,
    pass: () => {
      position += 1;
    },
    take(kind, wanted) {
      const token = peek();
      if (token?.kind !== kind) throw wrong(wanted, token);
      position += 1;
      return token;
    },
    deeper(work) {
      depth += 1;
      if (depth > deepest) throw faulty('$filter', `The filter is nested deeper than ${deepest} levels.`);
      const done = work();
      depth -= 1;
      return done;
    },
  };
}

const whatIsWrong = (wanted: string, token: Token | undefined): string =>
  token
    ? `At character ${token.at + 1} stands ${token.text}, where ${wanted} is due.`
    : `The filter ends where ${wanted} is due.`;
