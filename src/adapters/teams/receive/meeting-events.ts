/**
 * Teams' word that a meeting has begun or ended. It comes once, when the first person joins and when the last one leaves,
 * where the manifest's permissions OnlineMeeting.ReadBasic.Chat and ChannelMeeting.ReadBasic.Group were granted.
 */
import { z } from 'zod';
import type { PlatformDeps, PlatformPeople } from '../../platform/platform-deps.js';
import type { Activity } from '../activity.js';
import type { Tenant } from '../workspace/tenant.js';

export interface MeetingEventsDeps extends Pick<PlatformDeps, 'gathered'> {
  readonly people: Pick<PlatformPeople, 'placeAt'>;
}

/** Other than all else that Teams sends, this is in PascalCase. */
const meeting = z.object({ Id: z.string().max(1_000) });

const begins: ReadonlyMap<string, 'began' | 'ended'> = new Map(
  Object.entries({
    'application/vnd.microsoft.meetingStart': 'began',
    'application/vnd.microsoft.meetingEnd': 'ended',
  }),
);

/**
 * Tells the rooms. A channel's meeting stands in a thread of its channel, which is the place; a meeting's own chat is a
 * place by itself. A place in which nobody ever used the bot has no agenda, so it isn't made known here.
 */
export async function heardOfMeeting(told: Activity, at: Tenant, deps: MeetingEventsDeps): Promise<void> {
  const what = told.type === 'event' ? begins.get(told.name ?? '') : undefined;
  const callId = meeting.safeParse(told.value).data?.Id ?? told.channelData?.meeting?.id;
  if (what === undefined || !callId) return;
  const channel = { platform: 'teams', workspaceExternalId: at.tenantId, externalId: at.conversationId } as const;
  const place = await deps.people.placeAt(channel);
  if (place) await deps.gathered({ platform: 'teams', callId, what, ...place });
}
