/** Imports a text as if it were a file, into a room in memory. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../../../../src/adapters/web-api/host/host.js';
import { createLocalHost } from '../../../../src/adapters/web-api/host/local-host.js';
import { importFile, type RefusedRow } from '../../../../src/adapters/web-api/import/import-file.js';
import { customerFile, feedbackFile, scoreFile } from '../../../../src/adapters/web-api/import/kinds.js';
import { type ImportPlan, planImport, refuseOpen, undatedOf } from '../../../../src/adapters/web-api/import/plan.js';
import type { EarlierFile } from '../../../../src/adapters/web-api/import/row-keys.js';
import type { Ground, ImportWish } from '../../../../src/adapters/web-api/import/wish.js';
import { type ImportCounts, noRows } from '../../../../src/chat/import-book.js';
import { feedbackColumns } from '../../../../src/features/feedback/index.js';
import { stoppedClock } from '../../../../src/kernel/clock.js';
import type { Database } from '../../../../src/storage/database.js';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/temporary-folder.js';
import { createFakeIntake, type FakeIntake } from '../fake-intake.js';
import { createFakeBook, createFakeScores, type FakeScores, fakeIntakes } from '../fake-scores.js';

export interface Imported {
  readonly counts: ImportCounts;
  readonly plan: ImportPlan;
  readonly refused: readonly RefusedRow[];
  readonly intake: FakeIntake;
  /** As the next file of the source is compared with it. */
  readonly earlier: EarlierFile;
}

/** What a test knows of its organisation. */
export const ground: Ground = { timeZone: 'UTC', now: new Date('2026-11-28T09:00:00Z'), earlier: [] };

/** Rows without a date are of today, unless the test asks what happens then. */
const usual = { ground, maps: [], source: 'import', undated: '2026-11-28' };

export async function importText(
  content: string | Uint8Array,
  wish: Partial<ImportWish> = {},
  intake: FakeIntake = createFakeIntake(),
): Promise<Imported> {
  return withFile(content, (path) =>
    importPath({ file: feedbackFile(feedbackColumns), path, ...usual, ...wish }, intake),
  );
}

/** The same into a score room. */
export async function importScores(
  content: string | Uint8Array,
  wish: Partial<ImportWish> = {},
  scores: FakeScores = createFakeScores(),
): Promise<Omit<Imported, 'intake'> & { readonly scores: FakeScores }> {
  const { intake: _, ...imported } = await withFile(content, (path) =>
    importPath({ file: scoreFile(), path, ...usual, ...wish }, createFakeIntake(), scores),
  );
  return { ...imported, scores };
}

/** What a file of scores is understood to be, with whatever is left open. */
export const planScores = (content: string | Uint8Array, wish: Partial<ImportWish> = {}): Promise<ImportPlan> =>
  withFile(content, (path) => planImport({ file: scoreFile(), path, ...usual, undated: undefined, ...wish }));

/** The same of feedback. */
export const planText = (content: string | Uint8Array, wish: Partial<ImportWish> = {}): Promise<ImportPlan> =>
  withFile(content, (path) =>
    planImport({ file: feedbackFile(feedbackColumns), path, ...usual, undated: undefined, ...wish }),
  );

/** The same of customers. */
export const planCustomers = (content: string | Uint8Array, wish: Partial<ImportWish> = {}): Promise<ImportPlan> =>
  withFile(content, (path) => planImport({ file: customerFile, path, ...usual, undated: undefined, ...wish }));

async function withFile<T>(content: string | Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const path = join(await temporaryFolder(), 'file.csv');
  await writeFile(path, content);
  return work(path).finally(removeTemporaryFolders);
}

async function importPath(
  wish: ImportWish,
  intake: FakeIntake,
  scores: FakeScores = createFakeScores(),
): Promise<Imported> {
  const intakes = fakeIntakes(intake, scores);
  const { kind } = wish.file;
  // Taking items in asks the room alone.
  const clock = stoppedClock('2026-11-28T09:00:00Z');
  const host = createLocalHost({ database: {} as Database, clock, intakes, imports: createFakeBook() });
  const take = (items: readonly unknown[], source: string) =>
    host.take({ organisationId: 'o', kind, source, items, importNumber: 1, olderAs: 'history' });
  const plan = await planImport(wish);
  refuseOpen(plan);
  const refused: RefusedRow[] = [];
  let counts = noRows;
  for await (const event of importFile(take, wish, plan)) {
    if (event.kind === 'refused') refused.push(event.row);
    if (event.kind === 'progress') counts = event.counts;
  }
  return { counts, plan, refused, intake, earlier: earlierOf(plan, wish, refused) };
}

/** Takes a file into the rooms of a house, as the command line does. */
export async function bringFile(
  { host, organisationId }: { readonly host: Host; readonly organisationId: string },
  content: string | Uint8Array,
  wish: Partial<ImportWish> & { readonly olderAs?: 'history' | 'open'; readonly fileName?: string } = {},
) {
  return withFile(content, async (path) => {
    const { olderAs = 'history', fileName = 'file.csv', ...reading } = wish;
    const file = reading.file ?? scoreFile();
    const { kind, metric } = file;
    const source = reading.source ?? 'import';
    const found = await host.importGround({ organisationId, kind, metric, source });
    const whole = { file, path, maps: [], source, ...reading, ground: { ...found, now: new Date(found.now) } };
    const plan = await planImport(whole);
    refuseOpen(plan);
    const { digest, shape, keys, facts, style } = plan;
    const { number } = await host.importBegun({
      ...{ organisationId, kind, metric, source, fileName, digest, shape, family: keys.family },
      ...{ undated: style.undated, settings: {} },
      rows: facts.rows.map(({ line, mark }) => `${line}:${mark}`).join(' ') || null,
    });
    const refused: RefusedRow[] = [];
    const updated: (string | null)[] = [];
    const notes: string[] = [];
    let counts = noRows;
    const take = (items: readonly unknown[], from: string) =>
      host.take({
        organisationId,
        kind,
        source: from,
        items,
        importNumber: number,
        olderAs,
        ...undatedOf(plan, whole),
      });
    for await (const event of importFile(take, whole, plan)) {
      if (event.kind === 'refused') refused.push(event.row);
      if (event.kind === 'updated') updated.push(event.id);
      if (event.kind === 'note') notes.push(`${event.line}: ${event.note}`);
      if (event.kind === 'progress') counts = event.counts;
    }
    await host.importEnded({ organisationId, number, counts, refusedLines: refused.map(({ line }) => line) });
    return { counts, refused, updated, notes, number, plan };
  });
}

function earlierOf(plan: ImportPlan, wish: ImportWish, refused: readonly RefusedRow[]): EarlierFile {
  const { digest, shape, facts, keys } = plan;
  const refusedLines = refused.map(({ line }) => line);
  return {
    number: 1,
    digest,
    shape,
    undated: wish.undated ?? null,
    family: keys.family,
    rows: facts.rows,
    refusedLines,
  };
}
