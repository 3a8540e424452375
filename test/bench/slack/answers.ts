/** p99 of `/customer feedback …`, from the signed request to the answer, against a bare Bolt app under the same load. */
import type { Driver } from '../../support/stand-in-slack/driver.js';
import { openSlack, type StandInSlack } from '../../support/stand-in-slack/server.js';
import { createWorld } from '../../support/stand-in-slack/world.js';
import { openBenchDatabase } from '../bench-database.js';
import { type Figure, quantile } from '../report.js';
import { underLoad } from '../under-load.js';
import { channelId, feedbackLine, populate, startBot, userId } from './bot-process.js';

const perSecond = 50;
/** What an answer counts that did not come with the acknowledgement: the bot shows by then that it is at work. */
const lateMs = 3_000;
const people = 40;
const warmUpSeconds = 8;

export async function* slackAnswers(serverUrl: string, isShort: boolean): AsyncGenerator<Figure> {
  const seconds = isShort ? 4 : 20;
  const bench = await openBenchDatabase(serverUrl);
  const slack = await openSlack({ world: createWorld({ now: () => new Date() }) });
  try {
    populate(slack, people);
    const bare = await measure({
      slack,
      seconds,
      command: ['--import', 'tsx', 'test/bench/processes/bare-bolt.ts'],
      env: {},
    });
    const ours = await measure({
      slack,
      seconds,
      env: { DATABASE_URL: bench.url },
      wantsAnswer: true,
    });
    yield* [
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

interface Run {
  readonly slack: StandInSlack;
  readonly seconds: number;
  /** What follows `node`. Default: the bot. */
  readonly command?: readonly string[];
  readonly env: Record<string, string>;
  /** An acknowledgement alone is no answer. */
  readonly wantsAnswer?: boolean;
}

/** Milliseconds of each request, sent at its time whether the ones before are answered or not. */
async function measure({ slack, seconds, command, env, wantsAnswer = false }: Run): Promise<number[]> {
  const bot = await startBot(slack, env, command);
  try {
    // Everybody is learned, and then the code gets warm under the load that is measured.
    for (let at = 0; at < people; at += 1) await timed(bot.driver, at, wantsAnswer);
    const one = (at: number) => timed(bot.driver, at, wantsAnswer);
    await underLoad({ perSecond, seconds: warmUpSeconds }, one);
    return await underLoad({ perSecond, seconds }, one);
  } finally {
    await bot.kill();
  }
}

async function timed(driver: Driver, at: number, wantsAnswer: boolean): Promise<number> {
  const begin = performance.now();
  const { status, body } = await driver.command(userId(at % people), feedbackLine(at), channelId(at % people));
  if (status !== 200) throw new Error(`Answered ${status}.`);
  const isAnswered = !wantsAnswer || JSON.stringify(body).includes('Thank you');
  return isAnswered ? performance.now() - begin : lateMs;
}
