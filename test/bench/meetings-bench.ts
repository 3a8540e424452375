/** Expanding 10,000 series for a week, and what a tick costs with 10 series and with 10,000 when none is due. */

import { composeBot } from '../../src/bot.js';
import { type ClockRule, startsBetween } from '../../src/features/meetings/rules/series.js';
import type { House } from '../../src/house.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { readCron } from '../../src/kernel/time/cron.js';
import type { Database } from '../../src/storage/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import { type Figure, median } from './report.js';

const seriesCount = 10_000;
const tickRounds = 15;
const ticksPerRound = 40;
const now = new Date('2026-11-23T12:00:00Z');
const zones = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Asia/Yerevan',
];

export async function* meetingsBench(serverUrl: string | undefined): AsyncGenerator<Figure> {
  yield expanding();
  if (serverUrl) yield* ticking(serverUrl);
}

/** From nothing kept: the zones' days are looked up within the measured time. */
function expanding(): Figure {
  const all = Array.from({ length: seriesCount }, (_, index) => ({
    rule: ruleOf(index),
    zone: zones[index % zones.length] ?? 'UTC',
  }));
  const span = { from: now, until: new Date(now.getTime() + 7 * 86_400_000) };
  const start = performance.now();
  let found = 0;
  for (const { rule, zone } of all) found += startsBetween(rule, zone, span).length;
  const seconds = (performance.now() - start) / 1_000;
  if (found < seriesCount) throw new Error(`Only ${found} dates of ${seriesCount} series.`);
  return { bench: 'meetings', what: '10,000 series expanded for the next week', value: seconds, unit: 's', atMost: 1 };
}

/** Half weekly, half by cron, at every quarter of an hour. */
function ruleOf(index: number): ClockRule {
  const weekday = (index % 7) + 1;
  const minutes = (index % 96) * 15;
  if (index % 2 === 0) return { kind: 'weekly', weekdays: [weekday], minutes, everyWeeks: 1, from: '2020-01-01' };
  const expression = `${minutes % 60} ${Math.floor(minutes / 60)} * * ${weekday}`;
  const fields = readCron(expression);
  if ('kind' in fields) throw new Error(expression);
  return { kind: 'cron', expression, fields };
}

async function* ticking(serverUrl: string): AsyncGenerator<Figure> {
  const small = await openBenchDatabase(serverUrl);
  const large = await openBenchDatabase(serverUrl);
  try {
    const few = await prepare(small.database, 10);
    const many = await prepare(large.database, seriesCount);
    const ratios: number[] = [];
    for (let round = 0; round < tickRounds; round += 1) {
      const fewMs = await tick(few);
      const manyMs = await tick(many);
      // The first round of each warms its caches.
      if (round > 0) ratios.push(manyMs / fewMs);
    }
    const what = 'ticks with 10,000 series to ticks with 10, when none is due';
    yield* [{ bench: 'meetings', what, value: median(ratios), unit: 'times', atMost: 1.5 }];
  } finally {
    await small.close();
    await large.close();
  }
}

async function prepare(database: Database, count: number): Promise<House> {
  const log = createLogger('silent');
  const { house } = await composeBot({ database, log, clock: stoppedClock(now), platforms: [] });
  const { organisationId } = await house.people.connectWorkspace(harbourLights);
  await database.executeSql(
    `WITH series AS (
       INSERT INTO meeting_series (id, organisation_id, place_id, name, kind, rule, time_zone, lead_minutes,
         length_minutes, created_at, plan_due_at)
       SELECT gen_random_uuid(), $1::uuid, gen_random_uuid(), 'Weekly', 'weekly',
         '{"weekdays":[1],"minutes":600,"everyWeeks":1,"from":"2020-01-01"}', 'Europe/London', 0, 60, $2::timestamptz,
         $2::timestamptz + n * interval '1 second' FROM generate_series(1, $3::int) AS n RETURNING id, place_id
     )
     INSERT INTO meetings (id, organisation_id, place_id, series_id, occurrence, name, starts_at, ends_at, opens_at,
       time_zone, state, ask_due_at, due_at)
     SELECT gen_random_uuid(), $1::uuid, place_id, id, 'next', 'Weekly', $2::timestamptz + interval '2 days',
       $2::timestamptz + interval '2 days 1 hour', $2::timestamptz + interval '2 days', 'Europe/London', 'planned',
       $2::timestamptz + interval '1 day', $2::timestamptz + interval '2 days' FROM series`,
    [organisationId, now, count],
  );
  await database.executeSql('ANALYZE meeting_series; ANALYZE meetings');
  return house;
}

/** What a tick asks of this room when nothing is due. */
async function tick({ meetings, askDue }: House): Promise<number> {
  const start = performance.now();
  for (let round = 0; round < ticksPerRound; round += 1) {
    for (const [name, dueAt] of await askDue(meetings.sweeps ?? [])) {
      if (dueAt && dueAt <= now) throw new Error(`${name} is due.`);
    }
  }
  return performance.now() - start;
}
