/** Slack's part of keeping people and groups current: how they are read, and the events that tell of changes. */
import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.js';
import type { Logger } from '../../../kernel/logger.js';
import type { Patience } from '../../platform/patience.js';
import { createPeopleSync, type DirectoryEntry, type PeopleSync } from '../../platform/people-sync.js';
import type { MemberSetup, PlatformPeople } from '../../platform/platform-deps.js';
import { limits } from '../limits.js';
import type { EventHandler, EventHandlers } from '../receive/events.js';
import { refusalCode } from '../send/outcome.js';
import type { Workspace, WorkspaceOf } from '../workspace/workspace.js';
import { createManagerOf } from './manager-of.js';
import { quietUntil } from './quiet-until.js';
import { isGuest, isOurs, readUser, type SlackUser, slackUser } from './read-user.js';

export interface SlackPeopleSyncDeps {
  readonly people: Pick<PlatformPeople, 'actor' | 'askManagers' | 'connectWorkspace' | 'saveUserGroup' | 'setQuiet'>;
  readonly workspaceOf: WorkspaceOf;
  readonly patience: Patience;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Keeps members, groups and Do Not Disturb as Slack has them: read whole, then followed by events. */
export interface SlackPeopleSync extends Pick<PeopleSync<Workspace>, 'askable'> {
  /** The scope without which Slack shows no user groups, when it was missing; null: it shows them. */
  groupsWant(at: Workspace): string | null;
  /** Reads everybody and every group anew; a part that Slack refuses is logged and left as it was. */
  readAll(teamId: string): Promise<void>;
  readonly events: EventHandlers;
}

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

/** Builds it; `events` are to be registered with what receives Slack's events. */
export function createSlackPeopleSync(deps: SlackPeopleSyncDeps): SlackPeopleSync {
  const { people, patience, clock, log } = deps;

  /** As the directory has them: bots, guests and people of other companies are noted, so that nobody asks Slack again. */
  function entryOf(at: Workspace, received: unknown): DirectoryEntry[] {
    const user = slackUser.safeParse(received).data;
    const setup = readUser(received, at.installerId);
    const isKept = setup !== null && user !== undefined && isOurs(user, at.teamId) && !isGuest(user);
    const externalId = user?.id ?? anyone.safeParse(received).data?.id;
    return externalId ? [{ externalId, setup: isKept ? withStatus(setup, user) : null }] : [];
  }

  /** Not where Slack said nothing of a status: then it is as it was. */
  function withStatus(setup: MemberSetup, { profile }: SlackUser): MemberSetup {
    if (profile?.status_emoji === undefined) return setup;
    return { ...setup, statusUntil: quietUntil.status(profile, clock.now()) };
  }

  /** A guest whom we know, who did something here or was no guest before, is brought up to date. */
  async function updateKnownGuest(at: Workspace, received: unknown): Promise<void> {
    const user = slackUser.safeParse(received).data;
    const setup = readUser(received, at.installerId);
    if (!user || !setup || !isGuest(user) || !isOurs(user, at.teamId)) return;
    if (!(await people.actor('slack', at.teamId, user.id))) return;
    const { teamId: externalId, name } = at;
    await people.connectWorkspace({
      platform: 'slack',
      externalId,
      name,
      members: [withStatus(setup, user)],
      places: [],
    });
  }

  async function* readPeople(at: Workspace): AsyncGenerator<readonly DirectoryEntry[]> {
    let cursor: string | undefined;
    do {
      const page = await patience.through(() =>
        at.client.users.list({ limit: limits.usersPage, include_locale: true, cursor, ...teamScope(at) }),
      );
      yield (page.members ?? []).flatMap((member) => entryOf(at, member));
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor);
  }

  /** Whom Slack does not show is nobody to be asked. */
  async function readPerson(at: Workspace, user: string): Promise<DirectoryEntry> {
    const asked = patience.throttled(() => at.client.users.info({ user, include_locale: true }));
    const answer = await asked.catch((error: unknown) => {
      if (refusalCode(error) === null) throw error;
      return null;
    });
    const [entry] = entryOf(at, answer?.user);
    return entry ?? { externalId: user, setup: null };
  }

  const withoutGroups = new Set<string>();

  async function readGroups(at: Workspace) {
    const asked = patience.through(() =>
      at.client.usergroups.list({ include_users: true, include_disabled: true, ...teamScope(at) }),
    );
    const { usergroups: groups = [] } = await asked.catch((error: unknown) => {
      if (refusalCode(error) === 'missing_scope') withoutGroups.add(at.teamId);
      throw error;
    });
    withoutGroups.delete(at.teamId);
    return groups.flatMap((group) => {
      const read = subteam.safeParse(group);
      return read.success ? [groupOf(read.data)] : [];
    });
  }

  const sync = createPeopleSync<Workspace>({
    platform: 'slack',
    people,
    log,
    workspaceOf: ({ teamId, name }) => ({ externalId: teamId, name }),
    readPeople,
    readPerson,
    readGroups,
    refusalCode,
  });

  const learnUser: EventHandler = async ({ event, workspace }) => {
    const received = userEvent.safeParse(event).data?.user;
    if (!workspace || received === undefined) return;
    await sync.learn(workspace, entryOf(workspace, received));
    await updateKnownGuest(workspace, received);
  };

  /** null: Slack does not show it. */
  async function readGroupMembers(at: Workspace, usergroup: string): Promise<readonly string[] | null> {
    const asked = patience.through(() =>
      at.client.usergroups.users.list({ usergroup, include_disabled: true, ...teamScope(at) }),
    );
    const answer = await asked.catch((error: unknown) => {
      if (refusalCode(error) === null) throw error;
      return null;
    });
    return answer?.users ?? null;
  }

  /** The whole list is read only for a group whose name is not known yet. */
  async function readOneGroup(at: Workspace, id: string): Promise<void> {
    const handle = sync.handleOf(at, id);
    const users = handle === undefined ? null : await readGroupMembers(at, id);
    const found =
      handle !== undefined && users !== null
        ? [groupOf({ id, handle, users: [...users] })]
        : (await readGroups(at)).filter(({ externalId }) => externalId === id);
    await sync.saveGroups(at, found);
  }

  const learnGroup: EventHandler = async ({ event, workspace }) => {
    const received = subteamEvent.safeParse(event).data?.subteam;
    if (!received || !workspace) return;
    if (received.users || received.date_delete) await sync.saveGroups(workspace, [groupOf(received)]);
    else await readOneGroup(workspace, received.id);
  };

  return {
    askable: sync.askable,
    groupsWant: ({ teamId }) => (withoutGroups.has(teamId) ? 'usergroups:read' : null),
    async readAll(teamId) {
      const at = await deps.workspaceOf(teamId);
      if (!at) return;
      await sync.readAll(at);
      if (await createManagerOf(at, patience)) await people.askManagers('slack', at.teamId);
    },
    events: {
      user_change: learnUser,
      team_join: learnUser,
      async dnd_updated_user({ event, workspace }) {
        const received = dndEvent.safeParse(event).data;
        if (!received || !workspace) return;
        const who = { platform: 'slack', workspaceExternalId: workspace.teamId, externalId: received.user } as const;
        await people.setQuiet(who, quietUntil.dnd(received.dnd_status, clock.now()));
      },
      subteam_created: learnGroup,
      subteam_updated: learnGroup,
      async subteam_members_changed({ event, workspace }) {
        const received = subteamMembers.safeParse(event).data;
        // It tells who came and went; who is there, in order, the list says.
        if (received && workspace) await readOneGroup(workspace, received.subteam_id);
      },
    },
  };
}

const groupOf = ({ id, handle, date_delete, users }: z.output<typeof subteam>) => ({
  externalId: id,
  handle,
  memberExternalIds: date_delete ? [] : (users ?? []),
});

/** The token of a whole Enterprise Grid must say of which of its workspaces. */
const teamScope = (at: Workspace) => (at.isOrgWide ? { team_id: at.teamId } : {});
