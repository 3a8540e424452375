/** A tenant as an activity shows it, and as the room people knows it. */
import { type Activity, threadOf } from '../activity.js';

/** Where an activity came from. */
export interface Tenant {
  /** Entra's id, lower case; `local` without one (`TEAMS=local`). */
  readonly tenantId: string;
  readonly serviceUrl: string;
  /** The bot's own id, `28:…`. */
  readonly botId: string;
  /** Without its thread. */
  readonly conversationId: string;
  /** To show, where a new organisation needs a name. */
  readonly name: string;
}

/** Reads where an activity came from. `tenantId` is in lower case. */
export function tenantIn(told: Activity, tenantId: string): Tenant {
  return {
    tenantId,
    serviceUrl: told.serviceUrl,
    botId: told.recipient?.id ?? '',
    conversationId: threadOf(told.conversation.id).channel,
    name: 'Microsoft Teams',
  };
}
