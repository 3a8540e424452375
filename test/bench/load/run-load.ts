/**
 * A load like that of many companies: copies of the bot as processes of their own on one PostgreSQL, the stand-in Slack
 * around them, and a fixed number of acts a second, each done at its time whether the ones before are answered or not.
 */
import { randomBytes } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createChance } from '../../support/chance.js';
import { byHttp, post } from '../../support/stand-in-slack/driver.js';
import { openBenchDatabase } from '../bench-database.js';
import { type Act, actAt, type Doer, isLate, wrongIn } from './acts.js';
import { type Copy, startCopy } from './copy.js';
import { type DueFigures, planDue, readDue } from './due-work.js';
import { type Crowd, idsOf, makeCrowd } from './made-crowd.js';
import { type MadeSlack, openMadeSlack } from './made-slack.js';
import { type Sample, watchCopies } from './watch-copies.js';

export interface LoadOptions {
  readonly crowd: Crowd;
  readonly seconds: number;
  /** Before anything is measured, at the same rate. */
  readonly warmUpSeconds: number;
  readonly perSecond: number;
  readonly copies: number;
  /** What follows `node` to start a copy. Default: as npm starts the bot. */
  readonly command?: readonly string[];
  /** Told what goes on. */
  say(line: string): void;
}

/** One act as it went. */
export interface Done {
  readonly act: string;
  /** Since the begin of what is measured, in ms. */
  readonly atMs: number;
  readonly ms: number;
}

export interface LoadRun {
  readonly done: readonly Done[];
  /** Answers that were not right, in words; at most the first hundred. */
  readonly wrong: readonly string[];
  readonly due: DueFigures;
  readonly samples: readonly Sample[];
  /** Steps that kept everybody waiting for more than 100 ms, as each copy's watch saw them. */
  readonly blocked: readonly { readonly blockedMs: number; readonly during: unknown }[];
  /** Other warnings and errors of the copies, with how often. */
  readonly said: Readonly<Record<string, number>>;
  /** What waited to be sent at the end, and for how long it took to be sent. */
  readonly left: { readonly count: number; readonly ms: number };
  /** From the start of a process until it answers, and until all directories are read. */
  readonly start: { readonly ms: number; readonly directoriesMs: number };
  /** How late acts were begun, because what sends them was busy itself: 99th percentile, in ms. */
  readonly ownDelayMs: number;
}

const remindersPerAct = 0.05;
/** What an answer counts at least that did not come with the acknowledgement, in ms. */
const lateMs = 3_000;

export async function runLoad(serverUrl: string, options: LoadOptions): Promise<LoadRun> {
  const { crowd, say } = options;
  const bench = await openBenchDatabase(serverUrl);
  const tokenKey = randomBytes(32).toString('base64');
  const copies: Copy[] = [];
  const slack = await openMadeSlack(crowd);
  try {
    say(`Making ${crowd.items} open items of ${crowd.organisations} organisations.`);
    await makeCrowd(bench.url, crowd, tokenKey);
    say(`Starting ${options.copies} copies.`);
    const begun = performance.now();
    const env = environment(bench.url, slack, tokenKey);
    copies.push(...(await Promise.all(Array.from({ length: options.copies }, () => startCopy(env, options.command)))));
    await untilDirectoriesAreRead(slack, options);
    const start = { ms: Math.max(...copies.map(({ startMs }) => startMs)), directoriesMs: performance.now() - begun };
    const doer = createDoers(options, slack, copies);
    say(`Warming up for ${options.warmUpSeconds} s.`);
    await send({ ...options, seconds: options.warmUpSeconds }, doer);
    await planDue(bench.database, { ...options, perSecond: options.perSecond * remindersPerAct });
    say(`Measuring ${options.perSecond} acts a second for ${options.seconds} s.`);
    const logged = copies.map(({ log }) => log.length);
    const watch = watchCopies(copies, bench, options.seconds);
    const sent = await send(options, doer);
    const samples = await watch.stop();
    const left = await untilSent(bench.database);
    const lines = copies.flatMap(({ log }, at) => log.slice(logged[at]));
    return { ...sent, due: await readDue(bench.database), samples, ...read(lines), left, start };
  } finally {
    for (const copy of copies) await copy.stop();
    await slack.slack.close();
    await bench.close();
  }
}

