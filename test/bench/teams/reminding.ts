/** A reminder to 200 people at the pace that Teams allows a tenant; then with Teams failing. */
import { teamsPlatform } from '../../../src/adapters/teams/start.js';
import { savePeople } from '../../../src/adapters/teams/workspace/store.js';
import { composeBot } from '../../../src/bot.js';
import type { Card } from '../../../src/chat/card.js';
import { createDelivery } from '../../../src/delivery/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { openTeams, type StandInTeams } from '../../support/stand-in-teams/server.js';
import { addUser, createTeamsWorld, personalChat } from '../../support/stand-in-teams/world.js';
import { openBenchDatabase } from '../bench-database.js';
import type { Figure } from '../report.js';

const patienceMs = 60_000;
/** What Teams allows one tenant. [PLATFORMS T4] */
const perSecond = 50;
const people = 200;

export async function* teamsReminding(serverUrl: string): AsyncGenerator<Figure> {
  const calm = await remind(serverUrl, false);
  const rough = await remind(serverUrl, true);
  const what = `a reminder to ${people} people`;
  const ratio = { unit: 'times', atMost: 1.15 };
  yield* [
    { bench: 'teams', what: `${what}: time to the least possible`, value: calm.ratio, ...ratio },
    { bench: 'teams', what: `${what}, with 429 and 500: time to the least possible`, value: rough.ratio, ...ratio },
    { bench: 'teams', what: 'the same: whole', value: rough.seconds, unit: 's' },
    {
      bench: 'teams',
      what: 'most calls that arrive in a second',
      value: Math.max(calm.fastest, rough.fastest),
      unit: '',
    },
    { bench: 'teams', what: 'reminders lost', value: calm.lost + rough.lost, unit: '', atMost: 0 },
    { bench: 'teams', what: 'reminders doubled', value: calm.doubled + rough.doubled, unit: '', atMost: 0 },
  ];
}

interface Reminded {
  readonly seconds: number;
  readonly ratio: number;
  readonly fastest: number;
  readonly lost: number;
  readonly doubled: number;
}

async function remind(serverUrl: string, fails: boolean): Promise<Reminded> {
  const bench = await openBenchDatabase(serverUrl);
  const teams = await openTeams(createTeamsWorld(() => new Date()));
  try {
    const { database } = bench;
    const log = createLogger(process.env.TEST_LOG ?? 'silent');
    const { world, botToken, issuer } = teams;
    const app = { id: world.appId, type: 'SingleTenant', tenantId: world.tenantId, password: 'secret' } as const;
    const platform = teamsPlatform({ app, tenantIds: [world.tenantId] }, { issuer, tokenFor: async () => botToken });
    const bot = await composeBot({ database, log, clock: systemClock, platforms: [platform] });
    await bot.platforms.connect();
    const { organisationId, memberIds } = await meetEverybody(teams, bot.house);
    const delivery = createDelivery({
      database,
      clock: systemClock,
      log,
      messengerFor: bot.platforms.messengerFor,
      outgoing: () => ({ 'bench.card': { compose: async (payload) => ({ kind: 'send', card: cardOf(payload) }) } }),
    });
    await delivery.start();
    const calls = watchCalls(teams, fails);
    const orders = memberIds.map((memberId) => ({
      organisationId,
      kind: 'bench.card',
      payload: { title: memberId },
      to: { kind: 'member', memberId } as const,
      atMostOnce: true,
    }));
    const begin = performance.now();
    await delivery.commit((tx) => delivery.enqueue(tx, orders));
    while (arrived(teams).size < people && performance.now() - begin < patienceMs) {
      await new Promise((done) => setTimeout(done, 5));
    }
    const lastAt = calls.times.at(-1) ?? begin;
    await delivery.drain();
    await delivery.stop();
    const seconds = (lastAt - begin) / 1_000;
    const counts = [...arrived(teams).values()];
    return {
      seconds,
      ratio: seconds / leastSeconds(calls.times.length),
      fastest: mostInASecond(calls.times),
      lost: people - counts.length,
      doubled: counts.filter((count) => count > 1).length,
    };
  } finally {
    await teams.close();
    await bench.close();
  }
}

/** Everybody has the bot, and their private chat with it is open. */
async function meetEverybody(
  { world, serviceUrl }: StandInTeams,
  house: Awaited<ReturnType<typeof composeBot>>['house'],
) {
  const { tenantId, botId } = world;
  const users = Array.from({ length: people }, (_, at) => addUser(world, `person${at}`, { name: `Person ${at}` }));
  const members = users.map(({ aadObjectId: externalId, name }) => ({ externalId, name }));
  const setup = { platform: 'teams', externalId: tenantId, name: 'Bench', members, places: [] } as const;
  const { organisationId, memberIds } = await house.people.connectWorkspace(setup);
  const met = users.map(({ aadObjectId: personId, id: userId }) => {
    return { personId, userId, conversationId: personalChat(world, userId).id };
  });
  const tenant = { tenantId, organisationId, serviceUrl, botId, people: met };
  await savePeople(house.database, tenant, systemClock.now());
  return { organisationId, memberIds: [...memberIds.values()] };
}

function cardOf(payload: unknown): Card {
  const { title } = payload as { title: string };
  return { title, summary: title, blocks: [{ kind: 'text', line: 'The refund never came.' }] };
}

/** Every 20th call is throttled, and every 50th fails after it arrived. */
function watchCalls(teams: StandInTeams, fails: boolean) {
  const times: number[] = [];
  teams.fault = () => {
    const number = times.push(performance.now());
    if (!fails) return null;
    if (number % 50 === 0) return { status: 500, afterDelivery: true };
    return number % 20 === 0 ? { status: 429, retryAfterSeconds: 1 } : null;
  };
  return { times };
}

/** By whom it was sent to. */
function arrived({ world }: StandInTeams): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { activity } of world.messages) {
    const title = String(activity.summary);
    counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  return counts;
}

/** How long this many calls take at least within Teams' limit of calls a second. */
const leastSeconds = (callCount: number): number => Math.floor((callCount - 1) / perSecond);

function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}
