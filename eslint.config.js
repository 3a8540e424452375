/**
 * Rules that Biome does not have. Three need types: a forgotten await on a Prisma call loses a row in silence, and a new
 * kind of block must be drawn everywhere. All other rules are Biome's (biome.json).
 */

import { defineConfig } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

export default defineConfig(
  {
    ignores: ['.cache/', 'dist/', 'src/storage/generated/', 'test/support/generated/', 'src/adapters/playground/page/'],
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin, regexp },
    rules: {
      // What people type meets regular expressions: one of 3,000 tabs held everybody up for ten seconds.
      'regexp/no-super-linear-backtracking': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
);
