/**
 * A stage on which everything goes through Slack: signed requests over real HTTP into the adapter, rooms, router and
 * delivery on a real database, and back to a stand-in Slack, whose messages and modals the story reads as cards and
 * forms. Answers to the asker are no part of anybody's inbox, as on the other stage.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { PlatformAdapter } from '../../src/adapters/platform/platform-adapter.js';
import { type SlackTuning, slackPlatform } from '../../src/adapters/slack/start.js';
import { composeBot } from '../../src/bot.js';
import type { Card } from '../../src/chat/card.js';
import type { Form, FormValues } from '../../src/chat/form.js';
import { done, openForm, type Reply, showCard } from '../../src/chat/reply.js';
import type { ConnectedWorkspace, WorkspaceSetup } from '../../src/features/people/index.js';
import type { House } from '../../src/house.js';
import { createLogger } from '../../src/kernel/logger.js';
import { createTestClock, type TestClock } from './clock.js';
import { behindWall } from './models.js';
import { askedFreely, buttonOf, type Posted, type SharedStage, type StageOptions } from './stage.js';
import { type Acknowledged, byHttp, createDriver, type Driver } from './stand-in-slack/driver.js';
import { fillIn } from './stand-in-slack/fill-in.js';
import { organisationOf } from './stand-in-slack/organisation-methods.js';
import { problemsIn, readAloud, readCard, readForm } from './stand-in-slack/read-card.js';
import { openSlack, type StandInSlack } from './stand-in-slack/server.js';
import {
  addChannel,
  addUser,
  createWorld,
  directChannel,
  type Ephemeral,
  nextTs,
  type ShownView,
  type SlackView,
} from './stand-in-slack/world.js';

export interface SlackStage extends SharedStage {
  readonly house: House;
  readonly slack: StandInSlack;
  readonly driver: Driver;
  /** The adapter itself. */
  readonly adapter: PlatformAdapter;
  /** Another copy of the bot on the same database, in the same workspace. It is not started. */
  copy(tuning?: SlackTuning): Promise<PlatformAdapter>;
  /** `http://127.0.0.1:…` */
  readonly url: string;
  /** Slack's ids of people (`grace`) and places (`#support`). */
  readonly slackId: (name: string) => string;
  readonly connected: ConnectedWorkspace;
  /** The global shortcut "Capture feedback". */
  shortcut(who: string): Promise<Reply>;
  /** `who` reacts to a card or to what somebody wrote. */
  react(who: string, emoji: string, to: Card | Posted, type?: 'reaction_added' | 'reaction_removed'): Promise<Reply>;
  /** `who` opens the Home tab. */
  home(who: string): Promise<Card>;
  /** How many modals `who` has open, one upon the other. */
  modalCount(who: string): number;
  /** Resolves when everything is answered and sent. */
  settle(): Promise<void>;
}

export interface SlackStageOptions extends StageOptions {
  /** Default: so long that nothing is late, however slow the machine is. */
  readonly patienceMs?: number;
  /** How the adapter waits for Slack where nobody waits for an answer. */
  readonly pause?: (ms: number) => Promise<void>;
}

const bot = { botUserId: 'U0CHAIR' };

