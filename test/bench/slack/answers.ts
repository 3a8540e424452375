/** p99 of `/customer feedback …`, from the signed request to the answer, against a bare Bolt app under the same load. */
import type { Driver } from '../../support/stand-in-slack/driver.js';
import { openSlack } from '../../support/stand-in-slack/server.js';
import { createWorld } from '../../support/stand-in-slack/world.js';
import { openBenchDatabase } from '../bench-database.js';
import { type Figure, quantile } from '../report.js';
import { underLoad } from '../under-load.js';
import { type BotProcess, channelId, feedbackLine, populate, startBot, userId } from './bot-process.js';

const perSecond = 50;
/** What an answer counts that did not come with the acknowledgement: the bot shows by then that it is at work. */
const lateMs = 3_000;
const people = 40;
const warmUpSeconds = 8;
/** Of each in turn, so that what else the machine does meets both alike. */
const roundSeconds = 4;

export async function* slackAnswers(serverUrl: string, isShort: boolean): AsyncGenerator<Figure> {
  const rounds = isShort ? 10 : 25;
  const bench = await openBenchDatabase(serverUrl);
  const slack = await openSlack({ world: createWorld({ now: () => new Date() }) });
  const bots: BotProcess[] = [];
  try {
    populate(slack, people);
    const begin = async (env: Record<string, string>, command?: readonly string[]) => {
      const bot = await startBot(slack, env, command);
      bots.push(bot);
      return bot.driver;
    };
    const bareBot = await begin({}, ['--import', 'tsx', 'test/bench/processes/bare-bolt.ts']);
    const ourBot = await begin({ DATABASE_URL: bench.url });
    const askBare = (at: number) => timed(bareBot, at, false);
    const askOurs = (at: number) => timed(ourBot, at, true);
    for (const ask of [askBare, askOurs]) {
      // Everybody is learned, and then the code gets warm under the load that is measured.
      for (let at = 0; at < people; at += 1) await ask(at);
      await underLoad({ perSecond, seconds: warmUpSeconds }, ask);
    }
    const bare: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(...(await underLoad({ perSecond, seconds: roundSeconds }, askBare)));
      ours.push(...(await underLoad({ perSecond, seconds: roundSeconds }, askOurs)));
    }
    const load = `${bare.length} requests, ${perSecond}/s`;
    yield* [
      { bench: 'slack', what: `p50 of a bare Bolt app, ${load}`, value: quantile(bare, 0.5), unit: 'ms' },
      { bench: 'slack', what: `p99 of a bare Bolt app, ${load}`, value: quantile(bare, 0.99), unit: 'ms' },
      { bench: 'slack', what: 'p50 of /customer feedback, the same load', value: quantile(ours, 0.5), unit: 'ms' },
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
    for (const bot of bots) await bot.kill();
    await slack.close();
    await bench.close();
  }
}

async function timed(driver: Driver, at: number, wantsAnswer: boolean): Promise<number> {
  const begin = performance.now();
  const { status, body } = await driver.command(userId(at % people), feedbackLine(at), channelId(at % people));
  if (status !== 200) throw new Error(`Answered ${status}.`);
  const isAnswered = !wantsAnswer || JSON.stringify(body).includes('Thank you');
  return isAnswered ? performance.now() - begin : lateMs;
}
