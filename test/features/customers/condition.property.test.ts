/** Conditions on customers: what can be written, what is refused, and that every one of them ends with an answer. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { askedBy, conditionText, NoCondition } from '../../../src/features/customers/rules/condition/condition.js';
import { holds, type Known } from '../../../src/features/customers/rules/condition/judge.js';
import { readCondition } from '../../../src/features/customers/rules/condition/read-condition.js';
import { knownOf } from '../../../src/features/customers/rules/segment.js';

const now = new Date('2026-11-29T12:00:00Z');
const told = (value: string | number | boolean) => ({ value, source: 'CRM', at: '2026-11-01T00:00:00.000Z' });
const acme: Known = knownOf(
  {
    id: '1',
    name: 'Acme Ltd',
    segment: 'Shops',
    attributes: {
      Plan: told('Enterprise'),
      revenue: told('50,000'),
      users: told(0),
      'new-users': told(3),
      'Customer since': told('2019-05-01'),
      VIP: told(true),
      paused: told('no'),
      'address.city': told('Yerevan'),
    },
    score: 9,
    events: { 'Signed In': 2, signed_in: 1, toString: 5, Left: 0 },
    ruleSegments: [],
  },
  now,
);
const is = (typed: string): boolean => holds(readCondition(typed), acme);

describe('A condition holds', () => {
  test.each([
    'plan = enterprise or revenue >= 60000',
    'plan = Enterprise and revenue >= 50000',
    'PLAN == "enterprise"',
    'revenue = 50000',
    'new_users >= 3',
    "fact('New users') > 2",
    'since before 2024-01-01',
    'since after 2018',
    'days(since) > 365',
    'vip',
    'vip = yes',
    'not paused',
    'not plan = free and vip',
    'plan in (gold, enterprise)',
    'plan contains prise',
    'plan != free',
    'country != Armenia',
    'not has(country)',
    'segment = shops',
    'score >= 9',
    'name contains acme',
    'address.city = Yerevan',
    'revenue / 2 + 1 > 25000',
    '‘x’ = ‘x’ and plan = “enterprise”',
    'revenue ≥ 50000',
    "events('signed in') = 3",
    'events(toString) > 4 and events(left) = 0 and events(constructor) = 0',
    'events(signed_in) / users = 1 or events(signed_in) * 2 >= 6',
  ])('%s', (typed) => expect(is(typed)).toBe(true));

  test.each([
    'plan = free',
    'country = Armenia',
    'country > 5',
    'revenue / users > 1',
    'since after 2024-01-01',
    'plan > 5',
    'has(country)',
    'not vip',
    'plan before 2024-01-01',
    "events('signed out') >= 1",
    "events('signed in') / events('signed out') > 0",
  ])('not: %s', (typed) => expect(is(typed)).toBe(false));
});

describe('What is no condition is refused', () => {
  test.each([
    ['', 'empty'],
    ['plan = small business', 'words'],
    ['revenue >= 50,000', 'words'],
    ['plan =', 'unreadable'],
    ['1 / 0 > 1', 'zero'],
    ['revenue / 0 > 1', 'zero'],
    [`${'('.repeat(60)}vip${')'.repeat(60)}`, 'deep'],
    [`${'not '.repeat(200)}vip`, 'deep'],
    [Array.from({ length: 60 }, () => 'vip').join(' or '), 'many'],
    ['a'.repeat(100_000), 'long'],
    ['('.repeat(100_000), 'long'],
    ['since before 2024-02-31', 'date'],
    ['since before yesterday_noon()', 'call'],
    ['constructor("x")()', 'call'],
    ['a[0] = 1', 'unreadable'],
    ['this = 1', 'unreadable'],
    ['plan ?? vip', 'sign'],
    ['`x` = 1', 'unreadable'],
    ['5', 'alone'],
    ['events()', 'part'],
  ])('%s', (typed, kind) => {
    expect(() => readCondition(typed)).toThrow(expect.objectContaining({ fault: expect.objectContaining({ kind }) }));
  });

  test('and names of prototypes are names like any other, that nobody has', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(is(`${name} = 1`)).toBe(false);
      expect(is(`has(${name})`)).toBe(false);
      expect(askedBy(readCondition(`${name} = 1`)).facts).toEqual([name]);
    }
  });
});

describe('Whatever is typed', () => {
  const names = fc.constantFrom('plan', 'revenue', 'users', 'vip', 'since', 'nothing', '__proto__');
  const value = fc.oneof(
    fc.integer(),
    fc.constantFrom('enterprise', "'small business'", 'true', '2024-01-01', '-3', '0.5'),
  );
  const term = fc.oneof(
    names,
    fc.tuple(names, fc.constantFrom('+', '-', '*', '/'), names).map((all) => all.join(' ')),
  );
  const leaf = fc.oneof(
    fc.tuple(term, fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'contains'), value).map((all) => all.join(' ')),
    names.map((name) => `has(${name})`),
    names,
  );
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc
        .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
        .map(([a, w, b]) => `(${a}) ${w} (${b})`),
      tie('condition').map((each) => `not (${each})`),
    ),
  }));

  test('a condition and its opposite never hold together, and one of them does', () => {
    fc.assert(fc.property(condition, (typed) => is(`not (${typed})`) === !is(typed)));
  });

  test('a condition says the same when it is written out again', () => {
    fc.assert(
      fc.property(condition, (typed) => {
        const again = conditionText(readCondition(typed));
        return is(again) === is(typed) && conditionText(readCondition(again)) === again;
      }),
    );
  });

  test('any text is either a condition that ends with yes or no, or refused in words', () => {
    const scraps = fc.array(
      fc.constantFrom('plan', '=', '(', ')', 'and', 'not', '/', '0', '[', ',', '"', "'", '.', '2024-01-01', ' '),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          scraps.map((all) => all.join(' ')),
          fc.string({ maxLength: 200 }),
        ),
        (typed) => {
          try {
            expect(typeof is(typed)).toBe('boolean');
          } catch (error) {
            expect(error).toBeInstanceOf(NoCondition);
          }
        },
      ),
    );
  });
});
