/**
 * The longest step of each heavy piece of work: how long everybody else waits for it. On the server, and on the embedded
 * database, whose statements run in this process.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawPng } from '../../src/adapters/chart-picture/draw-chart.js';
import { createLocalHost } from '../../src/adapters/web-api/host/local-host.js';
import { createLogger } from '../../src/kernel/logger.js';
import { longestStepMs } from '../../src/kernel/loop-watch.js';
import { type Database, openDatabase } from '../../src/storage/database.js';
import { chartCards } from '../support/chart-gallery.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage } from '../support/stage.js';
import { openBenchDatabase } from './bench-database.js';
import type { Figure } from './report.js';
import { seedFeedback, start } from './running-feedback.js';
import { watched } from './watched.js';

export async function* loopBench(serverUrl: string | undefined, isShort: boolean): AsyncGenerator<Figure> {
  const drawn = await watched(async () => {
    for (const { card } of chartCards)
      for (const block of card.blocks) if (block.kind === 'chart') await drawPng(block.chart);
  });
  yield figure('every chart of the gallery as a picture', drawn);
  if (serverUrl) {
    const bench = await openBenchDatabase(serverUrl);
    yield* measureOn('on a server', bench.database, isShort ? 20_000 : 200_000);
    await bench.close();
  }
  const folder = await mkdtemp(join(tmpdir(), 'empty-chair-bench-'));
  const database = await openDatabase({ dataDir: folder, log: createLogger('silent') });
  yield* measureOn('embedded', database, 10_000);
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

async function* measureOn(where: string, database: Database, openCount: number): AsyncGenerator<Figure> {
  const stage = await createStage({ database, workspace: harbourLights, start });
  const of = (what: string, work: () => Promise<unknown>) => measured(`${what}, ${where}`, work);
  try {
    yield* longLines(of, stage);
    yield of('a directory of 20,000 people', () => connectMany(stage));
    yield of('5,000 rows of feedback taken in', () => takeRows(database, stage));
    for (let rule = 0; rule < 100; rule += 1) await stage.say('grace', `segment add S${rule} when:"users > ${rule}"`);
    yield of('facts of 500 customers with 100 segments', () => tellFacts(stage));
    await database.executeSql('DELETE FROM feedback');
    await seedFeedback(database, stage, openCount);
    const many = `${openCount.toLocaleString('en-GB')} open items`;
    for (const line of [
      'owe',
      'feedback list',
      'report',
      'report year',
      'home',
      'feedback list words:export',
      'meeting now',
      'nps',
    ])
      yield of(`“${line}” with ${many}`, () => stage.say('maya', line, line === 'meeting now' ? '#support' : null));
    if (where === 'embedded')
      yield of(`the clock moved three days with ${many}`, () => stage.clock.advance({ hours: 72 }));
  } finally {
    await stage.stop();
  }
}

type Of = (what: string, work: () => Promise<unknown>) => Promise<Figure>;

async function measured(what: string, work: () => Promise<unknown>): Promise<Figure> {
  return figure(what, await watched(work));
}

const figure = (what: string, { longestMs }: { readonly longestMs: number }): Figure => ({
  bench: 'loop',
  what: `${what}: the longest step`,
  value: longestMs,
  unit: 'ms',
  atMost: longestStepMs,
});

const pieces = ['a ', 'word, ', '"', '“', '@maya ', 'customer:', '😀', '. ', '    ', 'F-1 ', '<@U1>', '١ '];

async function* longLines(of: Of, stage: Stage): AsyncGenerator<Figure> {
  for (const [what, begin] of [
    ['a line', ''],
    ['feedback', 'feedback '],
    ['an idea', 'idea '],
    ['what was learned', 'learn '],
  ] as const)
    yield of(`${what} of 10,000 characters, a dozen kinds`, async () => {
      for (const piece of pieces) await stage.say('maya', begin + piece.repeat(10_000 / piece.length));
    });
}

async function connectMany({ house: { people } }: Stage): Promise<void> {
  const members = Array.from({ length: 20_000 }, (_, n) => ({
    externalId: `U-${n}`,
    handle: `p${n}`,
    name: `Person ${n}`,
  }));
  await people.connectWorkspace({ ...harbourLights, members: [...harbourLights.members, ...members] });
}

async function takeRows(database: Database, { clock, house: { intakes, imports } }: Stage): Promise<void> {
  const [organisation] = await database.query<{ id: string }[]>`SELECT id::text FROM organisations`;
  const host = createLocalHost({ database, clock, intakes, imports });
  for (let from = 0; from < 5_000; from += 1_000) {
    const items = Array.from({ length: 1_000 }, (_, n) => ({
      text: `Row ${from + n} is slow`,
      customer: `C ${n % 300}`,
      sourceId: `r${from + n}`,
    }));
    await host.take({
      organisationId: organisation?.id ?? '',
      kind: 'feedback',
      source: 'import',
      items,
      importNumber: 1,
      olderAs: 'history',
    });
  }
}

async function tellFacts({ house: { customers }, id, house: { people } }: Stage): Promise<void> {
  const actor = await people.actorOf(id('grace'));
  const messages = Array.from({ length: 500 }, (_, n) => ({
    type: 'group',
    groupId: `g${n}`,
    traits: { name: `C ${n}`, users: n },
  }));
  await customers.takeFacts(messages, { organisationId: actor?.organisationId ?? '', source: 'bench' });
}
