/** Capturing through the whole path against a bare insert of the same row by pg on the same server; imports likewise. */
import pg from 'pg';
import { composeBot } from '../../src/bot.js';
import { systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/id.js';
import { createLogger } from '../../src/kernel/logger.js';
import { harbourLights } from '../support/harbour-lights.js';
import { type BenchDatabase, openBenchDatabase } from './bench-database.js';
import { type Figure, median } from './report.js';

const rounds = 20;
const perRound = 50;
const batch = 500;

export async function* captureBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  try {
    const house = await houseOn(bench);
    yield* compareSingle(house, client);
    yield* compareBatches(house, client);
    await house.delivery.stop();
  } finally {
    await client.end();
    await bench.close();
  }
}

async function houseOn({ database }: BenchDatabase) {
  const log = createLogger('silent');
  const { house, handle } = await composeBot({ database, log, clock: systemClock, platforms: [] });
  const connected = await house.people.connectWorkspace(harbourLights);
  return {
    ...house,
    handle,
    graceId: connected.memberIds.get('U-grace') ?? '',
    placeId: connected.placeIds.get('C-support') ?? '',
  };
}

type BenchHouse = Awaited<ReturnType<typeof houseOn>>;

async function* compareSingle(house: BenchHouse, client: pg.Client): AsyncGenerator<Figure> {
  const actor = await house.people.actorOf(house.graceId);
  if (!actor) throw new Error('Grace is missing.');
  const place = { id: house.placeId, name: 'support' };
  await house.handle(
    { kind: 'command', text: 'route add words:refund to:@maya name:billing' },
    { interactionId: '', platform: 'playground', actor, place },
  );
  const text = 'feedback "The refund never came, and nobody answers the phone." topic:billing severity:high';
  const capture = async () => {
    const reply = await house.handle(
      { kind: 'command', text },
      { interactionId: '', platform: 'playground', actor, place },
    );
    if (reply.kind !== 'card' || !reply.card.title.startsWith('Thank you')) throw new Error(JSON.stringify(reply));
  };
  const insert = bareInsert(client, actor.organisationId);
  for (let warm = 0; warm < 3 * perRound; warm += 1) {
    await capture();
    await insert(1);
  }
  const ratios: number[] = [];
  const capturesMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const bareMs = await timed(() => repeat(perRound, () => insert(1)));
    const captureMs = await timed(() => repeat(perRound, capture));
    ratios.push(bareMs / captureMs);
    capturesMs.push(captureMs / perRound);
  }
  yield* [
    {
      bench: 'capture',
      what: 'rate of a capture to that of a bare insert, one after the other',
      value: median(ratios),
      unit: '',
      atLeast: 0.2,
    },
    { bench: 'capture', what: 'one capture', value: median(capturesMs), unit: 'ms' },
  ];
}

async function* compareBatches(house: BenchHouse, client: pg.Client): AsyncGenerator<Figure> {
  const organisationId = (await house.people.actorOf(house.graceId))?.organisationId ?? '';
  const insert = bareInsert(client, organisationId);
  let item = 0;
  const importBatch = async () => {
    const items = Array.from({ length: batch }, () => {
      item += 1;
      return { text: 'The refund never came, and nobody answers the phone.', sourceId: String(item), topic: 'billing' };
    });
    await house.feedback.intake(items, { organisationId, source: 'bench', surface: 'import', actorId: null });
  };
  await importBatch();
  await insert(batch);
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const bareMs = await timed(() => insert(batch));
    const importMs = await timed(importBatch);
    ratios.push(bareMs / importMs);
    rates.push((batch / importMs) * 1000);
  }
  yield* [
    {
      bench: 'import',
      what: 'rate of an import to that of a bare multi-row insert',
      value: median(ratios),
      unit: '',
      atLeast: 0.25,
    },
    { bench: 'import', what: 'rows imported', value: median(rates), unit: 'rows/s' },
  ];
}

let number = 10_000_000;

/** The row that a capture writes, with all its columns and indexes, and nothing around it. */
function bareInsert(client: pg.Client, organisationId: string): (rows: number) => Promise<void> {
  const columns = `id, organisation_id, number, text, source, source_item_id, topic, severity, confidential, captured_at,
    surface, state, owner_id, routing, round, promise_ms, clock_used_ms, clock_started_at, promise_ends_at, due_at`;
  const statementOf = (rows: number) => {
    const tuples = Array.from(
      { length: rows },
      (_, row) => `(${Array.from({ length: 20 }, (_, column) => `$${row * 20 + column + 1}`).join()})`,
    );
    return `INSERT INTO feedback (${columns}) VALUES ${tuples.join()}`;
  };
  const statements = new Map<number, string>();
  return async (rows) => {
    const now = systemClock.now();
    const values = Array.from({ length: rows }, () => {
      number += 1;
      return [
        newId(now),
        organisationId,
        number,
        'The refund never came, and nobody answers the phone.',
        'bare',
        String(number),
        'billing',
        'high',
        false,
        now,
        'playground',
        'open',
        newId(now),
        { kind: 'champion' },
        1,
        86_400_000,
        0,
        now,
        now,
        now,
      ];
    }).flat();
    const statement = statements.get(rows) ?? statementOf(rows);
    statements.set(rows, statement);
    await client.query({ name: `bare${rows}`, text: statement, values });
  };
}

async function repeat(count: number, work: () => Promise<void>): Promise<void> {
  for (let done = 0; done < count; done += 1) await work();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
