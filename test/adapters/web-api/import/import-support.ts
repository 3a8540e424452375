/** Imports a text as if it were a file, into a feedback room in memory. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalHost } from '../../../../src/adapters/web-api/host/local-host.js';
import {
  type ImportCounts,
  type ImportPlan,
  type ImportWish,
  importFile,
  type RefusedRow,
} from '../../../../src/adapters/web-api/import/import-file.js';
import { stoppedClock } from '../../../../src/kernel/clock.js';
import type { Database } from '../../../../src/storage/database.js';
import { createFakeIntake, type FakeIntake } from '../fake-intake.js';

export interface Imported {
  readonly counts: ImportCounts | null;
  readonly plan: ImportPlan | null;
  readonly refused: readonly RefusedRow[];
  readonly intake: FakeIntake;
}

/** A folder of its own for each test file that asks; `remove` when done. */
export async function scratchFolder() {
  const path = await mkdtemp(join(tmpdir(), 'import-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export async function importText(
  content: string | Uint8Array,
  wish: Partial<ImportWish> = {},
  intake: FakeIntake = createFakeIntake(),
): Promise<Imported> {
  const folder = await scratchFolder();
  try {
    const path = join(folder.path, 'file.csv');
    await writeFile(path, content);
    return await importPath({ path, maps: [], source: 'import', ...wish }, intake);
  } finally {
    await folder.remove();
  }
}

export async function importPath(wish: ImportWish, intake: FakeIntake): Promise<Imported> {
  // Taking items in asks the room alone.
  const host = createLocalHost({ database: {} as Database, clock: stoppedClock('2026-11-20T09:00:00Z'), intake });
  const refused: RefusedRow[] = [];
  let counts: ImportCounts | null = null;
  let plan: ImportPlan | null = null;
  for await (const event of importFile((items, source) => host.take({ organisationId: 'o', source, items }), wish)) {
    if (event.kind === 'planned') plan = event.plan;
    else if (event.kind === 'refused') refused.push(event.row);
    else counts = event.counts;
  }
  return { counts, plan, refused, intake };
}
