/**
 * Keeps the people and groups of a workspace as Slack has them: read in pages at start and after an installation, then
 * by events. start.ts calls it and collects its handlers.
 */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { describeDefect } from '../../../chat/defect.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Logger } from '../../../kernel/logger.js';
import { createCache } from '../../platform/cache.js';
import type { Patience } from '../../platform/patience.js';
import type { MemberSetup, PlatformPeople } from '../../platform/platform-deps.js';
import { limits } from '../limits.js';
import type { EventHandler, EventHandlers } from '../receive/events.js';
import { refusalCode } from '../send/outcome.js';
import type { Workspace, WorkspaceOf } from '../workspace/workspace.js';
import { quietUntil } from './quiet-until.js';
import { isGuest, isOurs, readUser, type SlackUser, slackUser } from './read-user.js';

export interface PeopleSyncDeps {
  readonly people: Pick<PlatformPeople, 'actor' | 'connectWorkspace' | 'saveUserGroup' | 'setQuiet'>;
  readonly workspaceOf: WorkspaceOf;
  readonly patience: Patience;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface PeopleSync {
  /** Reads everybody and every group anew; a part that Slack refuses is logged and left as it was. */
  readAll(teamId: string): Promise<void>;
  /** Who of these people may be asked something: known, no bot, no guest, not gone. Whoever is new is made known. */
  askable(at: Workspace, userIds: readonly string[]): Promise<readonly string[]>;
  readonly events: EventHandlers;
}

const keptUsers = 100_000;
const anyone = z.looseObject({ id: z.string() });
const userEvent = z.object({ user: z.unknown() });
const dndEvent = z.object({
  user: z.string(),
  dnd_status: z.object({
    dnd_enabled: z.boolean().optional(),
    next_dnd_start_ts: z.number().nullish(),
    next_dnd_end_ts: z.number().nullish(),
  }),
});
const subteam = z.object({
  id: z.string(),
  handle: z.string(),
  date_delete: z.number().nullish(),
  users: z.array(z.string()).nullish(),
});
const subteamEvent = z.object({ subteam });
const subteamMembers = z.object({ subteam_id: z.string() });

type Standing = 'askable' | 'not';

export function createPeopleSync(deps: PeopleSyncDeps): PeopleSync {
  const { people, patience, clock, log } = deps;
  const standings = createCache<Standing>(keptUsers);
  const setupOf = (at: Workspace, members: readonly MemberSetup[]) =>
    ({ platform: 'slack', externalId: at.teamId, name: at.name, members, places: [] }) as const;

  /** Those who are ours and no guests; what the others are is noted, so that nobody asks Slack again. */
  function sift(at: Workspace, told: readonly unknown[]): MemberSetup[] {
    return told.flatMap((one) => {
      const setup = readUser(one, at.installerId);
      const user = slackUser.safeParse(one).data;
      const isKept = setup !== null && user !== undefined && isOurs(user, at.teamId) && !isGuest(user);
      const id = user?.id ?? anyone.safeParse(one).data?.id;
      if (id) standings.set(`${at.teamId}/${id}`, isKept && !setup.hasLeft ? 'askable' : 'not');
      return isKept ? [withStatus(setup, user)] : [];
    });
  }

  /** Not where Slack said nothing of a status: then it is as it was. */
  function withStatus(setup: MemberSetup, { profile }: SlackUser): MemberSetup {
    if (profile?.status_emoji === undefined) return setup;
    return { ...setup, statusUntil: quietUntil.status(profile, clock.now()) };
  }

  /** A guest whom we know, since they did something here or were no guest before, is kept as they are; others are none of ours. */
  async function knownGuest(at: Workspace, told: unknown): Promise<MemberSetup[]> {
    const user = slackUser.safeParse(told).data;
    const setup = readUser(told, at.installerId);
    if (!user || !setup || !isGuest(user) || !isOurs(user, at.teamId)) return [];
    return (await people.actor('slack', at.teamId, user.id)) ? [withStatus(setup, user)] : [];
  }

  async function readUsers(at: Workspace): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await patience.through(() =>
        at.client.users.list({ limit: limits.usersPage, include_locale: true, cursor, ...teamScope(at) }),
      );
      const members = sift(at, page.members ?? []);
      if (members.length > 0) await people.connectWorkspace(setupOf(at, members));
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor);
  }

  /** @param only one that changed; absent: all */
  async function readGroups(at: Workspace, only?: string): Promise<void> {
    const { usergroups = [] } = await patience.through(() =>
      at.client.usergroups.list({ include_users: true, include_disabled: true, ...teamScope(at) }),
    );
    for (const group of usergroups) {
      const read = subteam.safeParse(group);
      if (read.success && (only === undefined || read.data.id === only)) await saveGroup(at, read.data);
    }
  }

  const saveGroup = (at: Workspace, { id, handle, date_delete, users }: z.output<typeof subteam>) =>
    people.saveUserGroup({
      platform: 'slack',
      workspaceExternalId: at.teamId,
      externalId: id,
      handle,
      memberExternalIds: date_delete ? [] : (users ?? []),
    });

  const learnUser: EventHandler = async ({ event, workspace }) => {
    const told = userEvent.safeParse(event).data?.user;
    if (!workspace || told === undefined) return;
    const members = [...sift(workspace, [told]), ...(await knownGuest(workspace, told))];
    if (members.length > 0) await people.connectWorkspace(setupOf(workspace, members));
  };

  return {
    async readAll(teamId) {
      const at = await deps.workspaceOf(teamId);
      if (!at) return;
      // Groups name people, so people come first.
      for (const [what, read] of [
        ['people', readUsers],
        ['groups', readGroups],
      ] as const) {
        await read(at).catch((error: unknown) => {
          const about = { teamId, what, code: refusalCode(error) };
          // Groups are an optional scope.
          if (about.code === 'missing_scope') log.info(about, 'slack directory not open to us');
          else log.warn({ ...about, defect: describeDefect(error) }, 'slack directory not read');
        });
      }
    },
    async askable(at, userIds) {
      const strangers = userIds.filter((id) => standings.get(`${at.teamId}/${id}`) === undefined);
      const told = await inTurn(strangers, (user) => oneUser(at.client, user, patience));
      const members = sift(at, told);
      if (members.length > 0) await people.connectWorkspace(setupOf(at, members));
      return userIds.filter((id) => standings.get(`${at.teamId}/${id}`) === 'askable');
    },
    events: {
      user_change: learnUser,
      team_join: learnUser,
      async dnd_updated_user({ event, workspace }) {
        const told = dndEvent.safeParse(event).data;
        if (!told || !workspace) return;
        const who = { platform: 'slack', workspaceExternalId: workspace.teamId, externalId: told.user } as const;
        await people.setQuiet(who, quietUntil.dnd(told.dnd_status, clock.now()));
      },
      subteam_created: learnGroup,
      subteam_updated: learnGroup,
      async subteam_members_changed({ event, workspace }) {
        const told = subteamMembers.safeParse(event).data;
        // It tells who came and went; who is there, in order, the list says.
        if (told && workspace) await readGroups(workspace, told.subteam_id);
      },
    },
  };

  async function learnGroup({ event, workspace }: Parameters<EventHandler>[0]): Promise<void> {
    const told = subteamEvent.safeParse(event).data;
    if (!told || !workspace) return;
    if (told.subteam.users || told.subteam.date_delete) await saveGroup(workspace, told.subteam);
    else await readGroups(workspace, told.subteam.id);
  }
}

/** The token of a whole Enterprise Grid must say of which of its workspaces. */
const teamScope = (at: Workspace) => (at.isOrgWide ? { team_id: at.teamId } : {});

/** The answer, or a user of whom nothing is known: then they are nobody to be asked. */
async function oneUser(client: WebClient, user: string, patience: Patience): Promise<unknown> {
  const asked = patience.throttled(() => client.users.info({ user, include_locale: true }));
  const answer = await asked.catch((error: unknown) => {
    if (refusalCode(error) === null) throw error;
    return null;
  });
  return answer?.user ?? { id: user };
}

async function inTurn<T, U>(all: readonly T[], one: (each: T) => Promise<U>): Promise<U[]> {
  const done: U[] = [];
  for (const each of all) done.push(await one(each));
  return done;
}
