/** The company that uses the bot, in a stand-in Slack that outlives every copy: who is there, what they were shown, the time. */
import { setTimeout as pause } from 'node:timers/promises';
import { cardToText } from '../../src/chat/plain-text.js';
import type { Chance } from '../support/chance.js';
import { harbourLights } from '../support/harbour-lights.js';
import { populate } from '../support/slack-stage.js';
import {
  type Acknowledged,
  byHttp,
  createDriver,
  type Driver,
  type Transport,
} from '../support/stand-in-slack/driver.js';
import { readCard } from '../support/stand-in-slack/read-card.js';
import { openSlack, type StandInSlack } from '../support/stand-in-slack/server.js';
import { createWorld, type ShownView } from '../support/stand-in-slack/world.js';

export interface Town {
  readonly slack: StandInSlack;
  /** What copies need to be in it, as environment variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly userId: (handle: string) => string;
  readonly channelId: (name: string) => string;
  /** How far it is ahead of the machine's clock, in ms. */
  aheadMs: number;
  /** Where acts are sent: the address of some copy. */
  door: () => string;
  /** How many copies were killed until now. */
  deaths: () => number;
  /** How acts reach it: repeated, out of order, late. Default: once. */
  carry: (send: Transport) => Transport;
  /**
   * What somebody was shown because of it: the texts, and the form that opened. null: the copy died, or Slack was told
   * that it was not done, or nothing was shown in time.
   * @param inChat of what stands in their private chat only what says this is an answer; absent: nothing is
   */
  see(who: string, deed: (driver: Driver) => Promise<Acknowledged>, inChat?: RegExp): Promise<Shown | null>;
  close(): Promise<void>;
}

export interface Shown {
  readonly texts: readonly string[];
  readonly view: ShownView | null;
}

/** Nobody waits for an answer longer, in ms. */
const patienceMs = 15_000;
const places = [...harbourLights.places, ...['sales', 'ops'].map((name) => ({ externalId: `C-${name}`, name }))];

export async function buildTown(): Promise<Town> {
  let aheadMs = 0;
  const world = createWorld({ now: () => new Date(Date.now() + aheadMs) });
  const slack = await openSlack({ world });
  const { ids } = populate(slack, { ...harbourLights, places });
  const idOf = (name: string) => ids.get(name) ?? name;
  const byDoor = byHttp({ url: () => town.door(), secret: world.signingSecret, now: world.now });

  const town: Town = {
    slack,
    env: {
      ...{ PLAYGROUND: 'off', PORT: '0', HOST: '127.0.0.1', NODE_ENV: 'production' },
      SLACK_BOT_TOKEN: world.bot.token,
      SLACK_SIGNING_SECRET: world.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    },
    userId: idOf,
    channelId: (name) => idOf(`#${name}`),
    get aheadMs() {
      return aheadMs;
    },
    set aheadMs(next) {
      aheadMs = next;
    },
    door: () => '',
    deaths: () => 0,
    carry: (send) => send,
    async see(who, deed, inChat) {
      const userId = idOf(who);
      const before = new Set<unknown>([...world.ephemerals, ...world.messages]);
      const updates = new Map(world.views.map((view) => [view, view.updates]));
      const isNew = (one: { readonly blocks: readonly unknown[] }) => !before.has(one);

      const shown = (): Shown | null => {
        const alone = world.ephemerals.filter((each) => each.userId === userId && isNew(each));
        const views = world.views.filter((view) => view.userId === userId && updates.get(view) !== view.updates);
        const texts = alone.map(({ blocks }) => cardToText(readCard(world, blocks)));
        const inModals = views
          .filter(({ view }) => !view.submit)
          .map(({ view }) => cardToText(readCard(world, view.blocks)));
        const chat = inChat
          ? world.messages.filter((each) => each.channel === `D${userId.slice(1)}` && isNew(each))
          : [];
        const written = chat
          .map(({ blocks }) => cardToText(readCard(world, blocks)))
          .filter((text) => inChat?.test(text));
        const view = views.findLast((each) => each.view.submit) ?? null;
        const all = [...texts, ...inModals, ...written].filter((text) => !text.startsWith('One moment'));
        return all.length > 0 || view ? { texts: all, view } : null;
      };

      const driver = createDriver(slack, town.carry(byDoor));
      const answered = await deed(driver).catch(() => null);
      if (answered?.status !== 200) return null;
      for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 20) {
        const seen = shown();
        if (seen) return seen;
        await pause(20);
      }
      return null;
    },
    close: () => slack.close(),
  };
  return town;
}

/** One of these. */
export const oneOf = <T>(chance: Chance, [first, ...others]: readonly [T, ...T[]]): T =>
  [first, ...others][Math.floor(chance.between(0, others.length + 1))] ?? first;
