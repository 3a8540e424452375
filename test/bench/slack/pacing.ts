/** Many channels with many messages each, at the one a second that Slack takes in a channel; then with Slack failing. */
import { slackPlatform } from '../../../src/adapters/slack/start.js';
import { composeBot } from '../../../src/bot.js';
import type { Card } from '../../../src/chat/card.js';
import { createDelivery } from '../../../src/delivery/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { openSlack, type StandInSlack } from '../../support/stand-in-slack/server.js';
import { addChannel, createWorld } from '../../support/stand-in-slack/world.js';
import { openBenchDatabase } from '../bench-database.js';
import type { Figure } from '../report.js';

const patienceMs = 120_000;

interface Load {
  readonly channels: number;
  readonly messages: number;
}

export async function* slackPacing(serverUrl: string, isShort: boolean): AsyncGenerator<Figure> {
  const load = isShort ? { channels: 20, messages: 4 } : { channels: 100, messages: 10 };
  const what = `${load.channels} channels, ${load.messages} messages each`;
  const calm = await send(serverUrl, load, false);
  yield { bench: 'slack', what: `${what}: time to the least possible`, value: calm.ratio, unit: 'times', atMost: 1.15 };
  const rough = await send(serverUrl, load, true);
  yield* [
    {
      bench: 'slack',
      what: 'the same with 429 and 500: time to the least possible',
      value: rough.ratio,
      unit: 'times',
      atMost: 1.15,
    },
    { bench: 'slack', what: 'the same with 429 and 500: whole', value: rough.seconds, unit: 's' },
    { bench: 'slack', what: 'the same with 429 and 500: least possible', value: rough.leastSeconds, unit: 's' },
    { bench: 'slack', what: 'messages lost', value: calm.lostCount + rough.lostCount, unit: '', atMost: 0 },
  ];
}

interface Sent {
  readonly seconds: number;
  readonly leastSeconds: number;
  readonly ratio: number;
  readonly lostCount: number;
}

async function send(serverUrl: string, load: Load, fails: boolean): Promise<Sent> {
  const bench = await openBenchDatabase(serverUrl);
  const slack = await openSlack({ world: createWorld({ now: () => new Date() }), limitsRate: true });
  try {
    const { database } = bench;
    const log = createLogger(process.env.TEST_LOG ?? 'silent');
    const { world } = slack;
    const settings = { botToken: world.bot.token, signingSecret: world.signingSecret, apiUrl: slack.apiUrl };
    const platforms = [slackPlatform(settings)];
    const bot = await composeBot({ database, log, clock: systemClock, platforms });
    const { people } = bot.house;
    await bot.platforms.connect();
    const { organisationId, placeIds } = await people.connectWorkspace({
      platform: 'slack',
      externalId: world.team.id,
      name: world.team.name,
      members: [],
      places: channelsOf(slack, load),
    });
    const delivery = createDelivery({
      database,
      clock: systemClock,
      log,
      messengerFor: bot.platforms.messengerFor,
      outgoing: () => ({ 'bench.card': { compose: async (payload) => ({ kind: 'send', card: cardOf(payload) }) } }),
    });
    await delivery.start();
    const faults = countFaults(slack, fails);
    const orders = Array.from({ length: load.messages }, (_, at) =>
      [...placeIds.values()].map((placeId) => ({
        organisationId,
        kind: 'bench.card',
        payload: { title: `${placeId} ${at}` },
        to: { kind: 'place', placeId } as const,
      })),
    ).flat();
    const begin = performance.now();
    await delivery.commit((tx) => delivery.enqueue(tx, orders));
    const titles = orders.map(({ payload }) => payload.title);
    const missing = await untilArrived(slack, titles, begin);
    const seconds = (missing.lastAt - begin) / 1_000;
    await delivery.stop();
    const leastSeconds = leastPossible(slack, faults);
    return { seconds, leastSeconds, ratio: seconds / leastSeconds, lostCount: missing.count };
  } finally {
    await slack.close();
    await bench.close();
  }
}

function channelsOf({ world }: StandInSlack, { channels }: Load) {
  return Array.from({ length: channels }, (_, at) => {
    const { id, name } = addChannel(world, { id: `C0BENCH${at}`, name: `bench${at}`, members: [world.bot.userId] });
    return { externalId: id, name };
  });
}

function cardOf(payload: unknown): Card {
  const { title } = payload as { title: string };
  return { title, summary: title, blocks: [{ kind: 'text', line: 'The refund never came.' }] };
}

/** By channel: how many calls were throttled on purpose. Every 20th call is, and every 50th fails after it arrived. */
function countFaults({ faults }: StandInSlack, fails: boolean): Map<string, number> {
  const throttled = new Map<string, number>();
  faults.rule(({ method, number, args }) => {
    if (!fails || method !== 'chat.postMessage') return null;
    const channel = String(args.channel);
    if (number % 20 === 0) {
      throttled.set(channel, (throttled.get(channel) ?? 0) + 1);
      return { kind: 'throttled', retryAfter: 1 };
    }
    return number % 50 === 0 ? { kind: 'broken', arrives: true } : null;
  });
  return throttled;
}

/** Looks until every title has arrived once at least, or patience ends. */
async function untilArrived({ world }: StandInSlack, titles: readonly string[], begin: number) {
  const wanted = new Set(titles);
  let seen = 0;
  while (performance.now() - begin < patienceMs) {
    for (; seen < world.messages.length; seen += 1) {
      const text = world.messages[seen]?.text ?? '';
      wanted.delete(text.split('\n', 1)[0] ?? '');
    }
    if (wanted.size === 0) break;
    await new Promise((done) => setTimeout(done, 5));
  }
  return { count: wanted.size, lastAt: performance.now() };
}

/**
 * The slowest channel's: a second between two messages that arrived there, twice or not, and the second that each 429
 * asks for. Nobody can be faster without breaking Slack's word.
 */
function leastPossible({ world }: StandInSlack, throttled: ReadonlyMap<string, number>): number {
  const arrived = new Map<string, number>();
  for (const { channel } of world.messages) arrived.set(channel, (arrived.get(channel) ?? 0) + 1);
  return Math.max(...[...arrived].map(([channel, count]) => count - 1 + (throttled.get(channel) ?? 0)));
}
