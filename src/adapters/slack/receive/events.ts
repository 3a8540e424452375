/** The hook for what happens in Slack beside commands and clicks: one handler for each type of event. start.ts collects them. */
import type { Within } from '../../platform/once-only.js';
import type { SlackWhoAndWhere } from '../people/who-and-where.js';
import type { Workspace } from '../workspace/workspace.js';

/** An event as Slack sent it, with its workspace. */
export interface SlackEvent {
  /** As Slack tells it, nothing checked but the type: parse it with zod. */
  readonly event: Readonly<Record<string, unknown>> & { readonly type: string };
  /** Slack's id of the event: the same when it is told again. */
  readonly eventId: string;
  /** null only for `app_uninstalled` and `tokens_revoked`, which come when there is no token any more. */
  readonly workspace: Workspace | null;
  readonly teamId: string | null;
  readonly enterpriseId: string | null;
  /** How often Slack told it before. */
  readonly retryNum: number;
  /** It concerns the installation for a whole Enterprise Grid. */
  readonly isEnterpriseInstall: boolean;
  /** For work that must not be done twice, whichever copy of the bot hears of it: one handler of a type asks. Resolves when the work is done, now or before. */
  once(work: (within: Within) => Promise<void>): Promise<void>;
}

/**
 * Slack is told that an event is done when its handler is; a throw is logged and makes Slack tell it again: at
 * once, after a minute and after five; NotYet does the same, and is no failure.
 */
export type EventHandler = (event: SlackEvent, whoAndWhere: SlackWhoAndWhere) => Promise<void>;

/** By type: `app_home_opened`, `reaction_added`, … Several handlers may listen to one type. */
export type EventHandlers = Readonly<Record<string, EventHandler>>;
