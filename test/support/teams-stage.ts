/**
 * A stage on which everything goes through Teams: activities with real tokens over real HTTP into the adapter, rooms,
 * router and delivery on a real database, and back to a stand-in connector, whose Adaptive Cards the story reads as cards
 * and forms. Answers to the asker are no part of anybody's inbox, as on the other stages.
 */
import type { PlatformAdapter } from '../../src/adapters/platform/platform-adapter.js';
import type { PlatformDeps } from '../../src/adapters/platform/platform-deps.js';
import type { TeamsTuning } from '../../src/adapters/teams/start.js';
import { composeBot } from '../../src/bot.js';
import type { Card } from '../../src/chat/card.js';
import type { Form } from '../../src/chat/form.js';
import { cardToText } from '../../src/chat/plain-text.js';
import { done, openForm, type Reply, showCard } from '../../src/chat/reply.js';
import type { ConnectedWorkspace, WorkspaceSetup } from '../../src/features/people/index.js';
import { createLogger } from '../../src/kernel/logger.js';
import { createTestClock } from './clock.js';
import { behindWall } from './models.js';
import { serve } from './slack-stage.js';
import { askedFreely, buttonOf, type SharedStage, type StageOptions } from './stage.js';
import { type Answered, createDriver, type Driver } from './stand-in-teams/driver.js';
import { fillIn } from './stand-in-teams/fill-in.js';
import { standInPlatform } from './stand-in-teams/platform.js';
import { formData, readCard, readForm } from './stand-in-teams/read-card.js';
import { openTeams, type StandInTeams } from './stand-in-teams/server.js';
import {
  addUser,
  createTeamsWorld,
  nextId,
  personalChat,
  type TeamsMessage,
  type TeamsUser,
} from './stand-in-teams/world.js';

type Json = Readonly<Record<string, unknown>>;

export interface TeamsStage extends SharedStage {
  /** A line in a conversation of that id; null: in the private chat. By slash it is for the bot's eyes and carries no mention. */
  sayIn(who: string, line: string, conversation: string | null, bySlash?: boolean): Promise<Reply>;
  readonly teams: StandInTeams;
  readonly driver: Driver;
  readonly adapter: PlatformAdapter;
  /** Of the bot. */
  readonly url: string;
  readonly connected: ConnectedWorkspace;
  readonly user: (handle: string) => TeamsUser;
  /** The conversation's id of `#support`. */
  readonly chat: (name: string) => string;
  /** Another copy of the bot on the same database. It is not started. */
  copy(tuning?: TeamsTuning): Promise<PlatformAdapter>;
  /**
   * Another copy that receives, to which `driver` sends. `close` ends it as a kill does: what it was at stays undone.
   * @param around what it is given in place of what the bot offers
   */
  mortalCopy(around: (deps: PlatformDeps) => PlatformDeps, tuning?: TeamsTuning): Promise<MortalCopy>;
  settle(): Promise<void>;
}

export interface MortalCopy {
  readonly adapter: PlatformAdapter;
  readonly driver: Driver;
  close(): Promise<void>;
}

export interface TeamsStageOptions extends StageOptions {
  readonly tuning?: TeamsTuning;
}

export async function createTeamsStage(options: TeamsStageOptions): Promise<TeamsStage> {
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
  const teams = await openTeams(createTeamsWorld(() => clock.now()));
  const { world } = teams;
  const { setup, ids } = populate(teams, workspace);
  const compose = (tuning: TeamsTuning = {}, around = (deps: PlatformDeps) => deps) => {
    const platform = standInPlatform(teams, { ...options.tuning, ...tuning });
    const platforms = [(deps: PlatformDeps) => platform(around(deps))];
    return composeBot({ database, log, clock, platforms, fetchCalendar, customerSources, baseUrl });
  };
  const { house, scheduler, adapters } = await compose();
  const [adapter] = adapters as [PlatformAdapter];
  const { people, delivery } = askedFreely(house);
  const connected = await people.connectWorkspace(setup);
  clock.drive(scheduler);
  await adapter.connect();
  await adapter.start();
  const { server, url } = await serve(adapter);
  const driver = createDriver(teams, () => url);
  const settle = async () => {
    await adapter.settled();
    await delivery.drain();
  };
  const user = (handle: string) => {
    const found = world.users.get(ids.get(handle) ?? '');
    if (!found) throw new Error(`Nobody here is called ${handle}.`);
    return found;
  };
  const chat = (name: string) => {
    const found = ids.get(name);
    if (found === undefined) throw new Error(`No place here is called ${name}.`);
    return found;
  };
  // The bot was added to every channel, and Teams told of it, before the story begins.
  for (const { name } of workspace.places) {
    const [first] = workspace.members;
    if (first) await driver.install(user(handleOf(first)), chat(`#${name}`));
  }
  for (const member of workspace.members) personalChat(world, user(handleOf(member)).id);
  await settle();
  world.messages.splice(0);
  const shared = play({ teams, driver, user, chat, settled: () => adapter.settled(), drain: () => delivery.drain() });
  const id = (name: string) => {
    const found = name.startsWith('#')
      ? connected.placeIds.get(chat(name))
      : connected.memberIds.get(user(name).aadObjectId);
    if (found === undefined) throw new Error(`Nobody and nothing here is called ${name}.`);
    return found;
  };
  const stop = async () => {
    await adapter.stop();
    await delivery.stop();
    await new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
    await teams.close();
  };
  async function mortalCopy(around: (deps: PlatformDeps) => PlatformDeps, tuning: TeamsTuning = {}) {
    const [mortal] = (await compose(tuning, around)).adapters as [PlatformAdapter];
    await mortal.connect();
    const served = await serve(mortal);
    const close = () => new Promise<void>((resolve) => void served.server.close(() => resolve()).closeAllConnections());
    return { adapter: mortal, driver: createDriver(teams, () => served.url), close };
  }
  return {
    ...shared({ id, connected }),
    mortalCopy,
    clock,
    house: { ...askedFreely(house), database: options.database },
    id,
    teams,
    driver,
    adapter,
    url,
    connected,
    user,
    chat,
    copy: async (tuning) => ((await compose(tuning)).adapters as [PlatformAdapter])[0],
    settle,
    stop,
  };
}

