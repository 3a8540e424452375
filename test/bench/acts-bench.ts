/**
 * What each act costs a copy of the bot and PostgreSQL, from the signed request to the last message that follows from it:
 * CPU and statements. `acts` prints it for a hundred organisations; `organisations` for a hundred and for
 * ten thousand, and how many times as much the second is.
 */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { openBenchDatabase } from './bench-database.js';
import { type Act, acts, wrongIn } from './load/acts.js';
import type { Copy } from './load/copy.js';
import { planDue } from './load/due-work.js';
import { crowdOf } from './load/made-crowd.js';
import { openCompany } from './load/open-company.js';
import { cpuMsOf, cpuMsOfEach, residentMbOf } from './process-figures.js';
import { type Figure, median } from './report.js';

/** As many organisations as are called small here, and what each has. */
const few = 100;
const many = 10_000;
const membersEach = 10;
const itemsEach = 50;

/** People of as many do something, whatever others there are beside them. */
const acting = (isShort: boolean): number => few * (isShort ? shortShare : 1);
const shortShare = 0.1;

/** So many of each act in a round. */
const perRound = 100;
const rounds = 3;
const handCount = 4;
/** Watched while nobody does anything, in seconds. */
const idleSeconds = 10;

/** What one act cost. */
interface Cost {
  readonly botMs: number;
  readonly databaseMs: number;
  /** NaN where the server does not count them (pg_stat_statements). */
  readonly statements: number;
}

interface Measured {
  readonly acts: ReadonlyMap<string, Cost>;
  /** A second in which nobody does anything. */
  readonly idle: Cost;
  readonly startMs: number;
  readonly directoriesMs: number;
  readonly residentMb: number;
}

export async function* actsBench(serverUrl: string, isShort: boolean): AsyncGenerator<Figure> {
  const measured = await measure(serverUrl, few, isShort);
  for (const [name, cost] of measured.acts) yield* costFigures('acts', name, cost);
  yield* costFigures('acts', 'a second with nothing to do', measured.idle);
  const mixed = (of: keyof Cost) =>
    acts.reduce((sum, { name, share }) => sum + ((measured.acts.get(name)?.[of] ?? Number.NaN) * share) / 100, 0);
  const mix = { botMs: mixed('botMs'), databaseMs: mixed('databaseMs'), statements: mixed('statements') };
  yield* costFigures('acts', 'an act of the mix of npm run load', mix);
  const aCore = (ms: number) => 1_000 / ms;
  yield { bench: 'acts', what: 'acts that a core of the bot bears', value: aCore(mix.botMs), unit: 'a second' };
  yield { bench: 'acts', what: 'acts that a core of PostgreSQL bears', value: aCore(mix.databaseMs), unit: 'a second' };
}

/** @param isShort a try: a tenth of everything */
export async function* organisationsBench(serverUrl: string, isShort: boolean): AsyncGenerator<Figure> {
  const share = isShort ? shortShare : 1;
  const small = await measure(serverUrl, few * share, isShort);
  const large = await measure(serverUrl, many * share, isShort);
  const bench = 'organisations';
  const compared = `${many * share} organisations to ${few * share}`;
  const ratio = (what: string, from: number, to: number, unit: string): Figure => ({
    ...{ bench, value: to / from, unit: 'times', atMost: 1.5 },
    what: `${what}, ${compared} (${from.toPrecision(3)} and ${to.toPrecision(3)} ${unit})`,
  });
  for (const [name, from] of [...small.acts, ['a second with nothing to do', small.idle] as const]) {
    const to = large.acts.get(name) ?? large.idle;
    yield ratio(`${name}: CPU of the bot`, from.botMs, to.botMs, 'ms');
    yield ratio(`${name}: CPU of PostgreSQL`, from.databaseMs, to.databaseMs, 'ms');
    if (Number.isFinite(from.statements)) yield ratio(`${name}: statements`, from.statements, to.statements, '');
  }
  const more = large.residentMb - small.residentMb;
  yield {
    bench,
    what: `memory for each more organisation of ${membersEach} people`,
    value: (more * 1024) / ((many - few) * share),
    unit: 'KB',
  };
  yield ratio('start of a copy', small.startMs, large.startMs, 'ms');
  yield {
    bench,
    what: 'until all directories are read, for each organisation',
    value: large.directoriesMs / (many * share),
    unit: 'ms',
  };
}

