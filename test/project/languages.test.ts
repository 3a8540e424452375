/** Every message in every language: there, with the same arguments, and whole whatever the values are. */

import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser';
import { expect, test } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { localeOf } from '../../src/kernel/language/languages.js';
import { readLanguages, saidMessages } from '../support/language-files.js';
import { messagesInSource } from '../support/messages-in-source.js';

const inSource = messagesInSource();
const said = saidMessages();
const languages = readLanguages();

const formatOf = (pattern: string, language: string) =>
  new IntlMessageFormat(pattern.replace(/ \/\/ .*$/su, ''), localeOf(language), undefined, { ignoreTag: true });

/** Every argument of a pattern by name, with how it is used. */
function argumentsOf(elements: readonly MessageFormatElement[]): ReadonlyMap<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (each: readonly MessageFormatElement[]): void => {
    for (const element of each) {
      if (element.type === TYPE.literal || element.type === TYPE.pound || element.type === TYPE.tag) continue;
      const kind =
        element.type === TYPE.plural || element.type === TYPE.number
          ? 'figure'
          : element.type === TYPE.select
            ? 'select'
            : 'value';
      found.set(element.value, (found.get(element.value) ?? new Set()).add(kind));
      if ('options' in element) for (const option of Object.values(element.options)) visit(option.value);
    }
  };
  visit(elements);
  return found;
}

const read = (pattern: string, language = 'en') => argumentsOf(formatOf(pattern, language).getAst());
const names = (pattern: string, language = 'en') => [...read(pattern, language).keys()].sort();

/** Those of which this is true, named so that a failure says where to look. */
const wrong = <T>(all: Iterable<T>, isWrong: (one: T) => boolean, name: (one: T) => string) =>
  [...all].filter(isWrong).map(name);

test('Messages are written where they are said, with the values that they name', () => {
  const given = inSource.filter(({ pattern, values }) => pattern !== null && values !== null);
  const differs = wrong(
    given,
    ({ pattern, values }) => names(pattern ?? '').join() !== [...(values ?? [])].sort().join(),
    ({ pattern, values, where }) => `${where}: “${pattern}” is given ${values?.join() || 'nothing'}`,
  );
  expect(differs).toEqual([]);
  expect(given.length).toBeGreaterThan(5);
});

test.each(languages.map(({ tag }) => tag))('Nothing is missing or left over in %s', (tag) => {
  const { all, messages } = languages.find((each) => each.tag === tag) ?? { all: [], messages: new Map() };
  expect(wrong(said.keys(), (pattern) => !messages.has(pattern), String)).toEqual([]);
  expect(
    wrong(
      all,
      ({ pattern }) => !said.has(pattern),
      ({ file, pattern }) => `${file}: ${pattern}`,
    ),
  ).toEqual([]);
  const patterns = all.map(({ pattern }) => pattern);
  expect(patterns.filter((pattern, index) => patterns.indexOf(pattern) < index)).toEqual([]);
});

const everything = languages.flatMap(({ tag, all }) => all.map((each) => ({ tag, ...each })));
const nameOf = ({ tag, file, pattern }: (typeof everything)[number]) => `${tag}/${file}: ${pattern}`;

test('A translation names the values of its message', () => {
  const differs = wrong(
    everything,
    ({ tag, pattern, translation }) => names(pattern).join() !== names(translation, tag).join(),
    nameOf,
  );
  expect(differs).toEqual([]);
});

test.each([0, 1, 1.5, 2, 21, 1_000_000])('A message is whole with %p of what it counts', (count) => {
  const isBroken = (pattern: string, tag: string) => {
    const values = Object.fromEntries(
      [...read(pattern, tag)].map(([name, kinds]) => [
        name,
        kinds.has('figure') ? count : kinds.has('select') ? 'other' : 'Ada',
      ]),
    );
    const text = String(formatOf(pattern, tag).format(values));
    return text.trim() === '' || /[{}]|undefined|NaN/u.test(text);
  };
  expect(wrong(everything, ({ tag, translation }) => isBroken(translation, tag), nameOf)).toEqual([]);
  expect(wrong(said.keys(), (pattern) => isBroken(pattern, 'en'), String)).toEqual([]);
});

/** In Armenian `one` covers 0 and 1.5, too: what it says of 1 has to hold for them. */
test('No plural form says a number that it does not cover', () => {
  const saysOne = (elements: readonly MessageFormatElement[]): boolean =>
    elements.some(
      (element) =>
        'options' in element &&
        Object.entries(element.options).some(
          ([form, { value }]) =>
            (element.type === TYPE.plural &&
              form === 'one' &&
              value.some((part) => part.type === TYPE.literal && /(?<!\d)1(?!\d)/u.test(part.value))) ||
            saysOne(value),
        ),
    );
  expect(wrong(everything, ({ tag, translation }) => saysOne(formatOf(translation, tag).getAst()), nameOf)).toEqual([]);
});
