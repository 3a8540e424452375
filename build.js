/**
 * Builds the program into dist/, and the packed database that a first start unpacks; `npm run build` and `npm start` run
 * it. With `--generate`, as after an install, Prisma's client for the tests too, where the development tools are there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build } from 'esbuild';

const prisma = 'node_modules/prisma/build/index.js';
if (process.argv.includes('--generate') && existsSync(prisma)) {
  const { status } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

await build({
  // The messages of languages are read as they stand.
  entryPoints: ['src/**/*.ts', 'src/languages/**/*.json'],
  loader: { '.json': 'copy' },
  outdir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
});
await import('./dist/storage/make-image.js');
