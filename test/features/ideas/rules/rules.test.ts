import { describe, expect, test } from '@jest/globals';
import { readDoubtful, readEvidence } from '../../../../src/features/ideas/rules/evidence.js';
import { changeBetween, verdictOn } from '../../../../src/features/ideas/rules/figure.js';
import { ideaNumbers, ideaStates } from '../../../../src/features/ideas/rules/idea.js';
import { asksFrom, likeness, similarFrom } from '../../../../src/features/ideas/rules/likeness.js';
import { mayDecide, mayMove } from '../../../../src/features/ideas/rules/moves.js';
import { searchWords } from '../../../../src/features/ideas/rules/search-words.js';

describe('An idea', () => {
  test('moves as this table says, and no other way', () => {
    const table = Object.fromEntries(
      ideaStates.map((from) => [from, ideaStates.filter((to) => mayMove(from, to)).join(' ')]),
    );
    expect(table).toEqual({
      new: 'discussed trying adopted parked',
      discussed: 'trying adopted parked',
      trying: 'discussed adopted parked',
      adopted: 'discussed trying parked',
      parked: 'discussed trying adopted',
    });
  });

  test.each([
    ['a stranger', 'x', false, false],
    ['its author', 'author', false, true],
    ['who runs the experiment', 'runner', false, true],
    ['the champion or an admin', 'x', true, true],
  ])('is adopted by %s: %#', (_who, memberId, isChampionOrAdmin, may) => {
    const concerned = { authorId: 'author', runnerId: 'runner', isChampionOrAdmin };
    expect(mayDecide('adopted', memberId, concerned)).toBe(may);
    for (const to of ['discussed', 'trying', 'parked'] as const) expect(mayDecide(to, memberId, concerned)).toBe(true);
  });

  test.each([
    ['I-7', 7],
    ['i7', 7],
    ['#7', 7],
    ['i–7', 7],
    ['I-', null],
    ['I-7x', null],
    ['7', null],
    ['I-9999999999', null],
    ['India', null],
  ])('is read from %j as %p', (typed, number) => {
    expect(ideaNumbers.parse(typed)).toBe(number);
  });
});

describe('Evidence', () => {
  test.each([
    ['F-12', [12]],
    ['F12, f-15 and #3', [12, 15, 3]],
    ['F-12; F-012 F-12', [12]],
    ['See F-12, and what F–15 said.', [12, 15]],
    ['The F16 landed at gate F12', []],
    ['PDF-12 and F-12a and xF-3', []],
    ['nothing yet', []],
    ['F-99999999999', [99_999_999_999]],
    ['', []],
  ])('in %j is %p', (answer, numbers) => {
    expect(readEvidence(answer).map(({ number }) => number)).toEqual(numbers);
  });

  test.each([
    ['F 99', 'F 99', 'F-99'],
    ['see F99', 'F99', 'F-99'],
    ['see f 99, please', 'f 99', 'F-99'],
    ['see F#099.', 'F#099', 'F-99'],
    ['as F - 12 says', 'F - 12', 'F-12'],
    ['feedback 99', 'feedback 99', 'F-99'],
    ['F-1, and Feedback no. 7 too', 'Feedback no. 7', 'F-7'],
  ])('of %j may be in %j: %s', (answer, typed, name) => {
    expect(readDoubtful(answer)).toEqual([{ typed, name }]);
  });

  test.each([
    ['F-12'],
    ['F12, f-15 and #3'],
    ['We got feedback 3 times, and 20 of 30 said so'],
    ['“F16” landed, "F 5" and ‘feedback 9’'],
    ['PDF-12 and F-12a and xF-3 and F12a'],
    ['the elf 12 and feedback of 12'],
    ['F 1.5 and feedback 20 %'],
  ])('is not looked for where %j says something else', (answer) => {
    expect(readDoubtful(answer)).toEqual([]);
  });
});

describe('Before and after', () => {
  test.each([
    ['40 %', '48%', 'higher', 8, 'better'],
    ['40 %', '48 %', 'lower', 8, 'worse'],
    ['40', '40', 'lower', 0, 'same'],
    ['1,250', '1,300.5', 'higher', 50.5, 'better'],
    ['0,3', '0,1', 'lower', -0.2, 'better'],
    ['-3', '−1', 'higher', 2, 'better'],
    ['€12', '€15', null, 3, null],
    ['40', '48 %', 'higher', 8, 'better'],
    ['40 %', '48 days', 'higher', null, null],
    ['about 3 to 4', '5', 'higher', null, null],
    ['low', 'high', 'higher', null, null],
    ['2 days', '3 days', 'lower', 1, 'worse'],
    ['€1.250,50', '€1,250.50', 'higher', 0, 'same'],
    ['1250,500', '1250', 'higher', null, null],
  ] as const)('of %j and %j, where %j is better: %p, %p', (before, after, better, change, verdict) => {
    expect(changeBetween(before, after)).toBe(change);
    expect(verdictOn(before, after, better)).toBe(verdict);
  });
});

describe('The words of an idea', () => {
  test.each([
    ['Don’t email Éva’s café!', { english: 'dont email eva cafe' }],
    ['Արտահանել հաշիվները', { armenian: 'արտահանել հաշիվները' }],
    ['تَصْدِير الفواتير', { arabic: 'تصدير الفواتير' }],
    ['顧客が出力する', { simple: '顧客 が 出力 する' }],
    ['F-12 & 3 invoices', { english: 'f 12 3 invoices' }],
    [`${'x'.repeat(61)} '; DROP | & !`, { english: 'drop' }],
    ['', {}],
  ])('of %j are %p', (text, expected) => {
    expect(searchWords(text)).toEqual({ english: '', armenian: '', arabic: '', russian: '', simple: '', ...expected });
  });
});

describe('Likeness', () => {
  const rarity = {
    ideaCount: 20,
    countByWord: new Map([
      ['custom', 15],
      ['export', 2],
      ['invoic', 1],
      ['file', 3],
    ]),
  };
  const ideas = (title: string, rest = '') => ({ title: title.split(' '), rest: rest === '' ? [] : rest.split(' ') });
  test.each([
    ['the same words', ideas('export invoic', 'file wait'), ideas('export invoic', 'file wait'), 1, 1],
    ['the same title, other answers', ideas('export invoic', 'file'), ideas('export invoic', 'pdf'), asksFrom, 0.8],
    ['a title of which the other says more', ideas('export invoic'), ideas('custom export invoic self'), 1, 1],
    ['one common word of many', ideas('custom newslett weekli'), ideas('custom export invoic'), 0, 0],
    ['one rare word of a long title', ideas('export to a new planet'), ideas('export invoic'), 0, 0],
    ['nothing', ideas('coffe machin', 'bean'), ideas('export invoic', 'file'), 0, 0],
    ['only stop words', { title: [], rest: [] }, ideas('export'), 0, 0],
    [
      'a title in the other’s answers',
      ideas('export invoic'),
      ideas('ask less', 'export invoic file'),
      similarFrom,
      0.6,
    ],
  ])('of %s', (_what, mine, other, least, most) => {
    const found = likeness(mine, other, rarity);
    expect(found).toBeGreaterThanOrEqual(least);
    expect(found).toBeLessThanOrEqual(most + 1e-9);
  });
});
