import { availableParallelism } from 'node:os';

/**
 * `npm test`: everything but the browser test, which wants Chromium (`npm run test:browser`).
 * ES modules throughout, so Node runs with --experimental-vm-modules; swc only takes the types off. And with
 * --liftoff-only: in each file V8 would go on compiling PGlite anew, ever more thoroughly, which took a fifth of the
 * time and kept workers from exiting within the half second after which jest warns of a leak.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  // WebAssembly keeps hold of globals that jest would delete between files, with a warning for each.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  // Each worker holds a PostgreSQL in memory. Jest alone would leave a machine of two cores one worker.
  maxWorkers: Math.min(availableParallelism(), 4),
  workerIdleMemoryLimit: '1GB',
  // The first statement on a fresh PGlite compiles much; a busy machine needs longer than jest's 5 s.
  testTimeout: 30_000,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  // Sources say `./card.js`, as Node wants it after the build; here the file is still card.ts. Packages keep their .js.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its CommonJS build requires ES modules, which Node 20 can and jest can't.
    '^slack-blocks-to-jsx$': '<rootDir>/node_modules/slack-blocks-to-jsx/dist/index.mjs',
  },
};
