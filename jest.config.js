/**
 * `npm test`: everything but the browser test, which wants Chromium (`npm run test:browser`).
 * ES modules throughout, so Node runs with --experimental-vm-modules; swc only takes the types off.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
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
