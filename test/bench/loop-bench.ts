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
import { type Asked, makeCustomers, makeFeedback, makeLatestScores } from './make-customers.js';
import type { Figure } from './report.js';
import { start } from './running-feedback.js';
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

async function* measureOn(where: string, database: Database, count: number): AsyncGenerator<Figure> {
  const stage = await createStage({ database, workspace: harbourLights, start });
  const of = (what: string, work: () => Promise<unknown>) => measured(`${what}, ${where}`, work);
  try {
    yield* longLines(of, stage);
    yield of('a directory of 20,000 people', () => connectMany(stage));
    yield of('5,000 rows of feedback taken in', () => takeRows(database, stage));
    for (let rule = 0; rule < 100; rule += 1) await stage.say('grace', `segment add S${rule} when:"users > ${rule}"`);
    yield of('facts of 500 customers with 100 segments', () => tellFacts(stage));
    await database.executeSql('DELETE FROM feedback');
    const client = { query: (sql: string, values?: unknown[]) => database.executeSql(sql, values) };
    await makeYears(client, stage, count);
    const many = `${count.toLocaleString('en-GB')} items of two years`;
    for (const line of lines)
      yield of(`“${line}” with ${many}`, () => stage.say('grace', line, line === 'meeting now' ? '#support' : null));
    if (where === 'embedded')
      yield of(`the clock moved three days with ${many}`, () => stage.clock.advance({ hours: 72 }));
  } finally {
    await stage.stop();
  }
}

/** What reads much of what an organisation has. */
const lines = `
owe
feedback list
feedback list mine
feedback list overdue
feedback list resolved
feedback list export
feedback list customer:"Customer 7"
feedback alike F-12
F-12
who Customer 7
settings answering:"mon-fri 9:00-17:00 within 1h"
report
report year
home
meeting now
nps
nps year
segment add Big when:"users > 3"
customer pairs
customer fields
tips
ideas
risk all
themes find
audit
retention 24 months
export customer:"Customer 7"
forget customer Customer 7
route add words:refund to:@ben
promise add 4h when:"severity = high"
settings promise:48h
alert figures
newsletter draft
honours month
survey start everyone
survey gap
notices
trials
customer merge "Customer 8" into "Customer 9"
customer rename "Customer 9" to Harbour
follow`
  .trim()
  .split('\n');

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

/** Two thirds are resolved, with what happened on their way; every customer gave a score. */
async function makeYears(client: Asked, stage: Stage, count: number): Promise<void> {
  const { house, id } = stage;
  const organisationId = (await house.people.actorOf(id('grace')))?.organisationId ?? '';
  const customerCount = count / 10;
  await makeCustomers(client, organisationId, { count: customerCount, segments: ['Hotels', 'Shops', null] });
  await makeLatestScores(client, organisationId);
  await makeFeedback(client, organisationId, { count, customerCount, ownerIds: [id('maya'), id('ben'), id('grace')] });
  await client.query(
    `INSERT INTO history (organisation_id, subject, at, what, actor_id, surface, details)
     SELECT organisation_id, 'feedback:' || f.id, at, what, owner_id, 'api', details
     FROM feedback f CROSS JOIN LATERAL (VALUES (captured_at, 'captured', '{}'::jsonb),
       (captured_at, 'routed', jsonb_build_object('ownerId', owner_id, 'routing', routing)),
       (captured_at + interval '2 hours', 'acknowledged', '{}'), (captured_at + interval '3 hours', 'waiting', '{}'),
       (captured_at + interval '4 hours', 'resumed', '{}'), (resolved_at, 'resolved', '{}')) AS v(at, what, details)
     WHERE at IS NOT NULL ORDER BY f.number, at`,
  );
  await client.query('ANALYZE history');
}
