/** The bot as a process of its own beside the stand-in Slack, and the people and channels that are there. */
import { spawn } from 'node:child_process';
import { byHttp, createDriver, type Driver } from '../../support/stand-in-slack/driver.js';
import type { StandInSlack } from '../../support/stand-in-slack/server.js';
import { addChannel, addUser } from '../../support/stand-in-slack/world.js';
import { addressOf } from '../address-of.js';
import { startArguments } from '../start-command.js';

export const userId = (at: number): string => `U0PERSON${at}`;
export const channelId = (at: number): string => `C0PLACE${at}`;

export const feedbackLine = (at: number): string =>
  `feedback "The refund never came, and nobody answers the phone (${at})." topic:billing severity:high`;

/** Adds people, each of them a member of many channels. */
export function populate({ world }: StandInSlack, count: number): void {
  for (let at = 0; at < count; at += 1) {
    addUser(world, { id: userId(at), name: `person${at}`, realName: `Person ${at}` });
  }
  const members = [...world.users.keys()];
  for (let at = 0; at < count; at += 1) addChannel(world, { id: channelId(at), name: `place${at}`, members });
}

export interface BotProcess {
  readonly pid: number;
  /** Sends it what people do, signed. */
  readonly driver: Driver;
  kill(): Promise<void>;
}

/** Resolves when it says where it listens. @param command what follows `node`; default: the bot, as npm starts it */
export async function startBot(
  slack: StandInSlack,
  env: Readonly<Record<string, string>>,
  command: readonly string[] = startArguments,
): Promise<BotProcess> {
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
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  try {
    const url = await addressOf(child);
    const driver = createDriver(slack, byHttp({ url: () => url, secret: signingSecret, now: () => new Date() }));
    return { pid: child.pid ?? 0, driver, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}
