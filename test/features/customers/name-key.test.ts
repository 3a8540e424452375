import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nameKey } from '../../../src/features/customers/rules/name-key.js';

describe('One customer written in many ways has one key', () => {
  test.each([
    [
      'acme',
      ['ACME', 'Acme Ltd', 'Acme, Ltd.', 'acmé LIMITED', 'ACME Inc.', 'Acme Corp', ' "Acme"  GmbH ', 'ＡＣＭＥ'],
    ],
    ['muller and sohne', ['Müller & Söhne GmbH & Co. KG', 'MULLER AND SOHNE', 'Müller & Söhne e.K.']],
    ['tiffany', ['Tiffany & Co.', 'Tiffany and Company', 'tiffany']],
    ['strasse', ['Straße AG', 'STRASSE']],
    ['lodz foods', ['Łódź Foods Sp. z o.o.', 'Lodz Foods sp. z o. o.']],
    ['banco azul', ['Banco Azul, S.A. de C.V.', 'Banco Azul S.A.', 'banco azul s.a.b. de c.v.']],
    ['jp morgan', ['J.P. Morgan', 'J. P. Morgan', 'JP Morgan Inc']],
    ['a smith', ['A. Smith Ltd', 'a smith']],
    ['mcdonalds', ['McDonald’s', "McDonald's Corporation"]],
    ['ромашка', ['ООО «Ромашка»', 'Ромашка, ООО', 'РОМАШКА']],
    ['елка', ['ЗАО «Ёлка»', 'елка']],
    ['արարատ', ['«Արարատ» ՍՊԸ', 'ԱՐԱՐԱՏ', 'ՍՊԸ Արարատ']],
    ['თბილისი', ['შპს თბილისი', 'თბილისი']],
    ['αθηνα', ['Αθηνά Α.Ε.', 'ΑΘΗΝΑ']],
    ['yildiz', ['Yildiz A.Ş.', 'YILDIZ', 'Yıldız Ltd. Şti.']],
    ['kone', ['KONE Oyj', 'Kone Oy Ab']],
    ['トヨタ自動車', ['トヨタ自動車株式会社', '株式会社トヨタ自動車', '㈱トヨタ自動車']],
    ['카카오', ['주식회사 카카오', '㈜카카오', '카카오']],
    ['华为技术', ['华为技术有限公司', '华为技术']],
    ['हिन्दी', ['हिन्दी Pvt. Ltd.', 'हिन्दी']],
    ['אלביט', ['אלביט בע"מ', 'אלביט']],
    ['c++', ['C++', 'c++ GmbH']],
    ['🦊', ['🦊', '🦊 Ltd']],
  ])('%s', (key, spellings) => {
    expect(spellings.map(nameKey)).toEqual(spellings.map(() => key));
  });

  test('Names that only look alike keep different keys', () => {
    const names = [
      'Acme',
      'Acme Group',
      'Acne',
      'Acme 2',
      'Ромашка',
      'Romashka',
      'हिन्दी',
      'हनद',
      'Kö',
      'Köa',
      'C',
      'C++',
    ];
    expect(new Set(names.map(nameKey)).size).toBe(names.length);
  });

  test('A name that is nothing but a legal form or punctuation keeps itself', () => {
    expect(['AG', 'Ltd.', 'Co Ltd', '株式会社', '!!!', 'ООО'].map(nameKey)).toEqual([
      'ag',
      'ltd',
      'co',
      '株式会社',
      '!!!',
      'ооо',
    ]);
  });
});

describe('Whatever the name', () => {
  const names = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom('Acme', 'Ltd', 'GmbH', '&', 'Co.', 'KG', 'S.', 'A.', 'ООО', 'de', 'and', '株式会社', 'é'),
        { maxLength: 8 },
      )
      .map((words) => words.join(' ')),
  );

  test('folding twice gives what folding once gave', () => {
    fc.assert(fc.property(names, (name) => expect(nameKey(nameKey(name))).toBe(nameKey(name))));
  });

  test('the key is empty only where the name is', () => {
    fc.assert(fc.property(names, (name) => expect(nameKey(name) === '').toBe(name.trim() === '')));
  });

  test('surrounding space, case and a legal form behind it make no difference', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}x( [a-z]{3,12}x)?$/), (name) => {
        expect(nameKey(`  ${name.toUpperCase()}, Ltd. `)).toBe(nameKey(name));
      }),
    );
  });
});
