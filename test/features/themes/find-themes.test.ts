/** Which themes are found in texts, how they are named, and what stays the same from week to week. */
import { describe, expect, test } from '@jest/globals';
import { Corpus } from '../../../src/features/themes/finding/corpus.js';
import { findThemes, type KnownTheme } from '../../../src/features/themes/finding/find-themes.js';
import { english, others } from './said.js';

interface Text {
  readonly text: string;
  readonly confidential?: boolean;
  readonly names?: readonly string[];
}

function findIn(texts: readonly Text[], known: readonly KnownTheme[] = []) {
  const corpus = new Corpus();
  for (const { text, confidential = false, names = [] } of texts) corpus.add({ text, confidential, names });
  const { themes, member } = findThemes(corpus, known);
  const ofTheme = (place: number) => texts.filter((_, index) => member[index] === place).map(({ text }) => text);
  return { member, themes: themes.map((theme, place) => ({ ...theme, texts: ofTheme(place) })) };
}

const texts = english.flatMap((theme) => theme.texts.map((text): Text => ({ text })));

describe('Themes in what customers say', () => {
  test('are named by the words that their texts share', () => {
    const { themes } = findIn(texts);
    const names = themes.map(({ words }) => words[0]?.toLowerCase());
    expect(names).toEqual(expect.arrayContaining(['login', 'invoice', 'delivery']));
    for (const { name, texts: said } of english) {
      const found = themes.find(({ words }) => words[0]?.toLowerCase() === name);
      expect(found?.texts.filter((text) => !said.includes(text))).toEqual([]);
      expect(found?.texts.length).toBeGreaterThanOrEqual(said.length - 1);
    }
  });

  test('have a second word in their name where the first is too short to tell', () => {
    const desks = [
      'At night our porter has to log in again every ten minutes.',
      'The front desk has to log in again while guests are standing there.',
      'Every ten minutes somebody has to log in again, mostly with guests waiting.',
      'My porter writes the password on a note, because he has to log in again and again.',
      'Our night porter has to log in again, with guests standing there.',
    ];
    const { themes } = findIn([...texts, ...desks.map((text) => ({ text }))]);
    const found = themes.find(({ words }) => /^log\b/i.test(words[0] ?? ''));
    expect(found?.texts).toEqual(expect.arrayContaining(desks.slice(0, 3)));
    expect(found?.words[0]).toMatch(/^log, \p{L}{4,}$/iu);
  });

  test.each(others)('are found in $name', ({ word, texts: said }) => {
    const { themes } = findIn([...said, ...(english[0]?.texts ?? [])].map((text) => ({ text })));
    const found = themes.find(({ words }) => words.some((each) => each.toLowerCase().startsWith(word.toLowerCase())));
    expect(found?.texts.filter((text) => said.includes(text)).length).toBeGreaterThanOrEqual(said.length - 1);
    expect(found?.texts.filter((text) => !said.includes(text))).toEqual([]);
  });

  test('are the same for the same texts, and keep their places when more is said', () => {
    const before = findIn(texts);
    expect(findIn(texts)).toEqual(before);
    const known = before.themes.map(({ terms }) => ({ terms, isFixed: false }));
    const more = ['The parking lot is full.', 'No parking for customers.', 'Parking costs too much.'];
    const after = findIn([...texts, ...[...more, 'We find no parking.'].map((text) => ({ text }))], known);
    expect(after.themes.map((theme) => theme.known)).toEqual([...known.map((_, place) => place), null]);
    expect(after.themes.at(-1)?.words[0]?.toLowerCase()).toBe('parking');
    expect(after.themes.slice(0, -1).map((theme) => theme.texts)).toEqual(before.themes.map((theme) => theme.texts));
  });

  test('stay known while nobody speaks of them, and take their texts when somebody does again', () => {
    const known = findIn(texts).themes.map(({ terms }) => ({ terms, isFixed: false }));
    const login = findIn(texts).themes.findIndex(({ words }) => words[0]?.toLowerCase() === 'login');
    const quiet = findIn(
      texts.filter(({ text }) => !/login/i.test(text)),
      known,
    );
    expect(quiet.themes[login]).toMatchObject({ known: login, texts: [] });
    const again = findIn(
      [{ text: 'Login fails.' }],
      quiet.themes.map(({ terms }) => ({ terms, isFixed: false })),
    );
    expect(again.member[0]).toBe(login);
  });

  test('take no word from what is confidential, and count it all the same', () => {
    const secret = 'The login of our merger partner Zanzibar leaks passwords, zanzibar zanzibar.';
    const { themes, member } = findIn([
      ...texts,
      ...Array.from({ length: 9 }, () => ({ text: secret, confidential: true })),
    ]);
    const login = themes.findIndex(({ words }) => words[0]?.toLowerCase() === 'login');
    expect(member[texts.length]).toBe(login);
    expect(JSON.stringify(themes.map(({ words, terms, central }) => ({ words, terms, central })))).not.toMatch(
      /zanzibar|merger/i,
    );
    for (const { central } of themes) for (const place of central) expect(place).toBeLessThan(texts.length);
  });

  test('are not the names of customers', () => {
    const { themes } = findIn(
      texts.map(({ text }, index) => ({
        text: `${text} Best wishes, Northwind`,
        names: index % 2 ? ['Northwind Ltd'] : ['Northwind'],
      })),
    );
    expect(JSON.stringify(themes.map(({ terms }) => terms))).not.toMatch(/northw/i);
  });

  test('are none where nobody says the same', () => {
    expect(findIn([]).themes).toEqual([]);
    expect(findIn([{ text: 'One thing' }, { text: 'Quite another matter' }]).themes).toEqual([]);
  });
});