const environment = (url: string, { slack }: MadeSlack, tokenKey: string) => ({
  DATABASE_URL: url,
  SLACK_BOT_TOKEN: '',
  SLACK_CLIENT_ID: 'client',
  SLACK_CLIENT_SECRET: 'client-secret',
  SLACK_TOKEN_KEY: tokenKey,
  SLACK_SIGNING_SECRET: slack.world.signingSecret,
  SLACK_API_URL: slack.apiUrl,
  PUBLIC_URL: 'https://chair.example.com',
});

/** Each copy reads the people of each organisation when it starts. */
async function untilDirectoriesAreRead({ slack }: MadeSlack, { copies, crowd }: LoadOptions): Promise<void> {
  await slack.callsReach('usergroups.list', copies * crowd.organisations);
}

/** Who does the `at`th act: everybody in turn, through each copy in turn. */
function createDoers({ crowd, perSecond }: LoadOptions, { slack, driverOf }: MadeSlack, copies: readonly Copy[]) {
  const chance = createChance(perSecond);
  const pick = (count: number) => 1 + Math.floor(chance.between(0, count));
  const secret = slack.world.signingSecret;
  const sends = copies.map(({ url }) => byHttp({ url: () => url, secret, now: () => new Date() }));
  return (at: number): Doer => {
    const o = pick(crowd.organisations);
    const { url } = copies[at % copies.length] as Copy;
    return {
      ...{ crowd, o, p: pick(crowd.membersEach), c: pick(crowd.placesEach), chance },
      driver: driverOf(o, sends[at % sends.length] ?? (() => Promise.reject(new Error('There is no copy.')))),
      api: (path, body) => callApi(`${url}/api/v1/${path}`, idsOf.apiKey(o), body),
    };
  };
}

async function callApi(url: string, key: string, body: unknown) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  if (body !== undefined) return post(url, JSON.stringify(body), headers);
  const response = await fetch(url, { headers });
  return { status: response.status, body: await response.json() };
}

async function send(
  { perSecond, seconds }: LoadOptions,
  doerAt: (at: number) => Doer,
): Promise<Pick<LoadRun, 'done' | 'wrong' | 'ownDelayMs'>> {
  const done: Done[] = [];
  const wrong: string[] = [];
  const begin = performance.now();
  const own = monitorEventLoopDelay({ resolution: 5 });
  own.enable();
  const one = async (act: Act, at: number, dueMs: number) => {
    await wait(Math.max(0, begin + dueMs - performance.now()));
    const doer = doerAt(at);
    const from = performance.now();
    const answer = await act.run(doer).catch((error: unknown) => ({ status: 0, body: String(error) }));
    const ms = Math.max(performance.now() - from, isLate(act, answer) ? lateMs : 0);
    done.push({ act: act.name, atMs: dueMs, ms });
    const fault = wrongIn(act, answer);
    if (fault !== null && wrong.length < 100) wrong.push(fault);
  };
  // Timers of one second at a time: hundreds of thousands at once would be work of their own.
  const all: Promise<void>[] = [];
  for (let second = 0; second < seconds; second += 1) {
    await wait(Math.max(0, begin + second * 1_000 - performance.now()));
    for (let n = 0; n < perSecond; n += 1) {
      const at = second * perSecond + n;
      all.push(one(actAt(at), at, (at * 1_000) / perSecond));
    }
  }
  await Promise.all(all);
  own.disable();
  return { done, wrong, ownDelayMs: own.percentile(99) / 1e6 };
}

/** Waits at most a minute. */
async function untilSent(database: { executeSql(text: string): Promise<{ rows: unknown[] }> }) {
  const begin = performance.now();
  const waiting = async () => {
    const { rows } = await database.executeSql(
      `SELECT count(*)::int AS count FROM deliveries WHERE state IN ('queued', 'sending')`,
    );
    return (rows[0] as { count: number }).count;
  };
  const count = await waiting();
  for (let still = count; still > 0 && performance.now() - begin < 60_000; still = await waiting()) await wait(200);
  return { count, ms: performance.now() - begin };
}

function read(lines: Copy['log']): Pick<LoadRun, 'blocked' | 'said'> {
  const isBlocked = ({ msg }: Copy['log'][number]) => msg === 'event loop was blocked';
  const said: Record<string, number> = {};
  for (const { msg } of lines.filter((line) => !isBlocked(line))) said[msg] = (said[msg] ?? 0) + 1;
  const blocked = lines.filter(isBlocked).map(({ blockedMs, during }) => ({ blockedMs: Number(blockedMs), during }));
  return { blocked, said };
}