export async function createSlackStage(options: SlackStageOptions): Promise<SlackStage> {
  const {
    workspace,
    start,
    fetchCalendar,
    customerSources,
    baseUrl,
    log = createLogger(process.env.TEST_LOG ?? 'silent'),
  } = options;
  const database = behindWall(options.database);
  const clock = createTestClock(start);
  const slack = await openSlack({ world: createWorld({ now: () => clock.now() }) });
  const { setup, ids } = populate(slack, workspace);
  const { token: botToken } = slack.world.bot;
  const { signingSecret } = slack.world;
  const compose = (tuning: SlackTuning = {}) => {
    const patienceMs = options.patienceMs ?? 20_000;
    const settings = { botToken, signingSecret, apiUrl: slack.apiUrl };
    const platform = slackPlatform(settings, { postMs: 0, patienceMs, pause: options.pause, ...tuning });
    return composeBot({ database, log, clock, platforms: [platform], fetchCalendar, customerSources, baseUrl });
  };
  const { house, scheduler, adapters } = await compose();
  const [adapter] = adapters as [PlatformAdapter];
  const { people, delivery } = askedFreely(house);
  const connected = await people.connectWorkspace(setup);
  clock.drive(scheduler);
  await adapter.connect();
  await adapter.start();
  const { server, url } = await serve(adapter);
  const driver = createDriver(slack, byHttp({ url: () => url, secret: signingSecret, now: () => clock.now() }));
  const settle = async () => {
    await adapter.settled();
    await delivery.drain();
  };
  const stop = async () => {
    await adapter.stop();
    await delivery.stop();
    await new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
    await slack.close();
  };
  const slackId = (name: string) => required(ids, name);
  const shared = play({
    clock,
    slack,
    driver,
    connected,
    slackId,
    settled: () => adapter.settled(),
    drain: () => delivery.drain(),
  });
  return {
    ...shared,
    clock,
    house: { ...askedFreely(house), database: options.database },
    slack,
    driver,
    adapter,
    copy: async (tuning) => ((await compose(tuning)).adapters as [PlatformAdapter])[0],
    url,
    slackId,
    connected,
    settle,
    stop,
  };
}

/** The workspace's people and places in Slack's ids, in the stand-in and as people are to know them. */
export function populate(
  { world }: StandInSlack,
  workspace: WorkspaceSetup,
): { setup: WorkspaceSetup; ids: Map<string, string> } {
  const ids = new Map<string, string>();
  const slackIds = new Map<string, string>();
  const members = workspace.members.map((member) => {
    const handle = member.handle ?? member.name;
    const externalId = `U0${handle.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`;
    addUser(world, {
      id: externalId,
      name: handle,
      realName: member.name,
      tz: member.timeZone,
      isAdmin: member.isAdmin,
    });
    ids.set(handle, externalId);
    slackIds.set(member.externalId, externalId);
    return { ...member, externalId };
  });
  const everyone = [...ids.values(), bot.botUserId];
  const places = workspace.places.map(({ name }) => {
    const externalId = `C0${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`;
    addChannel(world, { id: externalId, name, members: everyone });
    ids.set(`#${name}`, externalId);
    return { externalId, name };
  });
  const championExternalId = slackIds.get(workspace.championExternalId ?? '');
  return {
    ids,
    setup: { ...workspace, platform: 'slack', externalId: world.team.id, members, places, championExternalId },
  };
}

