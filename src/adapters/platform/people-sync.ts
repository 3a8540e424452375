/**
 * Keeps the people and groups of a workspace as the platform has them: read whole at start and after an installation,
 * then by events. Each platform brings how it is asked and how its people are read.
 */
import type { UserGroupSetup } from '../../chat/workspace-setup.js';
import type { Logger } from '../../kernel/logger.js';
import type { Platform } from '../../kernel/person.js';
import { createCache } from './cache.js';
import type { MemberSetup, PlatformPeople } from './platform-deps.js';

/** A person as a platform's directory has them. */
export interface DirectoryEntry {
  readonly externalId: string;
  /** null: a bot, a guest, or somebody of another company: nobody asks them anything. */
  readonly setup: MemberSetup | null;
}

export interface PeopleSyncDeps<Workspace> {
  readonly platform: Platform;
  readonly people: Pick<PlatformPeople, 'connectWorkspace' | 'saveUserGroup'>;
  readonly log: Logger;
  /** As the room people knows the workspace. */
  workspaceOf(at: Workspace): { readonly externalId: string; readonly name: string };
  /** Everybody, a page after the other. */
  readPeople(at: Workspace): AsyncIterable<readonly DirectoryEntry[]>;
  /** Somebody of whom nothing is known yet. */
  readPerson(at: Workspace, externalId: string): Promise<DirectoryEntry>;
  /** All groups; absent: the platform has none. */
  readonly readGroups?: (at: Workspace) => Promise<readonly Omit<UserGroupSetup, 'platform' | 'workspaceExternalId'>[]>;
  /** The platform's own word for why it refused; null: it did not refuse. `missing_scope`: it was never allowed. */
  refusalCode(error: unknown): string | null;
}

/** Keeps members and groups of a platform's workspaces as the platform has them. */
export interface PeopleSync<Workspace> {
  /** Reads everybody and every group anew. A part that the platform refuses is logged and left as it was. */
  readAll(at: Workspace): Promise<void>;
  /** Reads everybody anew. Answers who may be asked something; throws what the platform's refusal throws. */
  readEverybody(at: Workspace): Promise<readonly string[]>;
  /** Makes these known, or brings them up to date. */
  learn(at: Workspace, entries: readonly DirectoryEntry[]): Promise<void>;
  saveGroups(at: Workspace, groups: readonly Omit<UserGroupSetup, 'platform' | 'workspaceExternalId'>[]): Promise<void>;
  /** What follows the @ of a group that was saved before; undefined: not known to this copy of the bot. */
  handleOf(at: Workspace, groupExternalId: string): string | undefined;
  /** Who of these may be asked something: no bot, no guest, not gone. Whoever is new is made known. */
  askable(at: Workspace, externalIds: readonly string[]): Promise<readonly string[]>;
}

const cacheSize = 100_000;

/** Builds it for one platform. It remembers who may be asked, for this copy of the bot alone. */
export function createPeopleSync<Workspace>(deps: PeopleSyncDeps<Workspace>): PeopleSync<Workspace> {
  const { platform, people, log, workspaceOf } = deps;
  /** Whether somebody may be asked, so that the platform is not asked again about those who may not. */
  const isAskable = createCache<boolean>(cacheSize);
  const handles = createCache<string>(cacheSize);
  const keyOf = (at: Workspace, externalId: string) => `${workspaceOf(at).externalId}/${externalId}`;

  async function learn(at: Workspace, entries: readonly DirectoryEntry[]): Promise<void> {
    for (const { externalId, setup } of entries) {
      isAskable.set(keyOf(at, externalId), setup !== null && !setup.hasLeft);
    }
    const members = entries.flatMap(({ setup }) => setup ?? []);
    if (members.length > 0) await people.connectWorkspace({ platform, ...workspaceOf(at), members, places: [] });
  }

  const saveGroups: PeopleSync<Workspace>['saveGroups'] = async (at, groups) => {
    const workspaceExternalId = workspaceOf(at).externalId;
    for (const group of groups) {
      await people.saveUserGroup({ platform, workspaceExternalId, ...group });
      handles.set(keyOf(at, group.externalId), group.handle);
    }
  };

  async function part(at: Workspace, what: string, read: () => Promise<void>): Promise<void> {
    await read().catch((error: unknown) => {
      const about = { platform, workspace: workspaceOf(at).externalId, what, code: deps.refusalCode(error) };
      if (about.code === 'missing_scope') log.info(about, 'directory not open to us');
      else log.warn({ ...about, err: error }, 'directory not read');
    });
  }

  async function readEverybody(at: Workspace): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const page of deps.readPeople(at)) {
      await learn(at, page);
      for (const { externalId, setup } of page) if (setup && !setup.hasLeft) found.push(externalId);
    }
    return found;
  }

  return {
    learn,
    saveGroups,
    handleOf: (at, externalId) => handles.get(keyOf(at, externalId)),
    readEverybody,
    async readAll(at) {
      // Groups name people, so people come first.
      await part(at, 'people', async () => void (await readEverybody(at)));
      const { readGroups } = deps;
      if (readGroups) await part(at, 'groups', async () => saveGroups(at, await readGroups(at)));
    },
    async askable(at, externalIds) {
      const unknown = externalIds.filter((id) => isAskable.get(keyOf(at, id)) === undefined);
      const found: DirectoryEntry[] = [];
      for (const id of unknown) found.push(await deps.readPerson(at, id));
      await learn(at, found);
      return externalIds.filter((id) => isAskable.get(keyOf(at, id)));
    },
  };
}
