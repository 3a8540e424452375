/** Conditions of segments, rules and tips: any text is a condition that ends with yes or no, or is refused in words. */
import { typedCondition } from '../../../src/features/customers/conditions.js';
import { askedBy, conditionText, NoCondition } from '../../../src/features/customers/rules/condition/condition.js';
import { holds } from '../../../src/features/customers/rules/condition/judge.js';
import { readCondition } from '../../../src/features/customers/rules/condition/read-condition.js';
import { knownOf } from '../../../src/features/customers/rules/segment.js';
import { doorOf } from '../door.js';
import { mutated, texts } from '../hostile.js';
import { checkPrototypes, readsOrRefuses } from '../promises.js';

const now = new Date('2026-11-29T12:00:00Z');
const told = (value: string | number | boolean) => ({ value, source: 'CRM', at: '2026-11-01T00:00:00.000Z' });
const acme = knownOf(
  {
    id: '1',
    name: 'Acme Ltd',
    segment: 'Shops',
    attributes: {
      plan: told('Enterprise'),
      revenue: told('50,000'),
      users: told(0),
      since: told('2019-05-01'),
      vip: told(true),
    },
    score: 9,
    events: { 'Signed In': 2, toString: 5 },
    ruleSegments: [],
  },
  now,
);

const words = [
  'plan',
  'revenue',
  'users',
  'since',
  'vip',
  'score',
  'segment',
  'name',
  '=',
  '!=',
  '<=',
  '>',
  '+',
  '-',
  '*',
  '/',
]
  .concat(['and', 'or', 'not', 'in', 'contains', 'before', 'after', 'has(', 'days(', 'events(', 'fact(', '(', ')', ','])
  .concat([
    'enterprise',
    "'small business'",
    '“x”',
    '2024-01-01',
    '2018',
    '50000',
    '0',
    'yes',
    'a.b',
    'a[0]',
    'x()',
    '?',
    ':',
  ])
  .concat(['not '.repeat(30), '('.repeat(60), 'vip or '.repeat(60), '1 + '.repeat(50)]);

export const conditionDoor = doorOf<string>({
  name: 'conditions',
  share: 150,
  mostWork: 300_000,
  inputs: texts(words),
  mutations: (corpus) => mutated(corpus, words),
  open: async () => ({
    knock(typed) {
      readsOrRefuses(() => typedCondition(typed));
      try {
        const condition = readCondition(typed);
        const answer = holds(condition, acme);
        if (typeof answer !== 'boolean') throw new Error('Neither yes nor no.');
        askedBy(condition);
        if (holds(readCondition(conditionText(condition)), acme) !== answer)
          throw new Error('Written out it says another thing.');
      } catch (error) {
        if (!(error instanceof NoCondition)) throw error;
      }
      checkPrototypes();
    },
  }),
});
