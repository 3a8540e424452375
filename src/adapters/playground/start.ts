/** Builds the playground: page, API, messenger, directory, and the story of its first month; app.ts calls it. */
import type { Router } from 'express';
import type { Directory } from '../../chat/directory.js';
import type { Messenger } from '../../chat/messenger.js';
import { type Clock, type MovableClock, runningClock, systemClock } from '../../kernel/clock.js';
import { createMoveClock } from './clock/move-clock.js';
import { settleMs } from './limits.js';
import { northlight } from './people/company.js';
import { createDirectory } from './people/directory.js';
import { createFinder } from './people/find.js';
import type { PlaygroundDeps } from './ports.js';
import { createReceive } from './receive/receive.js';
import { createRoutes } from './receive/routes.js';
import { createSlackLook } from './render/slack-look.js';
import { createAnswerReply } from './reply/reply.js';
import { createEvents } from './send/events.js';
import { createMessenger } from './send/messenger.js';
import { createStore } from './send/store.js';
import { openStory } from './story/open-story.js';
import { playStory } from './story/play-story.js';
import { storyStart, storySteps } from './story/story.js';

export type { Company } from './people/company.js';
export type { CommandHint, PlaygroundDeps, PlaygroundPeople, PlaygroundPerson } from './ports.js';

export interface Playground {
  /** Mounted at `/`: the page at `/`, the API at `/playground/api/…`. */
  readonly routes: Router;
  readonly messenger: Messenger;
  readonly directory: Directory;
  /** Sets the company up, plays the story when there is none yet, and puts the clock where it stood. */
  start(): Promise<void>;
  /** Ends the event streams, which would keep the server open. */
  stop(): Promise<void>;
}

/**
 * The clock of a bot whose playground may move it. It starts before the story does, because a clock never
 * goes back; `start()` brings it to the present or to where it was moved.
 */
export function createPlaygroundClock(real: Clock = systemClock): MovableClock {
  return runningClock(storyStart(real.now()), real);
}

export function createPlayground(deps: PlaygroundDeps): Playground {
  const { database, clock, log, people, real = systemClock, tellsStory = deps.mayMoveClock } = deps;
  const store = createStore(database);
  const events = createEvents();
  const find = createFinder(people);
  const receive = createReceive({ ...deps, store, events, find });
  const answerReply = createAnswerReply({ store, clock, events });
  const slackLook = createSlackLook();
  const moveClock = createMoveClock({ ...deps, store, events });
  return {
    routes: createRoutes({
      ...deps,
      store,
      events,
      find,
      receive,
      answerReply,
      slackLook,
      moveClock,
      settle: settler(deps),
    }),
    messenger: createMessenger({ store, clock, events, log }),
    directory: createDirectory(northlight),
    async start() {
      if (!tellsStory) return people.setUp(northlight);
      const options = { store, now: real.now(), stepCount: storySteps.length, isShared: database.kind === 'server' };
      const state = await openStory(options);
      await people.setUp(northlight);
      await playStory({ ...deps, real, store, receive, find, steps: storySteps, state });
    },
    async stop() {
      events.stop();
    },
  };
}

/** Sends what is due by now. It is only waited for a moment: the clock may be moving through weeks just then. */
function settler({ advanceTo, clock, log }: PlaygroundDeps): () => Promise<void> {
  return async () => {
    const settled = advanceTo(clock.now()).catch((err: unknown) => log.error({ err }, 'settling failed'));
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, settleMs);
    });
    await Promise.race([settled, patience]);
    clearTimeout(timer);
  };
}