const handleOf = ({ handle, name }: WorkspaceSetup['members'][number]): string => handle ?? name;

/** Puts the workspace's people and channels into the stand-in Teams. Answers how the bot is told of them, and their ids there. */
export function populate({ world }: StandInTeams, workspace: WorkspaceSetup) {
  const ids = new Map<string, string>();
  const entraIds = new Map<string, string>();
  const members = workspace.members.map((member) => {
    const { name, timeZone } = member;
    const user = addUser(world, handleOf(member), { name, ...(timeZone !== undefined && { timeZone }) });
    ids.set(handleOf(member), user.id);
    entraIds.set(member.externalId, user.aadObjectId);
    return { ...member, externalId: user.aadObjectId };
  });
  const places = workspace.places.map(({ name }) => {
    const externalId = `19:${name}@thread.tacv2`;
    world.chats.set(externalId, { id: externalId, kind: 'channel', name, members: [...world.users.keys()] });
    ids.set(`#${name}`, externalId);
    return { externalId, name };
  });
  const championExternalId = entraIds.get(workspace.championExternalId ?? '');
  const setup: WorkspaceSetup = {
    ...workspace,
    platform: 'teams',
    externalId: world.tenantId,
    members,
    places,
    championExternalId,
  };
  return { ids, setup };
}

interface Playing {
  readonly teams: StandInTeams;
  readonly driver: Driver;
  readonly user: (handle: string) => TeamsUser;
  readonly chat: (name: string) => string;
  settled(): Promise<void>;
  drain(): Promise<void>;
}

/** Where a card stands: a message, or a dialog. */
type Stands = { readonly message: TeamsMessage } | { readonly conversation: string | null };

/** A form that stands open, and how it is sent in. */
interface Open {
  readonly card: Json;
  readonly stands: Stands;
  readonly isDialog: boolean;
}

