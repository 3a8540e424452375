/** Builds the playground: page, API, messenger, directory, and the story of its first month. app.ts puts it into its list of platforms. */
import { type Clock, type MovableClock, runningClock, systemClock } from '../../kernel/clock.js';
import { withDeadline } from '../../kernel/deadline.js';
import type { PlatformAdapter, PlatformFactory } from '../platform/platform-adapter.js';
import { createMoveClock } from './clock/move-clock.js';
import { settleMs } from './limits.js';
import { northlight } from './people/company.js';
import { createDirectory } from './people/directory.js';
import { createFinder } from './people/find.js';
import { createPlaygroundPeople } from './people/playground-people.js';
import type { PlaygroundDeps } from './ports.js';
import { createReceive } from './receive/receive.js';
import { createRoutes } from './receive/routes.js';
import type { SlackLook } from './render/slack-look.js';
import { createAnswerReply } from './reply/reply.js';
import { createEvents } from './send/events.js';
import { createMessenger } from './send/messenger.js';
import { type ClockState, createStore } from './send/store.js';
import { isUntold, openStory } from './story/open-story.js';
import { catchUp, playStory } from './story/play-story.js';
import { storyStart, storySteps } from './story/story.js';
import { createTelling } from './story/telling.js';

export interface PlaygroundSettings extends Pick<PlaygroundDeps, 'mayMoveClock' | 'tellsStory' | 'real' | 'onStory'> {
  /** The bot's clock, where it can be moved; null: it is the machine's. */
  readonly movable: MovableClock | null;
}

export const playgroundPlatform =
  ({ movable, ...settings }: PlaygroundSettings): PlatformFactory =>
  (deps) => {
    const clock = movable ?? immovable(deps.clock);
    const people = createPlaygroundPeople(deps.people);
    return createPlayground({ ...deps, ...settings, clock, people, advanceTo: (at) => deps.advanceTo(at, clock) });
  };

/** In production and beside a workspace nobody moves the playground's clock. */
function immovable(clock: Clock): MovableClock {
  return {
    now: () => clock.now(),
    moveTo() {
      throw new RangeError('The clock can’t be moved in production, nor beside a workspace.');
    },
  };
}

/**
 * The clock of a bot whose playground may move it. It starts before the story does, because a clock never
 * goes back; `connect()` brings it to the present or to where it was moved.
 */
export function createPlaygroundClock(real: Clock = systemClock): MovableClock {
  return runningClock(storyStart(real.now()), real);
}

/** React and the renderer of Block Kit take 30 MB: only a page that shows Slack's look loads them. */
function lazySlackLook(): () => Promise<SlackLook> {
  let loaded: Promise<SlackLook> | undefined;
  return () => {
    loaded ??= import('./render/slack-look.js').then(({ createSlackLook }) => createSlackLook());
    return loaded;
  };
}

/** @param deps for tests; the bot builds it by `playgroundPlatform` */
export function createPlayground(deps: PlaygroundDeps): PlatformAdapter {
  const { database, clock, log, people, real = systemClock, tellsStory = deps.mayMoveClock } = deps;
  const store = createStore(database);
  const events = createEvents();
  const telling = createTelling(events, deps.onStory);
  const find = createFinder(people);
  const receive = createReceive({ ...deps, store, events, find });
  const answerReply = createAnswerReply({ store, clock, events });
  const slackLook = lazySlackLook();
  const moveClock = createMoveClock({ ...deps, keepingLater: database.keepingLater, store, events });
  const settle = settler(deps);
  const messenger = createMessenger({ store, clock, events, log });
  const directory = createDirectory(northlight);
  const isHere = (workspaceExternalId: string) => workspaceExternalId === northlight.externalId;
  let isConnected = false;
  let isStopping = false;
  let untold: ClockState | null = null;
  return {
    platform: 'playground',
    // The page is at `/`, the API at `/playground/api/…`.
    routes: createRoutes({ ...deps, store, events, find, receive, answerReply, slackLook, moveClock, settle, telling }),
    messengerIn: async (workspace) => (isHere(workspace) ? messenger : null),
    directoryIn: async (workspace) => (isHere(workspace) ? directory : null),
    installLink: () => null,
    /** Sets the company up and puts the clock where it stood, unless a story is to be told first. */
    async connect() {
      if (!tellsStory) return people.setUp(northlight);
      const options = { store, now: real.now(), stepCount: storySteps.length, isShared: database.kind === 'server' };
      const state = await openStory(options);
      await people.setUp(northlight);
      if (isUntold(state, storySteps.length)) telling.begin();
      if (isUntold(state, storySteps.length)) untold = state;
      else catchUp({ clock, real, state });
    },
    /** Tells the story, or the rest of it. */
    settleIn() {
      const state = untold;
      if (!state) return null;
      const isOver = () => isStopping;
      const story = { ...deps, real, store, receive, find, telling, steps: storySteps, state, isOver };
      return database.keepingLater(() => playStory(story)).then(telling.end, telling.end);
    },
    async start() {
      isConnected = true;
    },
    isConnected: () => isConnected,
    settled: settle,
    /** Ends the event streams, which would keep the server open. */
    async stop() {
      isConnected = false;
      isStopping = true;
      events.stop();
    },
  };
}

/** Sends what is due by now. It is only waited for a moment: the clock may be moving through weeks just then. */
function settler({ advanceTo, clock, log }: PlaygroundDeps): () => Promise<void> {
  return async () => {
    const settled = advanceTo(clock.now()).catch((err: unknown) => log.error({ err }, 'settling failed'));
    await withDeadline(settled, settleMs);
  };
}
