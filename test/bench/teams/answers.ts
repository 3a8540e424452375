/** p99 of a captured feedback in Teams, from the activity to its answer, against a bare CloudAdapter bot under the same load. */
import { spawn } from 'node:child_process';
import { createDriver, type Driver } from '../../support/stand-in-teams/driver.js';
import { openTeams, type StandInTeams } from '../../support/stand-in-teams/server.js';
import { addUser, createTeamsWorld, type TeamsUser } from '../../support/stand-in-teams/world.js';
import { addressOf } from '../address-of.js';
import { openBenchDatabase } from '../bench-database.js';
import { type Figure, quantile } from '../report.js';
import { feedbackLine } from '../slack/bot-process.js';
import { underLoad } from '../under-load.js';
import { teamsEnv } from './environment.js';

const perSecond = 25;
const people = 40;
const warmUpSeconds = 8;

export async function* teamsAnswers(serverUrl: string, isShort: boolean): AsyncGenerator<Figure> {
  const seconds = isShort ? 4 : 20;
  const bench = await openBenchDatabase(serverUrl);
  const teams = await openTeams(createTeamsWorld(() => new Date()));
  const users = populate(teams);
  try {
    const bare = await measure(teams, users, { seconds, script: 'bare-bot', env: {} });
    const ours = await measure(teams, users, { seconds, script: 'teams-bot', env: { DATABASE_URL: bench.url } });
    const [bareMs, oursMs] = [quantile(bare, 0.99), quantile(ours, 0.99)];
    const load = `${perSecond}/s for ${seconds} s`;
    yield* [
      { bench: 'teams', what: `p99 of a bare CloudAdapter bot, ${load}`, value: bareMs, unit: 'ms' },
      { bench: 'teams', what: 'p99 of a captured feedback, the same load', value: oursMs, unit: 'ms' },
      { bench: 'teams', what: 'its p99 to that of the bare bot', value: oursMs / bareMs, unit: 'times', atMost: 3 },
    ];
  } finally {
    await teams.close();
    await bench.close();
  }
}

const channelId = (at: number): string => `19:place${at}@thread.tacv2`;

/** Adds people, each of them a member of many channels. */
function populate({ world }: StandInTeams): readonly TeamsUser[] {
  const users = Array.from({ length: people }, (_, at) => addUser(world, `person${at}`, { name: `Person ${at}` }));
  const members = users.map(({ id }) => id);
  for (let at = 0; at < people; at += 1) {
    world.chats.set(channelId(at), { id: channelId(at), kind: 'channel', name: `place${at}`, members });
  }
  return users;
}

interface Run {
  readonly seconds: number;
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

async function measure(
  teams: StandInTeams,
  users: readonly TeamsUser[],
  { seconds, script, env }: Run,
): Promise<number[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', `test/bench/processes/${script}.ts`], {
    env: { ...process.env, NODE_ENV: 'production', ...teamsEnv(teams), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  try {
    const url = await addressOf(child);
    const driver = createDriver(teams, () => url);
    const timed = (at: number) => time(teams, driver, users, at);
    // Everybody and every place is learned, and then the code gets warm under the load that is measured.
    for (let at = 0; at < people; at += 1) await timed(at);
    await underLoad({ perSecond, seconds: warmUpSeconds }, timed);
    return await underLoad({ perSecond, seconds }, timed);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** The answer is a message of its own: it stands there when the activity is answered. */
async function time({ world }: StandInTeams, driver: Driver, users: readonly TeamsUser[], at: number): Promise<number> {
  const user = users[at % people] as TeamsUser;
  const before = world.messages.length;
  const begin = performance.now();
  const { status } = await driver.write(user, feedbackLine(at), { conversation: channelId(at % people) });
  const tookMs = performance.now() - begin;
  if (status !== 200) throw new Error(`Answered ${status}.`);
  if (world.messages.length === before) throw new Error('It was not answered.');
  return tookMs;
}
