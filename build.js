/** Builds the program into dist/, and the packed database that a first start unpacks; `npm run build` and `npm start` run it. */
import { build } from 'esbuild';

await build({
  entryPoints: ['src/**/*.ts'],
  outdir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
});
await import('./dist/storage/make-image.js');
