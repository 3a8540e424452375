/**
 * How long the process is blocked at most, and how long all takes, when ten thousand reminders of one person fall due,
 * and when a changed calendar counts twenty thousand promises anew: on the server, and on the embedded database.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/kernel/logger.js';
import { type Database, openDatabase } from '../../src/storage/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage } from '../support/stage.js';
import { openBenchDatabase } from './bench-database.js';
import type { Figure } from './report.js';
import { seedFeedback as seed, start } from './running-feedback.js';
import { watched } from './watched.js';

const reminderCount = 10_000;
const runningCount = 20_000;

export async function* remindersBench(serverUrl: string | undefined): AsyncGenerator<Figure> {
  if (serverUrl) {
    const bench = await openBenchDatabase(serverUrl);
    yield* measureOn('on a server', bench.database);
    await bench.close();
  }
  const folder = await mkdtemp(join(tmpdir(), 'empty-chair-bench-'));
  const database = await openDatabase({ dataDir: folder, log: createLogger('silent') });
  yield* measureOn('embedded', database);
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

async function* measureOn(where: string, database: Database): AsyncGenerator<Figure> {
  const stage = await createStage({ database, workspace: harbourLights, start });
  try {
    yield* remindOne(where, database, stage);
    yield* recount(where, database, stage);
  } finally {
    await stage.stop();
  }
}

async function* remindOne(where: string, database: Database, stage: Stage): AsyncGenerator<Figure> {
  await seed(database, stage, reminderCount);
  await database.executeSql(
    `INSERT INTO reminders (organisation_id, kind, subject_id, round, step, repeat, role, recipient_id, due_at, state)
     SELECT organisation_id, 'feedback.promise', id, 1, 25, 0, 'owner', owner_id, $1, 'planned' FROM feedback`,
    [stage.clock.now()],
  );
  const run = await watched(() => stage.clock.advance({ seconds: 1 }));
  const { rows } = await database.executeSql(`SELECT count(*)::int AS n FROM reminders WHERE state = 'sent'`);
  const sent = (rows[0] as { n: number }).n;
  if (sent !== reminderCount) throw new Error(`Only ${sent} of ${reminderCount} were sent.`);
  const what = `10,000 due reminders of one person, ${where}`;
  yield { bench: 'reminders', what: `${what}: the longest step`, value: run.longestMs, unit: 'ms', atMost: 100 };
  yield { bench: 'reminders', what: `${what}: all of it`, value: run.allMs / 1000, unit: 's' };
  await database.executeSql('DELETE FROM feedback');
  await database.executeSql('DELETE FROM reminders');
}

async function* recount(where: string, database: Database, stage: Stage): AsyncGenerator<Figure> {
  await seed(database, stage, runningCount);
  const change = await watched(() => stage.say('grace', 'settings holidays:2026-11-19'));
  const rest = await watched(() => stage.clock.advance({ seconds: 1 }));
  const { rows } = await database.executeSql(
    `SELECT count(*)::int AS n FROM feedback WHERE promise_ends_at = '2026-11-20T12:00:00Z'`,
  );
  const moved = (rows[0] as { n: number }).n;
  if (moved !== runningCount) throw new Error(`Only ${moved} of ${runningCount} promises were counted anew.`);
  const what = `20,000 promises counted anew, ${where}`;
  const longestMs = Math.max(change.longestMs, rest.longestMs);
  yield { bench: 'reminders', what: `${what}: the longest step`, value: longestMs, unit: 'ms', atMost: 250 };
  yield { bench: 'reminders', what: `${what}: until the settings answer`, value: change.allMs, unit: 'ms' };
  yield { bench: 'reminders', what: `${what}: all of it`, value: (change.allMs + rest.allMs) / 1000, unit: 's' };
}
