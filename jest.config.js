import { availableParallelism } from 'node:os';

/**
 * `npm test`: everything but what needs processes of its own (`npm run test:processes`) or Chromium (`npm run
 * test:browser`). Test files run in Node's
 * own module system, so that a worker loads src and its packages once (test/support/jest/native-runtime.cjs).
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: '<rootDir>/test/support/jest/native-environment.cjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/', '\\.process\\.test\\.ts$'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  testSequencer: '<rootDir>/test/support/jest/longest-first.cjs',
  // Each worker holds a PostgreSQL in memory. Jest alone would leave a machine of two cores one worker.
  maxWorkers: Math.min(availableParallelism(), 4),
  workerIdleMemoryLimit: '1GB',
  // Ends a test that hangs. How long work takes is for `npm run bench`: a busy machine needs many times as long.
  testTimeout: 300_000,
  runtime: '<rootDir>/test/support/jest/native-runtime.cjs',
  transform: {},
};