function play({ teams: { world }, driver, user, chat, settled, drain }: Playing) {
  const cards = new WeakMap<Card, Stands>();
  const forms = new WeakMap<Form, Open>();
  let latest: Open | null = null;
  /** Messages that answered whoever asked. */
  const answers = new Set<string>();

  async function see(conversation: string | null, deed: () => Promise<Answered>): Promise<Reply> {
    const before = world.messages.length;
    const answered = await deed();
    if (answered.status >= 300) throw new Error(`The bot answered ${answered.status}.`);
    await settled();
    const told = world.messages.slice(before);
    for (const { id } of told) answers.add(id);
    const reply = replyOf(answered.body, told, conversation);
    await drain();
    return reply;
  }

  function replyOf(body: unknown, told: readonly TeamsMessage[], conversation: string | null): Reply {
    const { task, type, value } = (body ?? {}) as {
      task?: { value: { card: { content: Json } } };
      type?: string;
      value?: unknown;
    };
    if (task) return shown(task.value.card.content, { conversation }, true);
    // A living card that shows what was done: it stands in its place, and is no answer for the asker.
    if (type === 'application/vnd.microsoft.card.adaptive' && (value as Json).refresh) return done;
    if (type === 'application/vnd.microsoft.card.adaptive') return shown(value as Json, { conversation }, false);
    const [message] = told;
    return message ? shown(contentOf(message), { message }, false) : done;
  }

  function shown(card: Json, stands: Stands, isDialog: boolean): Reply {
    if (formData(card) === null) return showCard(cardAt(card, stands));
    const form = readForm(card);
    latest = { card, stands, isDialog };
    forms.set(form, latest);
    const { errors = {} } = form;
    const [message] = Object.values(errors);
    return message === undefined ? openForm(form) : { kind: 'fieldErrors', errors, message };
  }

  function cardAt(content: Json, stands: Stands): Card {
    const card = readCard(content);
    cards.set(card, stands);
    return card;
  }

  const standing = (conversation: string, isInThread: boolean): Card[] =>
    world.messages
      .filter((message) => message.conversation === conversation && !answers.has(message.id))
      .filter(({ threadId, onlyFor }) => onlyFor === null && (threadId !== null) === isInThread)
      .map((message) => cardAt(contentOf(message), { message }));

  function whereOf(stands: Stands | undefined) {
    if (!stands) throw new Error('This card stands nowhere.');
    if ('conversation' in stands) return { conversation: stands.conversation };
    const { conversation, threadId, id: replyToId } = stands.message;
    return { conversation: conversation.startsWith('a:') ? null : conversation, threadId, replyToId };
  }

  return ({
    id,
    connected,
  }: {
    id: (name: string) => string;
    connected: ConnectedWorkspace;
  }): Omit<SharedStage, 'clock' | 'house' | 'stop'> & Pick<TeamsStage, 'sayIn'> => ({
    id,
    sayIn: (who, line, conversation, bySlash = false) =>
      see(conversation, () =>
        bySlash
          ? driver.send(
              user(who),
              { type: 'message', text: line, recipient: { id: world.botId, isTargeted: true } },
              { conversation },
            )
          : driver.write(user(who), line, { conversation }),
      ),
    say(who, line, place = null) {
      const conversation = place === null ? null : chat(place);
      return see(conversation, () => driver.write(user(who), line, { conversation }));
    },
    tell: (who, text) => see(null, () => driver.write(user(who), text)),
    press(who, label, on, beside) {
      const { action: verb, value } = buttonOf(on, label, beside);
      const where = whereOf(cards.get(on));
      return see(where.conversation, () => driver.execute(user(who), { verb, data: { value } }, where));
    },
    fill(who, form, values) {
      const open = forms.get(form);
      if (!open) throw new Error(`“${form.title}” is not open.`);
      const where = whereOf(open.stands);
      const data = fillIn(open.card, values, (memberId) => entraIdOf(connected, memberId));
      const sent = see(where.conversation, () =>
        open.isDialog
          ? driver.invoke(user(who), 'composeExtension/submitAction', { commandId: 'x', data }, where)
          : driver.execute(user(who), { verb: 'teams.submit', data }, where),
      );
      // What came back with errors stands in the place of the form.
      return sent.then((reply) => {
        if (reply.kind === 'fieldErrors' && latest) forms.set(form, latest);
        return reply;
      });
    },
    answer(who, text, on, place = null) {
      const stands = cards.get(on);
      const message = stands && 'message' in stands ? stands.message : null;
      const conversation = place === null ? null : chat(place);
      const threadId = conversation === null ? null : (message?.id ?? null);
      const replyToId = conversation === null ? message?.id : undefined;
      return see(conversation, () => driver.write(user(who), text, { conversation, threadId, replyToId }));
    },
    write: (by, text, place) => ({ by, text, place, id: nextId(world) }),
    capture(who, { by, text, place, id: messageId }) {
      const conversation = chat(place);
      const content = `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</p>`;
      const messagePayload = {
        id: messageId,
        linkToMessage: `https://teams.microsoft.com/l/message/${conversation}/${messageId}`,
        from: { user: { id: user(by).aadObjectId, displayName: user(by).name } },
        body: { contentType: 'html', content },
        attachments: [],
      };
      const value = { commandId: 'capture', commandContext: 'message', messagePayload };
      return see(conversation, () => driver.invoke(user(who), 'composeExtension/fetchTask', value, { conversation }));
    },
    inbox: (who) => standing(personalChat(world, user(who).id).id, false),
    place: (name) => standing(chat(name), false),
    threads: (name) => standing(chat(name), true),
    // The note below a chart is for the eyes; the chart's stand-in says the same.
    aloud: (card) => cardToText({ ...card, blocks: card.blocks.filter((block) => !isChartNote(block)) }),
    postCount(who) {
      const { id: conversation } = personalChat(world, user(who).id);
      return world.messages.filter((each) => each.conversation === conversation && !answers.has(each.id)).length;
    },
  });
}

const isChartNote = (block: Card['blocks'][number]): boolean =>
  block.kind === 'note' && typeof block.line === 'string' && block.line.startsWith('No answers: ');

function contentOf({ activity }: TeamsMessage): Json {
  const [attachment] = (activity.attachments ?? []) as { content: Json }[];
  return attachment?.content ?? {};
}

const entraIdOf = ({ memberIds }: ConnectedWorkspace, memberId: string): string =>
  [...memberIds].find(([, ours]) => ours === memberId)?.[0] ?? memberId;