function* costFigures(bench: string, name: string, { botMs, databaseMs, statements }: Cost): Generator<Figure> {
  yield { bench, what: `${name}: CPU of the bot`, value: botMs, unit: 'ms' };
  yield { bench, what: `${name}: CPU of PostgreSQL`, value: databaseMs, unit: 'ms' };
  if (Number.isFinite(statements)) yield { bench, what: `${name}: statements`, value: statements, unit: '' };
}

async function measure(serverUrl: string, organisations: number, isShort: boolean): Promise<Measured> {
  const crowd = crowdOf({
    organisations,
    members: organisations * membersEach,
    items: organisations * itemsEach,
  });
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const company = await openCompany(bench, crowd, { copies: 1, acting: acting(isShort) });
  const [copy] = company.copies as [Copy];
  const spent = await meter(client, copy);
  const settled = () => untilNothingWaits(client);
  try {
    const count = isShort ? perRound / 5 : perRound;
    const run = (act: Act) => inParallel(count, (at) => right(act, company.doerAt(at)));
    for (const act of acts) await run(act);
    // What falls due by itself would be counted with whatever is under way.
    await client.query('UPDATE feedback SET due_at = NULL');
    await client.query('VACUUM feedback');
    await settled();
    company.forget();
    const idle = await spent(() => wait(idleSeconds * 1_000), idleSeconds);
    const found = new Map<string, Cost>();
    const costOf = async (work: () => Promise<unknown>) => {
      const costs: Cost[] = [];
      for (let round = 0; round < rounds; round += 1) {
        costs.push(await spent(() => work().then(settled), count, idle));
        company.forget();
      }
      return middle(costs);
    };
    for (const act of acts) found.set(act.name, await costOf(() => run(act)));
    // All at once, so that the clock's ticks find them in batches.
    const remind = async () => {
      await client.query('DROP TABLE IF EXISTS load_due');
      // By this client: what it costs to plan them is not the bot's.
      const executeSql = (sql: string, values?: unknown[]) => client.query(sql, values);
      await planDue({ executeSql }, { seconds: 1, perSecond: count });
      await wait(2_500);
    };
    found.set('reminder', await costOf(remind));
    return {
      ...{ acts: found, idle, startMs: copy.startMs, directoriesMs: company.directoriesMs },
      residentMb: await residentMbOf(copy.pid),
    };
  } finally {
    await company.close();
    await client.end();
    await bench.close();
  }
}

async function right(act: Act, doer: Parameters<Act['run']>[0]): Promise<void> {
  const fault = wrongIn(act, await act.run(doer));
  if (fault !== null) throw new Error(fault);
}

const middle = (costs: readonly Cost[]): Cost => ({
  botMs: median(costs.map(({ botMs }) => botMs)),
  databaseMs: median(costs.map(({ databaseMs }) => databaseMs)),
  statements: median(costs.map(({ statements }) => statements)),
});

/** Measures what `work` cost for each of `count`; less what the time would have cost anyway. */
async function meter(client: pg.Client, { pid }: Copy) {
  const counts = await statementsCounted(client);
  const look = async () => {
    const { rows } = await client.query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'empty-chair'`,
    );
    const backends = await cpuMsOfEach((rows as readonly { pid: number }[]).map((row) => row.pid));
    return { at: performance.now(), botMs: await cpuMsOf([pid]), backends, statements: await counts() };
  };
  return async (work: () => Promise<unknown>, count: number, idle?: Cost): Promise<Cost> => {
    const from = await look();
    await work();
    const to = await look();
    const seconds = (to.at - from.at) / 1_000;
    const databaseMs = [...to.backends].reduce((sum, [each, ms]) => sum + ms - (from.backends.get(each) ?? 0), 0);
    const share = (all: number, idly = 0) => (all - idly * seconds) / count;
    return {
      botMs: share(to.botMs - from.botMs, idle?.botMs),
      databaseMs: share(databaseMs, idle?.databaseMs),
      statements: share(to.statements - from.statements, idle?.statements),
    };
  };
}

/** How many statements this database has done, where the server counts them. */
async function statementsCounted(client: pg.Client): Promise<() => Promise<number>> {
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    const sql = `SELECT sum(calls)::int AS count FROM pg_stat_statements WHERE toplevel
      AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    const count = async () => Number(((await client.query(sql)).rows[0] as { count: number }).count);
    await count();
    return count;
  } catch {
    return async () => Number.NaN;
  }
}

async function untilNothingWaits(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query("SELECT FROM deliveries WHERE state IN ('queued', 'sending') LIMIT 1");
    if (rows.length === 0) return;
    await wait(100);
  }
}

async function inParallel(count: number, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const hand = async () => {
    for (let at = next++; at < count; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: handCount }, hand));
}
