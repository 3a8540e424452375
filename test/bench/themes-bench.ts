/** What finding themes in 100,000 pieces of feedback takes: seconds, memory of the process, and how long others wait. */
import { composeBot } from '../../src/bot.js';
import { createFindingThread } from '../../src/features/themes/finding/finding-thread.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { longestStepMs } from '../../src/kernel/loop-watch.js';
import { inOrganisation } from '../../src/storage/database.js';
import { createChance } from '../support/chance.js';
import { harbourLights } from '../support/harbour-lights.js';
import { execArgv } from '../support/typed-thread.js';
import { openBenchDatabase } from './bench-database.js';
import { residentMbOf } from './process-figures.js';
import type { Figure } from './report.js';
import { watched } from './watched.js';

const itemCount = 100_000;
const now = '2026-11-23T05:00:00Z';
const things =
  'login invoice delivery export price support report phone contract refund dashboard password search mail backup';
const ails =
  'is slow|takes ten minutes|shows the wrong amount|came late|never arrives|is empty again|hangs since the update';
const about = 'for our branch in|since we moved to|when we work with|after the meeting in|as told to the people of';

/** Texts of some 20 words, of which a few name a theme and the rest is of a vocabulary of 40,000. */
function* texts(): Generator<string> {
  const chance = createChance(7);
  const one = (of: readonly string[]) => of[Math.floor(chance.between(0, of.length))] ?? '';
  const [thing, ail, end] = [things.split(' '), ails.split('|'), about.split('|')];
  const rare = () => `w${Math.floor(40_000 * chance.between(0, 1) ** 2).toString(36)}o`;
  for (let item = 0; item < itemCount; item += 1) {
    const tail = Array.from({ length: 10 }, rare).join(' ');
    yield `The ${one(thing)} ${one(ail)} ${one(end)} ${tail}.`.replaceAll(/\d/g, 'k');
  }
}

/** Not all at once: the memory that is measured is to be the bot's. */
function* inBatches(all: Iterable<string>, size: number): Generator<readonly [from: number, batch: readonly string[]]> {
  let batch: string[] = [];
  let from = 0;
  for (const one of all) {
    batch.push(one);
    if (batch.length < size) continue;
    yield [from, batch];
    from += size;
    batch = [];
  }
}

export async function* themesBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const { database } = bench;
  const { house } = await composeBot({
    ...{ database, log: createLogger('silent'), clock: stoppedClock(now), platforms: [] },
    beginFinding: createFindingThread({ execArgv }),
  });
  try {
    const { organisationId } = await house.people.connectWorkspace(harbourLights);
    for (const [from, said] of inBatches(texts(), 1_000))
      await database.executeSql(
        `INSERT INTO feedback (id, organisation_id, number, text, source, severity, captured_at, surface, state, routing,
           promise_ms)
         SELECT gen_random_uuid(), $1::uuid, $2::int + n, t, 'bench', 'normal',
           $3::timestamptz - (n + $2::int) * interval '100 seconds', 'api', 'open', '{"kind":"champion"}', 86400000
         FROM unnest($4::text[]) WITH ORDINALITY AS u(t, n)`,
        [organisationId, from, now, said],
      );
    yield* await measure('the first time', () =>
      inOrganisation(organisationId, () => house.themes.findNow(organisationId)),
    );
    yield* await measure('a week later', () =>
      inOrganisation(organisationId, () => house.themes.findNow(organisationId)),
    );
    const asked = await watched(() =>
      inOrganisation(organisationId, () => house.themes.top(organisationId, { count: 5, viewerId: null })),
    );
    yield {
      bench: 'themes',
      what: 'the most named ones, asked by another room',
      value: asked.allMs,
      unit: 'ms',
      atMost: 200,
    };
  } finally {
    await house.delivery.stop();
    await bench.close();
  }
}

async function measure(when: string, work: () => Promise<unknown>): Promise<readonly Figure[]> {
  globalThis.gc?.();
  const idle = await residentMbOf(process.pid);
  let peak = idle;
  const look = async () => {
    peak = Math.max(peak, await residentMbOf(process.pid));
  };
  const looking = setInterval(() => void look(), 50);
  const { longestMs, allMs } = await watched(work);
  clearInterval(looking);
  const bench = 'themes';
  const of = `themes of ${itemCount.toLocaleString('en-GB')} items, ${when}`;
  return [
    { bench, what: of, value: allMs / 1_000, unit: 's', atMost: 60 },
    { bench, what: `${of}: memory of the whole process at most`, value: peak, unit: 'MB', atMost: 500 },
    { bench, what: `${of}: of it for this`, value: peak - idle, unit: 'MB' },
    { bench, what: `${of}: the longest step of the main thread`, value: longestMs, unit: 'ms', atMost: longestStepMs },
  ];
}
