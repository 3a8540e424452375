/**
 * Jest's order of test files, with those that take longest in front. In a fresh checkout jest knows no durations and goes by
 * the size of files: the fuzz test, which takes as long as ninety others, came last, and the other worker stood idle meanwhile.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

/** By path, the longest first. */
const longest = [
  'test/chaos/chaos.process.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/adapters/playground/made-up-month.test.ts',
  'test/features/walls.test.ts',
  'test/features/isolation.test.ts',
  'test/adapters/teams/every-command.test.ts',
];

const rankOf = ({ path }) => {
  const at = longest.findIndex((name) => path.endsWith(name));
  return at < 0 ? longest.length : at;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
};
