/**
 * The web home of a large organisation, as the browser waits for it: a million pieces of feedback over a year, 20,000 of them
 * overdue, a million scores of 200,000 customers, 5,000 ideas. HOME_BENCH_ITEMS makes it smaller for a try.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import { inlineSvg } from '../../src/adapters/chart-picture/inline-svg.js';
import { homeRoutes } from '../../src/adapters/public-pages/home-routes.js';
import { composeBot } from '../../src/bot.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import { makeCustomers } from './make-customers.js';
import { makeScores } from './nps-bench.js';
import { type Figure, median } from './report.js';

const itemCount = Number(process.env.HOME_BENCH_ITEMS ?? 1_000_000);
const rounds = 15;
const log = createLogger('silent');

export async function* homeBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const { house, handle } = await composeBot({ database: bench.database, log, clock: systemClock, platforms: [] });
  const { links, home, clock } = house;
  const web = express().use(homeRoutes({ clock, log, links, home: home.pages, draw: inlineSvg }));
  const server = createServer(web).listen(0, '127.0.0.1');
  try {
    const { memberIds } = await house.people.connectWorkspace(harbourLights);
    const actor = await house.people.actorOf(memberIds.get('U-grace') ?? '');
    if (!actor) throw new Error('Grace is missing.');
    const { organisationId } = actor;
    const customerCount = itemCount / 5;
    await makeCustomers(client, organisationId, { count: customerCount, segments: ['Hotels', 'Shops', null] });
    await house.nps.intake([{ score: 9 }], { organisationId, source: 'bench', surface: 'import', actorId: null });
    await makeScores(client, organisationId, { scoreCount: itemCount, customerCount });
    await makeFeedback(client, organisationId, actor.id);
    const ask = async (path: string) => {
      const { port } = server.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      const text = await response.text();
      if (response.status !== 200 || !text.includes('in time'))
        throw new Error(`${response.status}: ${text.slice(0, 500)}`);
    };
    const context = { interactionId: '', platform: 'playground', actor, place: null } as const;
    const figure = { bench: 'home', unit: 'ms' };
    yield {
      ...figure,
      what: 'the first command home ever, which counts twelve weeks',
      value: await timed(() => handle({ kind: 'command', text: 'home' }, context)),
    };
    const address = links.sign(`/home/${organisationId}/${actor.id}`, new Date(clock.now().getTime() + 3_600_000));
    const path = new URL(address).pathname + new URL(address).search;
    yield {
      ...figure,
      what: 'the first page after a start, which loads what draws',
      value: await timed(() => ask(path)),
    };
    const later: number[] = [];
    for (let round = 0; round < rounds; round += 1) later.push(await timed(() => ask(path)));
    yield { ...figure, what: 'any later page', value: median(later), atMost: 200 };
    await client.query('TRUNCATE answer_days');
    yield { ...figure, what: 'a page with nothing counted before', value: await timed(() => ask(path)) };
  } finally {
    server.close();
    await house.delivery.stop();
    await client.end();
    await bench.close();
  }
}

async function makeFeedback(client: pg.Client, organisationId: string, ownerId: string): Promise<void> {
  await client.query(
    `INSERT INTO feedback (id, organisation_id, number, text, source, severity, captured_at, surface, state, owner_id, routing,
       promise_ms, clock_used_ms, clock_started_at, promise_ends_at, resolved_at, confidential)
     SELECT gen_random_uuid(), $1::uuid, n, 'The export is empty again.', 'bench', 'normal', at, 'api',
       CASE WHEN is_open THEN 'open' ELSE 'resolved' END, $2::uuid, '{"kind":"champion"}', 86400000, (n % 40) * 3600000,
       CASE WHEN is_open THEN at END, CASE WHEN is_open THEN at + interval '1 day' END,
       CASE WHEN NOT is_open THEN at + interval '1 hour' * (n % 40) END, n % 20 = 0
     FROM (SELECT n, now() - interval '365 days' * (1 - n::float8 / $3::int) - interval '3 days' AS at, n % 50 = 0 AS is_open
       FROM generate_series(1, $3::int) n) items`,
    [organisationId, ownerId, itemCount],
  );
  await client.query(
    `INSERT INTO ideas (id, organisation_id, number, title, touches, delights, author_id, posted_at, surface, state, segments, search)
     SELECT gen_random_uuid(), $1::uuid, n, 'An idea', 'All', 'It helps', $2::uuid, now(), 'api',
       (ARRAY['new', 'discussed', 'trying', 'adopted', 'parked'])[1 + n % 5], '{}', to_tsvector('simple', 'idea')
     FROM generate_series(1, 5000) n`,
    [organisationId, ownerId],
  );
  await client.query('VACUUM ANALYZE');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
