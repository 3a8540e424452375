/** Builds the Teams adapter: what receives, what answers, what sends. app.ts puts it into its list of platforms. */
import { withDeadline } from '../../kernel/deadline.js';
import { createAcceptedActs } from '../platform/accepted-acts.js';
import { createCache } from '../platform/cache.js';
import { createNameLookups } from '../platform/name-lookup.js';
import { createOnceOnly } from '../platform/once-only.js';
import { createPatience } from '../platform/patience.js';
import { type Pause, realPause } from '../platform/pause.js';
import type { PlatformAdapter, PlatformFactory } from '../platform/platform-adapter.js';
import type { PlatformDeps } from '../platform/platform-deps.js';
import { limits } from './limits.js';
import { createDirectory } from './people/directory.js';
import { createLearnZone } from './people/learn-zone.js';
import { createTeamsPeopleSync } from './people/people-sync.js';
import { createTeamsWhoAndWhere } from './people/who-and-where.js';
import { createAnswerAct } from './receive/answer-act.js';
import { type Door, type Issuer, localDoor, openDoor } from './receive/door.js';
import { createReceive } from './receive/receive.js';
import { teamsRoutes } from './receive/routes.js';
import { createAnswerReply, createTellReply } from './reply/reply.js';
import { createShownForms } from './reply/shown-forms.js';
import { secretExpirySweep } from './secret-expiry.js';
import { createConnector } from './send/connector.js';
import { createLivingCards } from './send/living-cards.js';
import { createMessengerIn } from './send/messenger.js';
import { failureOf } from './send/outcome.js';
import type { Rate } from './send/pace.js';
import type { TeamsSettings } from './settings.js';
import { createMeet } from './workspace/meet.js';
import { findAnyConversation } from './workspace/store.js';

/** What tests set; in the bot all are absent. */
export interface TeamsTuning {
  /** Real milliseconds until a person sees that work is under way. */
  readonly patienceMs?: number;
  /** Real milliseconds for one call of the connector. */
  readonly callMs?: number;
  /** Waits in the background. */
  readonly pause?: Pause;
  /** Of messages to one conversation. */
  readonly conversationRates?: readonly Rate[];
  /** Of the tokens that come in. */
  readonly issuer?: Issuer;
  /** Of the calls that go out; absent: Microsoft's. */
  readonly tokenFor?: () => Promise<string | null>;
}

export const teamsPlatform =
  (settings: TeamsSettings, tuning: TeamsTuning = {}): PlatformFactory =>
  (deps) =>
    createTeams({ ...deps, ...tuning, settings });

function createTeams(options: PlatformDeps & TeamsTuning & { readonly settings: TeamsSettings }): PlatformAdapter {
  const { settings, database, clock, log, people, pause = realPause } = options;
  const busy = new Set<Promise<void>>();
  const stopped = new AbortController();
  let door: Door | null = null;
  const tokenFor = options.tokenFor ?? (async () => (door ? door.tokenFor() : null));
  const connector = createConnector({ tokenFor, callMs: options.callMs });
  const lookups = createNameLookups('teams', people);
  const patience = createPatience({ pause, stopped: stopped.signal, failureOf });
  const peopleSync = createTeamsPeopleSync({ connector, database, people, patience, clock, log });
  const livingCards = createLivingCards({
    connector,
    lookups,
    clock,
    log,
    livingCardAt: (ref) => options.livingCardAt('teams', ref),
  });
  const shownForms = createShownForms(options);
  const acceptedActs = createAcceptedActs({ platform: 'teams', database, clock, log });
  const replyDeps = {
    lookups,
    shownForms,
    nameOf: async (memberId: string) => (await people.actorOf(memberId))?.name ?? null,
    connector,
    livingCards,
    log,
    busy,
    patienceMs: options.patienceMs,
  };
  const whoAndWhere = createTeamsWhoAndWhere(people, connector);
  const answerAct = createAnswerAct({
    ...options,
    whoAndWhere,
    acceptedActs,
    answerReply: createAnswerReply(replyDeps),
    tellReply: createTellReply(replyDeps),
    connector,
    learnZone: createLearnZone(people),
    isCommand: isCommandOf(options.commands),
  });
  const receive = createReceive({
    ...options,
    whoAndWhere,
    answerAct,
    meet: createMeet({ database, people, clock, connected: options.connected, personOpened: options.personOpened }),
    peopleSync,
    onceOnly: createOnceOnly({ platform: 'teams', database, clock, log }),
  });
  const messengerIn = createMessengerIn({
    database,
    people,
    lookups,
    connector,
    livingCards,
    clock,
    log,
    pause,
    stopped: stopped.signal,
    conversationRates: options.conversationRates,
  });
  const met = createCache<true>(1_000);
  /** Whether the bot is anywhere in the tenant. */
  async function isIn(tenantId: string): Promise<boolean> {
    if (met.get(tenantId)) return true;
    if ((await findAnyConversation(database, tenantId)) === null) return false;
    met.set(tenantId, true);
    return true;
  }
  const settled = async () => {
    while (busy.size > 0) await Promise.allSettled([...busy]);
  };
  return {
    platform: 'teams',
    sweeps: [
      shownForms.sweep,
      acceptedActs.sweep((abandoned) => answerAct.later(abandoned)),
      ...(settings.secretExpiresOn === undefined ? [] : [secretExpirySweep(settings.secretExpiresOn, options)]),
    ],
    routes: teamsRoutes({
      door: () => door,
      tenantIds: settings.tenantIds,
      channel: settings.app === null ? null : 'msteams',
      log,
      take: receive,
    }),
    installLink: () => null,
    async connect() {
      door = settings.app === null ? localDoor : await openDoor(settings.app, options);
    },
    async start() {},
    isConnected: () => door !== null,
    settled,
    messengerIn: async (tenantId) => ((await isIn(tenantId)) ? messengerIn(tenantId) : null),
    directoryIn: async (tenantId) =>
      (await isIn(tenantId)) ? createDirectory(tenantId, { database, connector, peopleSync }) : null,
    async stop() {
      stopped.abort();
      door = null;
      await withDeadline(settled(), limits.stopMs).catch((error: unknown) =>
        log.warn({ err: error }, 'teams not stopped in time'),
      );
    },
  };
}

/** Whether a line begins as one of our commands does. */
const isCommandOf = (commands: PlatformDeps['commands']) => (line: string) => {
  const [first = ''] = line.toLowerCase().split(/\s/, 1);
  return commands().some(({ name }) => name.split(' ', 1)[0] === first);
};
