/** Texts and values as careless and hostile people and programs send them: what every door's inputs are made of. */
import fc from 'fast-check';
import { brittleTexts, brokenText, hostileTexts, rightToLeftTexts } from '../support/gallery.js';

/** Names that are more than names in JavaScript. */
export const prototypeNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
] as const;

const signs = ['"', "'", '“', '”', '«', '»', '`', ':', '：', ',', ';', '.', '..', '…', '-', '–', '--', '—', '/', '\\']
  .concat([
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '<',
    '>',
    '|',
    '&',
    '=',
    '!=',
    '#',
    '@',
    '%',
    '*',
    '_',
    '~',
    '^',
    '$',
    '?',
    '!',
  ])
  .concat(['\n', '\r\n', '\t', '\0', '\u00a0', '\u200b', '\u2028', '\ufeff', '\ud800', '\u202e', '٣', '５', '½', '😀']);

const numbers = [
  '0',
  '-0',
  '1',
  '-1',
  '7',
  '00',
  '1e999',
  '-1e-999',
  '0x10',
  '1,5',
  '1.234,56',
  '9007199254740993',
].concat(['99999999999999999999', 'NaN', 'Infinity', '2147483648', '１２', '2026-02-30', '2026-12-01', '0000-00-00']);

const attacks = [
  "'; DROP TABLE organisations; --",
  "' OR '1'='1",
  '%00',
  '%ff',
  '\\u0000',
  '../../etc/passwd',
  '$'.concat('{7*7}'),
];

const bits = [...signs, ...numbers, ...attacks, ...prototypeNames, 'undefined', 'null', 'true', 'no', ' '];

/** One piece repeated: what makes readers slow. */
const repeated = (pieces: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }), fc.integer({ min: 2, max: 3_000 }))
    .map(([parts, times]) => parts.join('').repeat(times).slice(0, 10_000));

/** Words of a door's own language among what fits nowhere. @param words what the door's readers know */
export function texts(words: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words) },
    { weight: 3, arbitrary: fc.constantFrom(...bits) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    { weight: 1, arbitrary: fc.nat(100_000).map(String) },
  );
  const joined = fc
    .tuple(fc.array(piece, { maxLength: 12 }), fc.constantFrom(' ', ' ', ' ', '', '\n'))
    .map(([pieces, between]) => pieces.join(between));
  return fc.oneof(
    { weight: 20, arbitrary: joined },
    { weight: 2, arbitrary: fc.constantFrom(...hostileTexts, ...brittleTexts, ...rightToLeftTexts, brokenText) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 1, arbitrary: fc.tuple(joined, repeated([...words, ...bits]), joined).map((parts) => parts.join('')) },
  );
}

/** Texts of the corpus, cut, doubled, joined and with other pieces put in. */
export function mutated(corpus: readonly string[], words: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.record({
    kind: fc.constantFrom('put', 'cut', 'double', 'join', 'swap'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(12),
    piece: fc.oneof(fc.constantFrom(...words, ...bits), fc.string({ unit: 'binary', maxLength: 3 })),
    other: fc.constantFrom(...corpus),
  });
  return fc.tuple(fc.constantFrom(...corpus), fc.array(edit, { minLength: 1, maxLength: 4 })).map(([text, edits]) =>
    edits.reduce((now, { kind, at, length, piece, other }) => {
      const from = Math.floor(at * now.length);
      const [before, part, after] = [now.slice(0, from), now.slice(from, from + length), now.slice(from + length)];
      if (kind === 'put') return `${before}${piece}${part}${after}`.slice(0, 20_000);
      if (kind === 'cut') return before + after;
      if (kind === 'double') return `${before}${part}${part}${after}`.slice(0, 20_000);
      if (kind === 'swap') return `${before}${piece}${after}`;
      return `${before}${other.slice(Math.floor(at * other.length))}`.slice(0, 20_000);
    }, text),
  );
}
