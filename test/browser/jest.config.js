/**
 * The browser test: a really started bot and Debian's Chromium. Apart from `npm test`, which needs no browser.
 * @type {import('jest').Config}
 */
import base from '../../jest.config.js';

const { testPathIgnorePatterns: _, globalSetup: _setup, globalTeardown: _teardown, ...rest } = base;

export default {
  ...rest,
  rootDir: '../..',
  roots: ['<rootDir>/test/browser'],
  globalSetup: '<rootDir>/test/support/build-setup.js',
};
