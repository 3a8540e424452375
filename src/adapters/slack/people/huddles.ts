/**
 * Huddles: Slack tells of each person when they come into one and leave it, not in which channel it is. Who is in the same
 * one is kept for all copies of the bot, and told to the rooms. event-handlers.ts collects it.
 */
import { z } from 'zod';
import type { Sql } from '../../../storage/database.js';
import type { PlatformDeps, PlatformPeople } from '../../platform/platform-deps.js';
import type { EventHandlers } from '../receive/events.js';
import { forgetHuddler, listHuddlers, saveHuddler } from './huddle-store.js';

export interface HuddlesDeps extends Pick<PlatformDeps, 'gathered'> {
  readonly database: Sql;
  readonly people: Pick<PlatformPeople, 'actor'>;
}

const huddleEvent = z.object({
  user: z.object({
    id: z.string(),
    profile: z.object({ huddle_state: z.string().nullish(), huddle_state_call_id: z.string().max(200).nullish() }),
  }),
});

/** Handles `user_huddle_changed`, which needs the scope `users:read` alone. */
export function createHuddles(deps: HuddlesDeps): EventHandlers {
  return {
    async user_huddle_changed({ event, workspace }) {
      const received = huddleEvent.safeParse(event).data?.user;
      if (!received || !workspace) return;
      const { database } = deps;
      const { teamId } = workspace;
      const { huddle_state: state, huddle_state_call_id: callId } = received.profile;
      if (state !== 'in_a_huddle' || !callId) return forgetHuddler(database, teamId, received.id);
      const actor = await deps.people.actor('slack', teamId, received.id);
      if (!actor) return;
      const { organisationId, id: memberId } = actor;
      await saveHuddler(database, { teamId, userId: received.id, organisationId, memberId }, callId);
      const memberIds = await listHuddlers(database, organisationId, callId);
      await deps.gathered({ platform: 'slack', organisationId, callId, what: 'talking', memberIds });
    },
  };
}
