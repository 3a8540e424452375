/** The door of copying a whole database: into a file, out of it, or into another database. src/backup.ts composes it. */

export { keyFileName, readKeyFile, writeKeyFile } from '../key-file.js';
export type { TableFigures } from './catalogue.js';
export { countForPlans, fillTable, goOnCounting, prepare, requireKnown, requireSame } from './fill.js';
export {
  copyUnused,
  type ForgottenHash,
  openCopySource,
  openFolderSource,
  openServerSource,
  type Source,
} from './source.js';
export { type FolderTarget, openFolderTarget, openServerTarget, type Target } from './target.js';
