/**
 * PGlite's folder on disk, with writes that reach the disk before a commit is answered (embedded.ts).
 * PGlite leaves fsync out, so that a power cut could take back what was acknowledged; the cost is what the disk takes.
 */
import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** The part of Emscripten's file system that PGlite's build leaves out. */
interface FileOperations {
  fsync?(stream: { readonly nfd: number }): number;
}

/** Pass this as PGlite's `fs`, with `syncedStart` as its `startParams`. */
export class SyncedFolder extends NodeFS {
  override async init(...[lite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(lite, options);
    const preRun = [emscriptenOpts.preRun ?? []].flat();
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRun, addFsync] } };
  }
}

function addFsync(module: unknown): void {
  const { NODEFS } = module as { NODEFS: { stream_ops: FileOperations } };
  NODEFS.stream_ops.fsync = (stream) => {
    fsyncSync(stream.nfd);
    return 0;
  };
}

/** `-F` turns fsync off; Emscripten's fdatasync, PostgreSQL's first choice, does nothing. */
export const syncedStart = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
];
