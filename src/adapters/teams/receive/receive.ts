/** Does what an activity says: meets who is new, hands what people do to the rooms, and answers. start.ts builds it. */
import { namelessPlaces } from '../../../chat/nameless-place.js';
import type { Actor } from '../../../kernel/person.js';
import type { OnceOnly } from '../../platform/once-only.js';
import type { PlatformDeps } from '../../platform/platform-deps.js';
import { type Activity, changedChannel, isPersonal, takesBotAway, threadOf } from '../activity.js';
import type { TeamsPeopleSync } from '../people/people-sync.js';
import type { TeamsWhoAndWhere } from '../people/who-and-where.js';
import type { Meet } from '../workspace/meet.js';
import { conversationsWith } from '../workspace/store.js';
import { type Tenant, tenantIn } from '../workspace/tenant.js';
import type { AnswerAct } from './answer-act.js';
import type { InvokeAnswer } from './door.js';
import { heardOfMeeting } from './meeting-events.js';

export interface ReceiveDeps extends Pick<PlatformDeps, 'database' | 'people' | 'gathered' | 'arrived'> {
  readonly whoAndWhere: TeamsWhoAndWhere;
  readonly meet: Meet;
  readonly peopleSync: Pick<TeamsPeopleSync, 'readAll'>;
  readonly answerAct: Pick<AnswerAct, 'now'>;
  readonly onceOnly: Pick<OnceOnly, 'event'>;
}

export type Receive = (told: Activity, tenantId: string) => Promise<InvokeAnswer | null>;

/** Builds what does an activity of a known tenant. A repeated activity is done once. */
export function createReceive(deps: ReceiveDeps): Receive {
  const { database, people, whoAndWhere, meet, peopleSync, answerAct, onceOnly, arrived } = deps;

  /** The bot came into a conversation, or into somebody's private chat. */
  async function installed(activity: Activity, at: Tenant, organisationId: string): Promise<void> {
    const { channelData, conversation, from } = activity;
    const personId = from.aadObjectId?.toLowerCase() ?? null;
    const whoIs = async () => personId && (await whoAndWhere.who(at, personId, from.tenantId ?? null));
    // Their private chat is open now, so they can be given something.
    if (isPersonal(activity)) return void (await whoIs());
    const called = channelData?.channel?.name ?? conversation.name ?? namelessPlaces.general;
    const place = await whoAndWhere.place(at, at.conversationId, called);
    await peopleSync.readAll({ ...at, organisationId });
    const who = await whoIs();
    if (personId && who && who.kind === 'known') await adminIs(at, personId, who.actor);
    if (place) await people.welcome(organisationId, place.id);
  }

  /** Whoever installs the bot first sets it up: a member of the tenant, and nobody who adds it to a chat later. */
  async function adminIs({ tenantId, name }: Tenant, externalId: string, { organisationId, name: called }: Actor) {
    const everybody = await people.allMembers(organisationId);
    if (everybody.some(({ role }) => role !== 'member')) return;
    const members = [{ externalId, name: called, isAdmin: true }];
    await people.connectWorkspace({ platform: 'teams', externalId: tenantId, name, members, places: [] });
  }

  async function beside(activity: Activity, at: Tenant, organisationId: string): Promise<void> {
    const { type, membersAdded } = activity;
    if (takesBotAway(activity)) return;
    if (type === 'installationUpdate') await installed(activity, at, organisationId);
    if (type !== 'conversationUpdate') return;
    const others = membersAdded?.filter(({ id }) => id !== at.botId) ?? [];
    if (others.length > 0) {
      await peopleSync.readAll({ ...at, organisationId });
      for (const { aadObjectId } of others)
        if (aadObjectId) await someoneJoined(activity, at, aadObjectId.toLowerCase());
    }
    await renamed(activity, at);
    if (!isPersonal(activity)) await readersChanged(activity, at);
  }

  /** Whoever joins a team joins all channels of it that are open to the team. */
  async function someoneJoined({ channelData }: Activity, at: Tenant, personId: string): Promise<void> {
    const { tenantId, conversationId } = at;
    const found = await whoAndWhere.who(at, personId, null);
    if (found.kind !== 'known') return;
    const teamId = channelData?.team?.id ?? null;
    for (const externalId of await conversationsWith(database, { tenantId, conversationId, teamId })) {
      const place = await people.placeAt({ platform: 'teams', workspaceExternalId: tenantId, externalId });
      if (place) await arrived({ ...place, memberId: found.actor.id });
    }
  }

  /** A place is called by its new name at once, and not from its next message on. */
  async function renamed(activity: Activity, at: Tenant): Promise<void> {
    const channelId = changedChannel(activity);
    const name = activity.channelData?.channel?.name;
    if (activity.channelData?.eventType !== 'channelRenamed' || channelId === null || !name) return;
    const channel = { platform: 'teams', workspaceExternalId: at.tenantId, externalId: channelId } as const;
    // A channel in which nobody ever used the bot is no place here.
    if (await people.placeAt(channel)) await whoAndWhere.place(at, channelId, name);
  }

  /** Guests may have come, or the channel was shared with another tenant: known before the next card goes there. */
  async function readersChanged({ channelData }: Activity, { tenantId, conversationId }: Tenant): Promise<void> {
    const teamId = channelData?.team?.id ?? null;
    for (const externalId of await conversationsWith(database, { tenantId, conversationId, teamId })) {
      const place = await people.placeAt({ platform: 'teams', workspaceExternalId: tenantId, externalId });
      if (place) await people.readersChanged(place.placeId);
    }
  }

  return async (activity, tenantId) => {
    const at = tenantIn(activity, tenantId);
    const organisationId = await meet(activity, at);
    if (activity.type === 'invoke' || activity.type === 'message') return answerAct.now(activity, at);
    const { channel } = threadOf(activity.conversation.id);
    await onceOnly.event(activity.id && `${channel}/${activity.id}`, async () => {
      await beside(activity, at, organisationId);
      await heardOfMeeting(activity, at, deps);
    });
    return null;
  };
}
