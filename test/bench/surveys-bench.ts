/**
 * Surveys by the hundred thousand: finding whom one asks, in the background, and the pages that customers open and send,
 * 200 requests a second beside the bot's own work. SURVEYS_BENCH makes it smaller for a try.
 */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { type Bot, composeBot } from '../../src/bot.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import type { Actor } from '../../src/kernel/person.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openPublicFace } from '../support/public-face.js';
import { execArgv } from '../support/typed-thread.js';
import { openBenchDatabase } from './bench-database.js';
import { makeCustomers } from './make-customers.js';
import type { Visit, Visits } from './processes/page-visitors.js';
import { type Figure, median, quantile } from './report.js';

const personCount = Number(process.env.SURVEYS_BENCH ?? 100_000);
const perSecond = 200;
const seconds = 25;
const warmSeconds = 5;

export async function* surveysBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const log = createLogger('silent');
  const bot = await composeBot({ database: bench.database, log, clock: systemClock, platforms: [] });
  try {
    const { memberIds } = await bot.house.people.connectWorkspace(harbourLights);
    const actor = await bot.house.people.actorOf(memberIds.get('U-grace') ?? '');
    if (!actor) throw new Error('Grace is missing.');
    await makeCustomers(client, actor.organisationId, { count: personCount, segments: ['Hotels', 'Shops', null] });
    await client.query(
      `INSERT INTO customer_people (id, organisation_id, customer_id, name, email, email_key, email_domain, created_at)
       SELECT gen_random_uuid(), organisation_id, id, 'Person of ' || name, id || '@example.com', id || '@example.com',
         'example.com', now() FROM customers`,
    );
    await client.query('VACUUM ANALYZE');
    yield* planning(bot, actor, client);
    yield* pages(bot, actor, client);
  } finally {
    await bot.scheduler.stop();
    await bot.house.delivery.stop();
    await client.end();
    await bench.close();
  }
}

const say = ({ handle }: Bot, actor: Actor, text: string) =>
  handle({ kind: 'command', text }, { interactionId: '', platform: 'playground', actor, place: null });

async function* planning(bot: Bot, actor: Actor, client: pg.Client): AsyncGenerator<Figure> {
  const start = performance.now();
  await say(bot, actor, 'survey start everyone');
  yield { bench: 'surveys', what: 'the answer to survey start', value: performance.now() - start, unit: 'ms' };
  bot.scheduler.start();
  const isPlanned = async () => {
    const { rows } = await client.query('SELECT FROM surveys WHERE planned_at IS NULL');
    return rows.length === 0;
  };
  while (!(await isPlanned())) await wait(50);
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM survey_askings');
  if (rows[0]?.count !== personCount) throw new Error(`${rows[0]?.count} of ${personCount} are asked.`);
  const value = (performance.now() - start) / 1_000;
  yield { bench: 'surveys', what: `${personCount} people planned`, value, unit: 's', atMost: 60 };
}

/** By visitors in another thread: the bot has this one, as it has a core of its own. */
async function* pages(bot: Bot, actor: Actor, client: pg.Client): AsyncGenerator<Figure> {
  const face = await openPublicFace({ house: bot.house, clock: systemClock });
  const links: string[] = [];
  for await (const piece of bot.house.surveys.pages.links(actor.organisationId, await surveyId(client)))
    links.push(...[...piece.matchAll(/\/s\/[\w-]{60}/g)].map(([path]) => path));
  const paths = Array.from({ length: perSecond * seconds }, (_, index) => links[(index * 7_919) % links.length] ?? '');
  const workerData: Visits = { base: face.base, paths, perSecond };
  const visitors = new Worker(new URL('processes/page-visitors.ts', import.meta.url), { workerData, execArgv });
  const [times] = (await once(visitors, 'message')) as [Visit[]];
  face.close();
  // The first ones open connections, on each of which the server plans each statement five times.
  const warm = times.slice(warmSeconds * perSecond);
  for (const isPost of [false, true]) {
    const those = warm.filter((each) => each.isPost === isPost).map(({ ms }) => ms);
    const what = isPost ? 'an answer is sent' : 'a page is opened';
    yield { bench: 'surveys', what: `${what}, median`, value: median(those), unit: 'ms' };
    yield { bench: 'surveys', what: `${what}, p99`, value: quantile(those, 0.99), unit: 'ms', atMost: 50 };
  }
}

async function surveyId(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM surveys');
  return rows[0]?.id ?? '';
}
