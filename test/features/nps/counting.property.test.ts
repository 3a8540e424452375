/** Whatever comes in, in whatever order: what is counted beside the answers is what counting all of them gives. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composeBot } from '../../../src/bot.js';
import { createPutRight } from '../../../src/delivery/put-right.js';
import { figuresOf } from '../../../src/features/nps/figures.js';
import { measure } from '../../../src/features/nps/rules/measure.js';
import { monthAt, windowsOf } from '../../../src/features/nps/rules/period.js';
import { findMetric } from '../../../src/features/nps/store/metrics.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';

interface Given {
  readonly score: number;
  readonly customer: string | undefined;
  readonly at: number;
  readonly segment: string | undefined;
}

const start = Date.UTC(2026, 4, 1);
const now = new Date('2026-11-25T12:00:00Z');
const given = fc.record({
  score: fc.integer({ min: 0, max: 10 }),
  customer: fc.option(fc.constantFrom('Ada', 'Bo', 'Cy', 'Di'), { nil: undefined }),
  // Six-hour steps, so that two answers of one instant and of one month come up.
  at: fc.integer({ min: 0, max: Math.floor((now.getTime() - start) / 21_600_000) }),
  segment: fc.option(fc.constantFrom('North', 'South'), { nil: undefined }),
});

/** Each customer's last in the window, the later told of two at one instant; answers of nobody all. */
function latestOf(all: readonly Given[], isIn: (at: Date) => boolean): readonly number[] {
  const last = new Map<string, Given>();
  const counted: number[] = [];
  for (const each of all.filter(({ at }) => isIn(instantOf(at)))) {
    const before = each.customer === undefined ? undefined : last.get(each.customer);
    if (each.customer === undefined) counted.push(each.score);
    else if (!before || each.at >= before.at) last.set(each.customer, each);
  }
  return [...counted, ...[...last.values()].map(({ score }) => score)];
}

const asked = [
  ['latest', undefined],
  ['every', undefined],
  ['latest', 'North'],
] as const;
const instantOf = (at: number) => new Date(start + at * 21_600_000);
const one = (value: number) => ({ value, count: 1 });

describeOnDatabase('Counting answers', (database) => {
  test('agrees with a direct count: batches, late answers, zones, latest and every', async () => {
    const log = createLogger('silent');
    const { house } = await composeBot({ database: database(), log, clock: stoppedClock(now), platforms: [] });
    const putRight = createPutRight();
    const deps = {
      ...house,
      database: database(),
      outbox: house.delivery,
      putRight,
      customers: null as never,
      chapters: () => [],
    };
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(given, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('Europe/London', 'Asia/Kathmandu', 'America/New_York'),
        fc.constantFrom('30d', '90d', 'month', 'quarter', '2026-Q3', '2026-05..2026-08'),
        async (batches, zone, period) => {
          run += 1;
          const { organisationId } = await makeCompany(house.people, { name: `Lantern ${run}` });
          const source = { organisationId, source: 'survey', surface: 'import', actorId: null } as const;
          for (const batch of batches) {
            const items = batch.map(({ at, ...item }) => ({ ...item, givenAt: instantOf(at).toISOString() }));
            await house.nps.intake(items, source);
          }
          const metric = await findMetric(database(), organisationId, 'NPS');
          if (!metric) throw new Error('Answers make the metric.');
          const everything = batches.flat();
          const isThere = everything.some(({ segment }) => segment === 'North');
          const profile = await house.people.organisation(organisationId);
          for (const [counting, segment] of isThere ? asked : asked.slice(0, 2)) {
            const organisation = { ...profile, settings: { ...profile.settings, timeZone: zone, counting } };
            // Read anew: another zone than that of before has its months counted again.
            const kept = (await findMetric(database(), organisationId, 'NPS')) ?? metric;
            const found = await figuresOf(deps, kept, { query: { period, segment }, organisation });
            // What is asked for is chosen first, and then each customer's latest.
            const all = everything.filter((each) => segment === undefined || each.segment === segment);
            const direct = (isIn: (at: Date) => boolean) =>
              measure(
                { kind: 'nps' },
                (counting === 'latest'
                  ? latestOf(all, isIn)
                  : all.filter(({ at }) => isIn(instantOf(at))).map(({ score }) => score)
                ).map(one),
              );
            const windows = windowsOf(period, zone, now);
            expect(found.current).toEqual(direct((at) => at >= windows.now.from && at < windows.now.until));
            expect(found.previous).toEqual(direct((at) => at >= windows.before.from && at < windows.before.until));
            for (const { month, measure: counted } of found.trend) {
              expect(counted).toEqual(direct((at) => monthAt(zone, at) === month));
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  test('two imports of the same file at once count each answer once', async () => {
    const log = createLogger('silent');
    const { house } = await composeBot({ database: database(), log, clock: stoppedClock(now), platforms: [] });
    const { organisationId } = await makeCompany(house.people);
    const source = { organisationId, source: 'survey', surface: 'import', actorId: null } as const;
    const items = Array.from({ length: 60 }, (_, index) => ({
      score: index % 11,
      customer: `Customer ${index % 7}`,
      sourceId: String(index),
      givenAt: new Date(now.getTime() - ((index * 37) % 60) * 86_400_000).toISOString(),
    }));
    const results = await Promise.all([house.nps.intake(items, source), house.nps.intake(items.toReversed(), source)]);
    expect(results.flat().filter(({ isNew }) => isNew)).toHaveLength(60);
    expect(new Set(results.flat().map(({ id }) => id)).size).toBe(60);
    expect(await house.nps.page(organisationId, { limit: 100 })).toHaveLength(60);
    const [counts] = (await database().executeSql('SELECT sum(every_count)::int AS every FROM score_months')).rows as {
      every: number;
    }[];
    expect(counts).toEqual({ every: 60 });
  });
});
