/** Imports a text as if it were a file, into a feedback room in memory. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocalHost } from '../../../../src/adapters/web-api/host/local-host.js';
import {
  type ImportCounts,
  type ImportPlan,
  type ImportWish,
  importFile,
  noRows,
  type RefusedRow,
} from '../../../../src/adapters/web-api/import/import-file.js';
import { feedbackFile, scoreFile } from '../../../../src/adapters/web-api/import/kinds.js';
import { feedbackColumns } from '../../../../src/features/feedback/index.js';
import { stoppedClock } from '../../../../src/kernel/clock.js';
import type { Database } from '../../../../src/storage/database.js';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/temporary-folder.js';
import { createFakeIntake, type FakeIntake } from '../fake-intake.js';
import { createFakeScores, type FakeScores, fakeIntakes } from '../fake-scores.js';

export interface Imported {
  readonly counts: ImportCounts;
  readonly plan: ImportPlan | null;
  readonly refused: readonly RefusedRow[];
  readonly intake: FakeIntake;
}

export async function importText(
  content: string | Uint8Array,
  wish: Partial<ImportWish> = {},
  intake: FakeIntake = createFakeIntake(),
): Promise<Imported> {
  const path = join(await temporaryFolder(), 'file.csv');
  await writeFile(path, content);
  return importPath({ file: feedbackFile(feedbackColumns), path, maps: [], source: 'import', ...wish }, intake).finally(
    removeTemporaryFolders,
  );
}

/** The same into a score room. */
export async function importScores(
  content: string | Uint8Array,
  wish: Partial<ImportWish> = {},
  scores: FakeScores = createFakeScores(),
): Promise<Omit<Imported, 'intake'> & { readonly scores: FakeScores }> {
  const path = join(await temporaryFolder(), 'file.csv');
  await writeFile(path, content);
  const whole = { file: scoreFile(), path, maps: [], source: 'import', ...wish };
  const { intake: _, ...imported } = await importPath(whole, createFakeIntake(), scores).finally(
    removeTemporaryFolders,
  );
  return { ...imported, scores };
}

async function importPath(
  wish: ImportWish,
  intake: FakeIntake,
  scores: FakeScores = createFakeScores(),
): Promise<Imported> {
  const intakes = fakeIntakes(intake, scores);
  const { kind } = wish.file;
  const take = (items: readonly unknown[], source: string) => host.take({ organisationId: 'o', kind, source, items });
  // Taking items in asks the room alone.
  const host = createLocalHost({ database: {} as Database, clock: stoppedClock('2026-11-20T09:00:00Z'), intakes });
  const refused: RefusedRow[] = [];
  let counts = noRows;
  let plan: ImportPlan | null = null;
  for await (const event of importFile(take, wish)) {
    if (event.kind === 'planned') plan = event.plan;
    else if (event.kind === 'refused') refused.push(event.row);
    else counts = event.counts;
  }
  return { counts, plan, refused, intake };
}
