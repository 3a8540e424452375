/** Many made organisations with copies of the bot around them, ready for what people do. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createChance } from '../../support/chance.js';
import { byHttp, post } from '../../support/stand-in-slack/driver.js';
import type { BenchDatabase } from '../bench-database.js';
import type { Doer } from './acts.js';
import { type Copy, startCopy } from './copy.js';
import { type Crowd, idsOf, makeCrowd } from './made-crowd.js';
import { type MadeSlack, openMadeSlack } from './made-slack.js';

export interface OpenOptions {
  readonly copies: number;
  /** Of how many organisations people do something. Default: of all. */
  readonly acting?: number;
  /** What follows `node` to start a copy. Default: as npm starts the bot. */
  readonly command?: readonly string[];
  /** Told what goes on. */
  readonly say?: (line: string) => void;
}

export interface Company {
  readonly copies: readonly Copy[];
  /** From the start of the copies until each has read the people of each organisation, in ms. */
  readonly directoriesMs: number;
  /** Who does the `at`th act: somebody by chance, through each copy in turn. */
  doerAt(at: number): Doer;
  /** Forgets what the stand-in keeps of what was said. */
  forget(): void;
  /** Stops the copies. */
  close(): Promise<void>;
}

export async function openCompany({ url }: BenchDatabase, crowd: Crowd, options: OpenOptions): Promise<Company> {
  const { say = () => undefined } = options;
  const tokenKey = randomBytes(32).toString('base64');
  const copies: Copy[] = [];
  const made = await openMadeSlack(crowd);
  const close = async () => {
    for (const copy of copies) await copy.stop();
    await made.slack.close();
  };
  try {
    say(`Making ${crowd.items} open items of ${crowd.organisations} organisations.`);
    await makeCrowd(url, crowd, tokenKey);
    say(`Starting ${options.copies} copies.`);
    const begun = performance.now();
    const env = environment(url, made, tokenKey);
    copies.push(...(await Promise.all(Array.from({ length: options.copies }, () => startCopy(env, options.command)))));
    await untilDirectoriesAreRead(made, copies, crowd);
    const directoriesMs = performance.now() - begun;
    return {
      copies,
      directoriesMs,
      doerAt: createDoers({ ...crowd, organisations: options.acting ?? crowd.organisations }, made, copies),
      forget: made.forget,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Throws when a copy gave one up. */
async function untilDirectoriesAreRead({ slack }: MadeSlack, copies: readonly Copy[], { organisations }: Crowd) {
  while (slack.callCount('usergroups.list') < copies.length * organisations) {
    const failed = copies.flatMap(({ log }) => log).find(({ msg }) => msg.includes('directory not read'));
    if (failed) throw new Error(`A directory was not read: ${JSON.stringify(failed)}`);
    await wait(50);
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
  // All of it comes from one address.
  RATE_LIMIT_PER_ADDRESS: '1000000',
  RATE_LIMIT_PER_KEY: '1000000',
});

function createDoers(crowd: Crowd, { slack, driverOf }: MadeSlack, copies: readonly Copy[]) {
  const chance = createChance(crowd.organisations);
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
