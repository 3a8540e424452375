/**
 * Channels to which the bot is invited, and their names: makes places known, greets them once, follows renames, and
 * minds when one is closed to it, opened again, or shared with another company. event-handlers.ts collects it.
 */
import { z } from 'zod';
import type { KnownRefusal } from '../../../chat/messenger.js';
import type { PlatformDeps, PlatformPeople } from '../../platform/platform-deps.js';
import type { SlackWhoAndWhere } from '../people/who-and-where.js';
import type { OrganisationOf } from '../workspace/organisation-of.js';
import type { Workspace } from '../workspace/workspace.js';
import type { EventHandler, EventHandlers, SlackEvent } from './events.js';

export interface ChannelEventsDeps extends Pick<PlatformDeps, 'placeOpened' | 'placeClosed' | 'arrived'> {
  readonly organisationOf: OrganisationOf;
  readonly people: Pick<PlatformPeople, 'connectWorkspace' | 'welcome' | 'placeAt' | 'setShared'>;
}

/** Where an event tells its channel: by its id, in an object, or in what was reacted to. */
const inChannel = z.union([
  z.object({ channel: z.string() }).transform(({ channel }) => channel),
  z.object({ channel: z.object({ id: z.string() }) }).transform(({ channel }) => channel.id),
  z.object({ item: z.object({ channel: z.string() }) }).transform(({ item }) => item.channel),
]);
const joined = z.object({ user: z.string(), channel: z.string() });
const aboutChannel = z.object({ channel: z.string() });
/** `is_ext_shared`: still shared, with another company. */
const unshared = z.object({ is_ext_shared: z.boolean().catch(false) });
const renamed = z.object({ channel: z.object({ id: z.string(), name: z.string().min(1) }) });

/** Events of channels shared by Slack Connect say so, also where the bot may not ask: a private channel without its scope. */
export function createSharedNotice(people: Pick<PlatformPeople, 'placeAt' | 'setShared'>): EventHandler {
  return async ({ event, teamId: workspaceExternalId }) => {
    const externalId = inChannel.safeParse(event).data;
    if (externalId === undefined || workspaceExternalId === null) return;
    // By this event it may be shared no more; the handler of its type says.
    if (event.type === 'channel_unshared') return;
    const place = await people.placeAt({ platform: 'slack', workspaceExternalId, externalId });
    if (place) await people.setShared(place.placeId, true);
  };
}

export function createChannelEvents(deps: ChannelEventsDeps): EventHandlers {
  const { people, organisationOf, placeOpened, placeClosed, arrived } = deps;
  const rename: EventHandlers[string] = async ({ event, workspace }) => {
    const received = renamed.safeParse(event).data;
    if (!received || !workspace) return;
    const { id: externalId, name } = received.channel;
    const { teamId, name: workspaceName } = workspace;
    const setup = { platform: 'slack', externalId: teamId, name: workspaceName, members: [] } as const;
    await people.connectWorkspace({ ...setup, places: [{ externalId, name }] });
  };
  /** null: nothing ever goes there. */
  async function known({ event, teamId: workspaceExternalId }: SlackEvent) {
    const received = aboutChannel.safeParse(event).data;
    if (!received || workspaceExternalId === null) return null;
    return people.placeAt({ platform: 'slack', workspaceExternalId, externalId: received.channel });
  }
  const closed =
    (reason: KnownRefusal): EventHandler =>
    async (received) => {
      const place = await known(received);
      if (place) await placeClosed({ ...place, reason });
    };
  const opened: EventHandler = async (received) => {
    const place = await known(received);
    if (place) await placeOpened(place.placeId);
  };
  /** Of channels in which nobody ever used the bot nothing is known, and nobody is asked for. */
  async function someoneJoined(
    { workspace, user, channel }: { readonly workspace: Workspace; readonly user: string; readonly channel: string },
    { who }: SlackWhoAndWhere,
  ): Promise<void> {
    const at = { platform: 'slack', workspaceExternalId: workspace.teamId, externalId: channel } as const;
    const place = await people.placeAt(at);
    if (!place) return;
    const found = await who(workspace, user, null);
    if (found.kind === 'known') await arrived({ ...place, memberId: found.actor.id });
  }
  return {
    async member_joined_channel({ event, workspace }, whoAndWhere) {
      const received = joined.safeParse(event).data;
      if (!received || !workspace) return;
      if (received.user !== workspace.botUserId) return someoneJoined({ workspace, ...received }, whoAndWhere);
      const place = await whoAndWhere.place(workspace, received.channel, null);
      if (!place) return;
      await people.welcome(await organisationOf(workspace), place.id);
      await placeOpened(place.id);
    },
    async channel_shared(received) {
      const place = await known(received);
      if (place) await people.setShared(place.placeId, true);
    },
    async channel_unshared(received) {
      const place = await known(received);
      if (place) await people.setShared(place.placeId, unshared.parse(received.event).is_ext_shared);
    },
    channel_archive: closed('archived'),
    group_archive: closed('archived'),
    channel_left: closed('not_a_member'),
    group_left: closed('not_a_member'),
    channel_deleted: closed('place_not_found'),
    group_deleted: closed('place_not_found'),
    channel_unarchive: opened,
    group_unarchive: opened,
    channel_rename: rename,
    group_rename: rename,
  };
}
