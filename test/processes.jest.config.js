/**
 * The tests in *.process.test.ts: they start, stop and kill the bot and the command line as processes.
 * @type {import('jest').Config}
 */
import base from '../jest.config.js';

export default {
  ...base,
  rootDir: '..',
  testMatch: ['**/*.process.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/support/processes-setup.js',
};
