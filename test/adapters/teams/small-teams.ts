/** The Teams adapter before a router and people that a test makes up, against the stand-in Teams by real HTTP. */
import type { PlatformAdapter } from '../../../src/adapters/platform/platform-adapter.js';
import type { PlatformDeps, PlatformPeople } from '../../../src/adapters/platform/platform-deps.js';
import { type TeamsTuning, teamsPlatform } from '../../../src/adapters/teams/start.js';
import type { Card } from '../../../src/chat/card.js';
import { done, type Reply } from '../../../src/chat/reply.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import type { Database } from '../../../src/storage/database.js';
import { insertOrganisation } from '../../support/organisation.js';
import { type LogLine, recordingLog } from '../../support/recording-log.js';
import { serve } from '../../support/slack-stage.js';
import { createDriver, type Driver } from '../../support/stand-in-teams/driver.js';
import { openTeams, type StandInTeams } from '../../support/stand-in-teams/server.js';
import { addUser, createTeamsWorld, type TeamsUser, type TeamsWorld } from '../../support/stand-in-teams/world.js';

export interface SmallTeams {
  readonly teams: StandInTeams;
  readonly world: TeamsWorld;
  readonly adapter: PlatformAdapter;
  readonly driver: Driver;
  readonly lines: readonly LogLine[];
  /** Dana is known from the start, Ben to Teams alone, and Gus is a guest. */
  readonly users: Readonly<Record<'dana' | 'ben' | 'gus', TeamsUser>>;
  /** Of the one channel. */
  readonly channel: string;
  /** The router from now on. Default: done. */
  handleWith(handle: PlatformDeps['handle']): void;
  /** What the router answers from now on. */
  answerWith(answer: () => Reply | Promise<Reply>): void;
  /** This message is one too many of what was posted under the mark. */
  strayIs(mark: string, message: string): void;
  /** What stands behind a living message from now on. Default: nothing. */
  livingCardIs(card: Card | null): void;
  close(): Promise<void>;
}

export interface SmallTeamsOptions {
  readonly database: Database;
  readonly tuning?: TeamsTuning;
}

const organisationId = '0193c000-0000-7000-8000-0000000000aa';

export async function openSmallTeams({ database, tuning }: SmallTeamsOptions): Promise<SmallTeams> {
  await insertOrganisation(database, organisationId);
  const clock = stoppedClock('2026-11-20T10:00:00Z');
  const teams = await openTeams(createTeamsWorld(() => clock.now()));
  const { world } = teams;
  const users = {
    dana: addUser(world, 'dana', { name: 'Dana' }),
    ben: addUser(world, 'ben', { name: 'Ben' }),
    gus: addUser(world, 'gus', { name: 'Gus', userRole: 'guest' }),
  };
  const channel = '19:support@thread.tacv2';
  world.chats.set(channel, { id: channel, kind: 'channel', name: 'support', members: [...world.users.keys()] });
  const { log, lines } = recordingLog();
  let handle: PlatformDeps['handle'] = async () => done;
  let livingCard: Card | null = null;
  let stray: string | null = null;
  const app = { id: world.appId, type: 'SingleTenant', tenantId: world.tenantId, password: 'secret' } as const;
  const adapter = teamsPlatform(
    { app, tenantIds: [world.tenantId] },
    {
      issuer: teams.issuer,
      tokenFor: async () => teams.botToken,
      patienceMs: 20_000,
      pause: async () => {},
      conversationRates: [],
      ...tuning,
    },
  )({
    database,
    clock,
    log,
    people: fakePeople(world, users.dana),
    handle: (interaction, context) => handle(interaction, context),
    takeScores: async () => undefined,
    home: async () => ({ title: 'Home', summary: '', blocks: [] }),
    commands: () => [{ name: 'owe', usage: 'owe', does: 'what I owe' }],
    livingKeyAt: async () => 'feedback:1',
    livingCardAt: async () => livingCard,
    isStray: async (mark, { message }) => `${mark} ${message}` === stray,
    reactionEmojis: async () => ({ capture: 'ear', done: 'white_check_mark' }),
    connected: async () => undefined,
    placeOpened: async () => undefined,
    placeClosed: async () => undefined,
    gathered: async () => {},
    arrived: async () => {},
    personOpened: async () => {},
    advanceTo: async () => undefined,
  });
  await adapter.connect();
  await adapter.start();
  const { server, url } = await serve(adapter);
  const driver = createDriver(teams, () => url);
  await driver.install(users.dana, channel);
  await adapter.settled();
  return {
    teams,
    world,
    adapter,
    driver,
    lines,
    users,
    channel,
    handleWith(next) {
      handle = next;
    },
    answerWith(answer) {
      handle = async () => answer();
    },
    strayIs(mark, message) {
      stray = `${mark} ${message}`;
    },
    livingCardIs(card) {
      livingCard = card;
    },
    async close() {
      await adapter.stop();
      await new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
      await teams.close();
    },
  };
}

/** One organisation in memory; ids of ours are Teams' with a word before. */
function fakePeople({ tenantId }: TeamsWorld, { aadObjectId }: TeamsUser): PlatformPeople {
  const members = new Map([[aadObjectId, 'dana']]);
  return {
    async actor(_, workspaceExternalId, personId) {
      const name = workspaceExternalId === tenantId ? members.get(personId) : undefined;
      if (name === undefined) return null;
      return { id: `member-${personId}`, name, organisationId, role: 'member', timeZone: 'Europe/London' };
    },
    member: async (_, memberId) => ({ handle: members.get(memberId.slice('member-'.length)) ?? '' }),
    async address(to) {
      if (to.kind === 'person') return null;
      const id = to.kind === 'member' ? to.memberId : to.placeId;
      return { platform: 'teams', workspaceExternalId: tenantId, externalId: id.replace(/^(member|place)-/, '') };
    },
    actorOf: async () => null,
    allMembers: async () => [],
    organisation: async () => ({ settings: {} }),
    welcome: async () => undefined,
    setShared: async () => undefined,
    readersChanged: async () => undefined,
    saveUserGroup: async () => undefined,
    setQuiet: async () => undefined,
    askManagers: async () => undefined,
    placeAt: async () => null,
    organisationAt: async () => null,
    async connectWorkspace(setup) {
      for (const { externalId, name } of setup.members) members.set(externalId, name);
      return {
        organisationId,
        workspaceId: 'w1',
        memberIds: new Map(setup.members.map(({ externalId }) => [externalId, `member-${externalId}`])),
        placeIds: new Map(setup.places.map(({ externalId }) => [externalId, `place-${externalId}`])),
      };
    },
  };
}
