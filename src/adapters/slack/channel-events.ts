/** Channels to which the bot is invited, and their names: makes places known, greets them once, follows renames. start.ts collects it. */
import { z } from 'zod';
import type { EventHandlers } from './events.js';
import type { OrganisationOf } from './organisation-of.js';
import type { SlackOrganisation, SlackPeople } from './ports.js';

export interface ChannelEventsDeps {
  readonly people: Pick<SlackPeople, 'connectWorkspace'>;
  readonly organisation: Pick<SlackOrganisation, 'welcome'>;
  readonly organisationOf: OrganisationOf;
}

const joined = z.object({ user: z.string(), channel: z.string() });
const renamed = z.object({ channel: z.object({ id: z.string(), name: z.string().min(1) }) });

export function createChannelEvents({ people, organisation, organisationOf }: ChannelEventsDeps): EventHandlers {
  const rename: EventHandlers[string] = async ({ event, workspace }) => {
    const told = renamed.safeParse(event).data;
    if (!told || !workspace) return;
    const { id: externalId, name } = told.channel;
    const { teamId, name: workspaceName } = workspace;
    const setup = { platform: 'slack', externalId: teamId, name: workspaceName, members: [] } as const;
    await people.connectWorkspace({ ...setup, places: [{ externalId, name }] });
  };
  return {
    async member_joined_channel({ event, workspace }, whoAndWhere) {
      const told = joined.safeParse(event).data;
      if (!told || !workspace || told.user !== workspace.botUserId) return;
      const place = await whoAndWhere.place(workspace, told.channel, null);
      if (!place) return;
      await organisation.welcome(await organisationOf(workspace), place.id);
    },
    channel_rename: rename,
    group_rename: rename,
  };
}
