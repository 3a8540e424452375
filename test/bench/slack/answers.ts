/** p99 of `/customer feedback …`, from the signed request to the answer, against a bare Bolt app under the same load. */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { byHttp, createDriver, type Driver } from '../../support/stand-in-slack/driver.js';
import { openSlack, type StandInSlack } from '../../support/stand-in-slack/server.js';
import { addChannel, addUser, createWorld } from '../../support/stand-in-slack/world.js';
import { openBenchDatabase } from '../bench-database.js';
import { type Figure, quantile } from '../report.js';
import { startArguments } from '../start-command.js';

const perSecond = 50;
/** What an answer counts that did not come with the acknowledgement: the bot shows by then that it is at work. */
const lateMs = 3_000;
const people = 40;

export async function slackAnswers(serverUrl: string, isShort: boolean): Promise<Figure[]> {
  const seconds = isShort ? 4 : 20;
  const bench = await openBenchDatabase(serverUrl);
  const slack = await openSlack({ world: createWorld({ now: () => new Date() }) });
  try {
    fill(slack);
    const bare = await measure({
      slack,
      seconds,
      command: ['--import', 'tsx', 'test/bench/processes/bare-bolt.ts'],
      env: {},
    });
    const ours = await measure({
      slack,
      seconds,
      command: startArguments,
      env: { DATABASE_URL: bench.url },
      wantsAnswer: true,
    });
    return [
      {
        bench: 'slack',
        what: `p99 of a bare Bolt app, ${perSecond}/s for ${seconds} s`,
        value: quantile(bare, 0.99),
        unit: 'ms',
      },
      { bench: 'slack', what: 'p99 of /customer feedback, the same load', value: quantile(ours, 0.99), unit: 'ms' },
      {
        bench: 'slack',
        what: 'its p99 to that of the bare app',
        value: quantile(ours, 0.99) / quantile(bare, 0.99),
        unit: 'times',
        atMost: 3,
      },
      {
        bench: 'slack',
        what: 'slowest answer to /customer feedback',
        value: Math.max(...ours),
        unit: 'ms',
        atMost: 1_000,
      },
    ];
  } finally {
    await slack.close();
    await bench.close();
  }
}

const userId = (at: number) => `U0PERSON${at % people}`;
const channelId = (at: number) => `C0PLACE${at % people}`;

function fill({ world }: StandInSlack): void {
  for (let at = 0; at < people; at += 1) {
    addUser(world, { id: userId(at), name: `person${at}`, realName: `Person ${at}` });
  }
  for (let at = 0; at < people; at += 1) {
    addChannel(world, { id: channelId(at), name: `place${at}`, members: [...world.users.keys()] });
  }
}

interface Run {
  readonly slack: StandInSlack;
  readonly seconds: number;
  readonly command: readonly string[];
  readonly env: Record<string, string>;
  /** An acknowledgement alone is no answer. */
  readonly wantsAnswer?: boolean;
}

/** Milliseconds of each request, sent at its time whether the ones before are answered or not. */
async function measure({ slack, seconds, command, env, wantsAnswer = false }: Run): Promise<number[]> {
  const { signingSecret, bot } = slack.world;
  const child = spawn(process.execPath, command, {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      SLACK_BOT_TOKEN: bot.token,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await addressOf(child);
    const driver = createDriver(slack, byHttp({ url: () => url, secret: signingSecret, now: () => new Date() }));
    const one = (at: number) => timed(driver, at, wantsAnswer);
    // Everybody is learned, and the code is warm.
    for (let at = 0; at < 4 * people; at += 1) await one(at);
    const begin = performance.now();
    const answers = Array.from({ length: perSecond * seconds }, async (_, at) => {
      await wait(Math.max(0, begin + (at * 1_000) / perSecond - performance.now()));
      return one(at);
    });
    return await Promise.all(answers);
  } finally {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
  }
}

async function timed(driver: Driver, at: number, wantsAnswer: boolean): Promise<number> {
  const begin = performance.now();
  const line = `feedback "The refund never came, and nobody answers the phone (${at})." topic:billing severity:high`;
  const { status, body } = await driver.command(userId(at), line, channelId(at));
  if (status !== 200) throw new Error(`Answered ${status}.`);
  const isAnswered = !wantsAnswer || JSON.stringify(body).includes('Thank you');
  return isAnswered ? performance.now() - begin : lateMs;
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const part of stdout ?? []) {
    text += String(part);
    const url = /https?:\/\/\S+/.exec(text)?.[0];
    if (url) return url.replace('localhost', '127.0.0.1');
  }
  throw new Error(`It ended without saying where it listens: ${text}`);
}
