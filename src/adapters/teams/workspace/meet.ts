/** Keeps what each activity tells of its tenant, conversation and person: where to send later. receive.ts calls it first. */
import type { Clock } from '../../../kernel/clock.js';
import type { Sql } from '../../../storage/database.js';
import { createCache } from '../../platform/cache.js';
import type { PlatformPeople } from '../../platform/platform-deps.js';
import { type Activity, changedChannel, isChannel, isPersonal, takesBotAway } from '../activity.js';
import {
  closePerson,
  findConversation,
  forgetConversation,
  openPerson,
  saveConversation,
  savePeople,
} from './store.js';
import type { Tenant } from './tenant.js';

export interface MeetDeps {
  readonly database: Sql;
  readonly people: Pick<PlatformPeople, 'connectWorkspace' | 'organisationAt' | 'actor'>;
  readonly clock: Clock;
  /** Messages for the tenant that waited can go out. */
  connected(): Promise<void>;
  /** Somebody's private chat takes messages again. */
  personOpened(memberId: string): Promise<void>;
}

/** Answers the tenant's organisation. */
export type Meet = (told: Activity, at: Tenant) => Promise<string>;

const kept = 20_000;

/** Writes only what differs from what this copy of the bot wrote last. */
export function createMeet({ database, people, clock, ...deps }: MeetDeps): Meet {
  const written = createCache<string>(kept);

  async function once(key: string, what: readonly unknown[], write: () => Promise<void>): Promise<void> {
    const now = JSON.stringify(what);
    if (written.get(key) === now) return;
    await write();
    written.set(key, now);
  }

  /** Asked each time: the tenant may have joined another organisation since. */
  async function organisationOf({ tenantId: externalId, name }: Tenant): Promise<string> {
    const known = await people.organisationAt('teams', externalId);
    const setup = { platform: 'teams', externalId, name, members: [], places: [] } as const;
    return known ?? (await people.connectWorkspace(setup)).organisationId;
  }

  async function metConversation(told: Activity, at: Tenant, organisationId: string): Promise<void> {
    const { tenantId, serviceUrl, botId } = at;
    const conversationId = changedChannel(told) ?? at.conversationId;
    const kind = told.conversation.conversationType ?? kindOf(conversationId);
    const team = told.channelData?.team?.id ?? null;
    // Of a deleted channel the team stays.
    const teamId = changedChannel(told) && takesBotAway(told) ? null : team;
    const key = `conversation/${tenantId}/${conversationId}`;
    // The bot comes and goes, and another copy may have heard of it: what this one wrote last says nothing then.
    if (isMove(told)) written.delete(key);
    if (takesBotAway(told)) return forgetConversation(database, { tenantId, conversationId, teamId });
    await once(key, [serviceUrl, botId, kind, teamId, organisationId], async () => {
      const isNew = (await findConversation(database, tenantId, conversationId)) === null;
      const known = { tenantId, conversationId, organisationId, serviceUrl, botId, kind, teamId };
      await saveConversation(database, known, clock.now());
      if (isNew) await deps.connected();
    });
  }

  async function metPerson(told: Activity, at: Tenant, organisationId: string): Promise<void> {
    const personId = told.from.aadObjectId?.toLowerCase();
    if (!personId) return;
    const { tenantId, conversationId, serviceUrl, botId } = at;
    const isHere = isPersonal(told);
    const what = [told.from.id, serviceUrl, botId, isHere && conversationId, organisationId];
    const people = [{ personId, userId: told.from.id, conversationId: isHere ? conversationId : null }];
    const met = { tenantId, organisationId, serviceUrl, botId, people };
    await once(`person/${tenantId}/${personId}/${isHere}`, what, () => savePeople(database, met, clock.now()));
    if (isHere)
      await (takesBotAway(told)
        ? closePerson(database, tenantId, personId, 'uninstalled')
        : opened(tenantId, personId));
  }

  async function opened(tenantId: string, personId: string): Promise<void> {
    if (!(await openPerson(database, tenantId, personId))) return;
    const member = await people.actor('teams', tenantId, personId);
    if (member) await deps.personOpened(member.id);
  }

  return async (told, at) => {
    const organisationId = await organisationOf(at);
    if (!isPersonal(told)) await metConversation(told, at, organisationId);
    await metPerson(told, at, organisationId);
    return organisationId;
  };
}

const isMove = ({ type }: Activity): boolean => type === 'installationUpdate' || type === 'conversationUpdate';

/** Events of meetings don't say it. The ids of channels end as those of no chat do. */
const kindOf = (conversationId: string) => (isChannel(conversationId) ? 'channel' : 'groupChat');
