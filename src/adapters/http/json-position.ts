/** Where malformed JSON goes wrong. Asked by items.ts once JSON.parse has refused: V8 names a place only sometimes. */

const blanks = /[ \t\r\n]*/y;
const scalar =
  /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Expecting = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd';

/** Line and column, both from 1, of the first character that can't stand where it stands (or of the end). */
export function jsonErrorPosition(text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, errorOffset(text)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function errorOffset(text: string): number {
  const open: string[] = [];
  let expecting: Expecting = 'value';
  let offset = skip(blanks, text, 0);
  while (offset < text.length) {
    const next = step(text, offset, expecting, open);
    if (next === null) return offset;
    expecting = next.expecting;
    offset = skip(blanks, text, next.offset);
    if (open.length === 0) return offset;
  }
  return offset;
}

interface Step {
  readonly offset: number;
  readonly expecting: Expecting;
}

/** One token further; null when the token here is not what is expected. `open` is the stack of brackets. */
function step(text: string, offset: number, expecting: Expecting, open: string[]): Step | null {
  const char = text.charAt(offset);
  const after = offset + 1;
  if (
    char === (open.at(-1) === '{' ? '}' : ']') &&
    expecting !== 'value' &&
    expecting !== 'key' &&
    expecting !== 'colon'
  ) {
    open.pop();
    return { offset: after, expecting: 'commaOrEnd' };
  }
  if (expecting === 'commaOrEnd')
    return char === ',' ? { offset: after, expecting: open.at(-1) === '{' ? 'key' : 'value' } : null;
  if (expecting === 'colon') return char === ':' ? { offset: after, expecting: 'value' } : null;
  const isKey = expecting === 'key' || expecting === 'keyOrEnd';
  if (!isKey && (char === '{' || char === '[')) {
    open.push(char);
    return { offset: after, expecting: char === '{' ? 'keyOrEnd' : 'valueOrEnd' };
  }
  const end = isKey && char !== '"' ? offset : skip(scalar, text, offset);
  return end === offset ? null : { offset: end, expecting: isKey ? 'colon' : 'commaOrEnd' };
}

/** Where `pattern`, tried at `offset`, ends; `offset` itself when it does not match there. */
function skip(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}