export async function serve({ routes }: PlatformAdapter): Promise<{ server: Server; url: string }> {
  const web = express();
  if (routes) web.use(routes);
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

interface Playing {
  readonly clock: TestClock;
  readonly slack: StandInSlack;
  readonly driver: Driver;
  readonly connected: ConnectedWorkspace;
  readonly slackId: (name: string) => string;
  /** Everything is answered. */
  settled(): Promise<void>;
  /** Everything is sent. */
  drain(): Promise<void>;
}

/** How much there was to see before a deed. */
interface Before {
  readonly ephemerals: ReadonlySet<Ephemeral>;
  readonly messages: number;
  /** How often each modal had been updated. */
  readonly updates: ReadonlyMap<ShownView, number>;
}

type Where =
  | {
      readonly channel: string;
      readonly ts: string;
      readonly text: string;
      readonly isEphemeral: boolean;
      readonly threadTs: string | null;
    }
  | ShownView;

/** The stage's deeds and looks. */
function play({
  slack,
  driver,
  connected,
  slackId,
  settled,
  drain,
}: Playing): Omit<SharedStage, 'clock' | 'house' | 'stop'> &
  Pick<SlackStage, 'shortcut' | 'react' | 'home' | 'modalCount'> {
  const { world } = slack;
  /** Where the cards stand that were handed out, what is read out of them, and which modal a form is. */
  const cards = new WeakMap<Card, Where>();
  const readOut = new WeakMap<Card, string>();
  const forms = new WeakMap<Form, ShownView>();
  /** Answers that came as messages: to the asker, and to nobody's inbox. */
  const answers = new Set<string>();
  /** Modals that have closed. */
  const closed = new Set<string>();
  const modalsOf = (userId: string) =>
    new Set(world.views.filter((view) => view.userId === userId).map(({ id }) => id));
  const id = (name: string) => required(name.startsWith('#') ? connected.placeIds : connected.memberIds, slackId(name));
  const userIdOf = (memberId: string) =>
    [...connected.memberIds].find(([, ours]) => ours === memberId)?.[0] ?? memberId;

  /** What `who` sees because of it. */
  async function see(who: string, deed: () => Promise<Acknowledged>): Promise<Reply> {
    const updates = new Map(world.views.map((view) => [view, view.updates]));
    const before = { ephemerals: new Set(world.ephemerals), updates, messages: world.messages.length };
    const { status, body } = await deed();
    if (status !== 200) throw new Error(`The bot answered ${status}.`);
    await settled();
    for (const { ts } of world.messages.slice(before.messages)) answers.add(ts);
    const reply = replyOf(who, before, body);
    await drain();
    return reply;
  }

  function replyOf(who: string, before: Before, body: unknown): Reply {
    const userId = slackId(who);
    const opened = world.views.find((view) => view.userId === userId && before.updates.get(view) !== view.updates);
    if (opened) return shownView(opened);
    const ephemeral = world.ephemerals.find((each) => !before.ephemerals.has(each) && each.userId === userId);
    if (ephemeral) return showCard(cardAt(ephemeral.blocks, { ...ephemeral, isEphemeral: true, threadTs: null }));
    const written = world.messages.slice(before.messages)[0];
    if (written) return showCard(cardAt(written.blocks, { ...written, isEphemeral: false }));
    const { errors } = responseOf(body);
    if (errors) return { kind: 'fieldErrors', errors, message: Object.values(errors)[0] ?? '' };
    return done;
  }

  function shownView(shown: ShownView): Reply {
    if (!shown.view.submit) return showCard(cardAt(shown.view.blocks, shown));
    const form = readForm(world, shown.view);
    forms.set(form, shown);
    return openForm(form);
  }

  function cardAt(blocks: readonly unknown[], where: Where): Card {
    const card = readCard(world, blocks);
    cards.set(card, where);
    if ('text' in where) readOut.set(card, readAloud(where.text));
    return card;
  }

  const standing = (channel: string, isInThread: boolean): Card[] =>
    world.messages
      .filter(
        (message) =>
          message.channel === channel && !answers.has(message.ts) && (message.threadTs !== null) === isInThread,
      )
      .map((message) => cardAt(message.blocks, { ...message, isEphemeral: false }));
  const where = (card: Card): Where => {
    const found = cards.get(card);
    if (found) return found;
    throw new Error(`“${card.title}” stands nowhere.`);
  };

  return {
    id,
    say: (who, line, place = null) =>
      see(who, () => driver.command(slackId(who), typed(line), place && slackId(place))),
    tell: (who, text) => see(who, () => driver.write(slackId(who), typed(text))),
    press: (who, label, on, beside) =>
      see(who, () => {
        const { action: actionId, value } = buttonOf(on, label, beside);
        return driver.press(slackId(who), { actionId, value, on: where(on) });
      }),
    fill(who, form, values: FormValues) {
      const shown = forms.get(form);
      if (!shown) throw new Error(`“${form.title}” is not open.`);
      let problems: Reply | null = null;
      const reply = see(who, async () => {
        const answered = await driver.submit(slackId(who), shown, fillIn(shown.view, values, userIdOf));
        const { view, errors, response_action: action } = responseOf(answered.body);
        if (!view) {
          const closing = action === 'clear' ? modalsOf(slackId(who)) : errors ? [] : [shown.id];
          for (const modal of closing) closed.add(modal);
          return answered;
        }
        const next = { ...shown, view, updates: shown.updates + 1 };
        // The same form with what is wrong written into it: it stays open, and is filled in again.
        problems = view.callback_id === shown.view.callback_id ? problemsIn(view) : null;
        if (problems) forms.set(form, next);
        else world.views.push(next);
        return answered;
      });
      return reply.then((seen) => problems ?? seen);
    },
    answer: (who, text, on, place = null) =>
      see(who, () => {
        const { ts: threadTs } = messageOf(where(on));
        return driver.write(slackId(who), typed(text), { channel: place && slackId(place), threadTs });
      }),
    write(by, text, place) {
      const id = nextTs(world);
      const key = `${slackId(place)}/${id}`;
      organisationOf(world).written.set(key, { user: slackId(by), text: typed(text) });
      return { by, text, place, id };
    },
    capture: (who, { by, text, place, id: ts }) =>
      see(who, () =>
        driver.capture(slackId(who), { channel: slackId(place), ts, user: slackId(by), text: typed(text) }),
      ),
    shortcut: (who) => see(who, () => driver.globalShortcut(slackId(who))),
    react: (who, reaction, to, type = 'reaction_added') =>
      see(who, () => {
        const { channel, ts } = 'by' in to ? { channel: slackId(to.place), ts: to.id } : messageOf(where(to));
        const item = { type: 'message', channel, ts };
        return driver.event({ type, user: slackId(who), reaction, item, event_ts: nextTs(world) });
      }),
    async home(who) {
      const userId = slackId(who);
      await driver.event({ type: 'app_home_opened', user: userId, tab: 'home', event_ts: nextTs(world) });
      await settled();
      const { blocks = [], hash = '' } = organisationOf(world).homes.get(userId) ?? {};
      const view = { type: 'home', callback_id: '', private_metadata: '', title: { text: '' }, blocks: [] };
      return cardAt(blocks, { id: `V${userId}`, userId, hash, view, updates: 0 });
    },
    modalCount: (who) => [...modalsOf(slackId(who))].filter((modal) => !closed.has(modal)).length,
    inbox: (who) => standing(directChannel(world, slackId(who)).id, false),
    place: (name) => standing(slackId(name), false),
    threads: (name) => standing(slackId(name), true),
    aloud: (card) => readOut.get(card) ?? '',
    postCount: (who) => {
      const { id: channel } = directChannel(world, slackId(who));
      return world.messages.filter((message) => message.channel === channel && !answers.has(message.ts)).length;
    },
  };

  /** As Slack sends what somebody typed: escaped, people, channels and addresses in angle brackets (`should_escape`). */
  function typed(line: string): string {
    const escaped = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return escaped
      .replaceAll(/https?:\/\/\S+/g, '<$&>')
      .replaceAll(/@([\w.]+)/g, (whole, name: string) => mentionOf(name) ?? whole)
      .replaceAll(/#([\w-]+)/g, (whole, name: string) => channelOf(name) ?? whole);
  }

  function mentionOf(name: string): string | null {
    const user = [...world.users.values()].find((each) => each.name === name);
    if (user) return `<@${user.id}|${name}>`;
    return ['everyone', 'here', 'channel'].includes(name) ? `<!${name}>` : null;
  }

  function channelOf(name: string): string | null {
    const channel = [...world.channels.values()].find((each) => each.name === name);
    return channel ? `<#${channel.id}|${name}>` : null;
  }
}

function messageOf(stands: Where): Exclude<Where, ShownView> {
  if (!('view' in stands)) return stands;
  throw new Error('That is no message, but a modal or a Home tab.');
}

/** What an acknowledgement of a submitted form says. */
function responseOf(body: unknown): {
  readonly response_action?: string;
  readonly errors?: Record<string, string>;
  readonly view?: SlackView;
} {
  return typeof body === 'object' && body !== null && 'response_action' in body ? (body as object) : {};
}

function required<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const found = map.get(key);
  if (found === undefined) throw new Error(`Nobody and nothing here is called ${String(key)}.`);
  return found;
}
