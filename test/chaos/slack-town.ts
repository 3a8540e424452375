/** The town on the stand-in Slack. */
import type { FormValues } from '../../src/chat/form.js';
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
import type { ApiCall, Fault } from '../support/stand-in-slack/faults.js';
import { fillIn } from '../support/stand-in-slack/fill-in.js';
import { readCard } from '../support/stand-in-slack/read-card.js';
import { openSlack } from '../support/stand-in-slack/server.js';
import { createWorld, type ShownView } from '../support/stand-in-slack/world.js';
import { oneOf, type Standing, see, shownOf, spoiltShare, type Town, tellAgain } from './town.js';

/** What every town's copies are told. */
export const settingsOfAll = { PLAYGROUND: 'off', PORT: '0', HOST: '127.0.0.1' } as const;
/** Two more than in the stories. */
export const townWorkspace = {
  ...harbourLights,
  places: [...harbourLights.places, ...['sales', 'ops'].map((name) => ({ externalId: `C-${name}`, name }))],
};

const posting = new Set(['chat.postMessage', 'chat.update', 'chat.delete', 'chat.postEphemeral', 'response_url']);

function faultOf(chance: Chance, { method }: ApiCall): Fault | null {
  if (!posting.has(method) || !chance.isLucky(spoiltShare)) return null;
  return oneOf<Fault>(chance, [
    { kind: 'throttled', retryAfter: 1 },
    { kind: 'broken', arrives: true },
    { kind: 'broken', arrives: false },
    { kind: 'reset', arrives: true },
    { kind: 'reset', arrives: false },
    { kind: 'cut' },
    { kind: 'page', text: '<html>' },
    { kind: 'hangs' },
  ]);
}

const markOf = (metadata: unknown) =>
  (metadata as { event_payload?: { mark?: string } } | undefined)?.event_payload?.mark ?? null;

export async function buildSlackTown(): Promise<Town> {
  let repeating: Chance | null = null;
  const world = createWorld({ now: () => new Date(Date.now() + town.aheadMs) });
  const slack = await openSlack({ world });
  const { ids } = populate(slack, townWorkspace);
  const idOf = (name: string) => ids.get(name) ?? name;
  const once = byHttp({ url: () => town.door(), secret: world.signingSecret, now: world.now });
  // Slack tells events again; commands and buttons are told once.
  const tell: Transport = (kind, json) =>
    repeating && kind === 'event' ? tellAgain(repeating, () => once(kind, json)) : once(kind, json);
  const driver = createDriver(slack, tell);
  const textOf = (blocks: readonly unknown[]) => cardToText(readCard(world, blocks));

  function seen(who: string, deed: (driver: Driver) => Promise<Acknowledged>, inChat?: RegExp) {
    const userId = idOf(who);
    const before = new Set<unknown>([...world.ephemerals, ...world.messages]);
    const updates = new Map(world.views.map((view) => [view, view.updates]));
    return see(
      () => deed(driver),
      () => {
        const alone = world.ephemerals.filter((each) => each.userId === userId && !before.has(each));
        const views = world.views.filter((view) => view.userId === userId && updates.get(view) !== view.updates);
        const chat = inChat
          ? world.messages.filter((each) => each.channel === `D${userId.slice(1)}` && !before.has(each))
          : [];
        const texts = [
          ...alone.map(({ blocks }) => textOf(blocks)),
          ...views.filter(({ view }) => !view.submit).map(({ view }) => textOf(view.blocks)),
          ...chat.map(({ blocks }) => textOf(blocks)).filter((text) => inChat?.test(text)),
        ];
        return shownOf(texts, views.findLast(({ view }) => view.submit) ?? null);
      },
    );
  }

  const stands = ({
    channel,
    blocks,
    metadata,
    threadTs,
    ts,
  }: (typeof world.messages)[number]): Standing & { ts: string } => ({
    ...{ channel, ts, mark: markOf(metadata), isInThread: threadTs !== null },
    card: () => readCard(world, blocks),
  });

  const town: Town = {
    settings: {
      env: {
        ...settingsOfAll,
        NODE_ENV: 'production',
        SLACK_BOT_TOKEN: world.bot.token,
        SLACK_SIGNING_SECRET: world.signingSecret,
        SLACK_API_URL: slack.apiUrl,
      },
    },
    personId: idOf,
    now: world.now,
    aheadMs: 0,
    door: () => '',
    deaths: () => 0,
    meet: async () => undefined,
    type: (who, line, channel) => seen(who, ({ command }) => command(idOf(who), line, idOf(`#${channel}`))),
    write: (who, line, answer) => seen(who, ({ write }) => write(idOf(who), line), answer),
    fill: (who, form, values: FormValues) => {
      const view = form as ShownView;
      return seen(who, ({ submit }) =>
        submit(
          idOf(who),
          view,
          fillIn(view.view, values, (id) => id),
        ),
      );
    },
    async press(who, on, { action: actionId, value }) {
      const { channel, ts } = on as ReturnType<typeof stands>;
      let isTaken = false;
      const shown = await seen(who, async ({ press }) => {
        const answered = await press(idOf(who), { actionId, value, on: { channel, ts } });
        isTaken = answered.status === 200;
        return answered;
      });
      return { isTaken, shown };
    },
    standing: () => world.messages.map(stands),
    posts: () =>
      world.calls
        .filter(({ method }) => method === 'chat.postMessage')
        .map(({ args }) => ({
          channel: String(args.channel),
          mark: markOf(args.metadata),
          card: () => readCard(world, (args.blocks ?? []) as unknown[]),
        })),
    callCount: () => world.calls.length,
    spoil: (chance) => slack.faults.rule(chance && ((call) => faultOf(chance, call))),
    repeat(chance) {
      repeating = chance;
    },
    look: async () => 0,
    close: () => slack.close(),
  };
  return town;
}
