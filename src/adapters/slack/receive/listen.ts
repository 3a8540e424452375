/** Registers with Bolt who listens to what; start.ts calls it for each app. */
import type { App } from '@slack/bolt';
import { createCache } from '../../platform/cache.js';
import type { OnceOnly } from '../../platform/once-only.js';
import type { SlackWhoAndWhere } from '../people/who-and-where.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Ack } from './act.js';
import { workspaceIn } from './bolt-app.js';
import type { EventHandler, EventHandlers, SlackEvent } from './events.js';
import { eventEnvelope } from './payloads.js';
import { captureShortcut, type Receive } from './receive.js';

/** What people do, each kind to its listener. */
export function listen(app: App, receive: Receive): void {
  const withWorkspace =
    (take: (body: unknown, at: Workspace, ack: Ack) => Promise<void>) =>
    async ({ body, context, ack }: { body: unknown; context: object; ack: unknown }) => {
      const at = workspaceIn(context);
      if (at) await take(body, at, ack as Ack);
    };
  app.command(/^\//, withWorkspace(receive.command));
  app.action(/^/, withWorkspace(receive.action));
  app.view({ callback_id: /^/, type: 'view_submission' }, withWorkspace(receive.submission));
  app.view({ callback_id: /^/, type: 'view_closed' }, async ({ ack }) => ack());
  app.shortcut({ callback_id: captureShortcut, type: 'message_action' }, withWorkspace(receive.messageShortcut));
  app.shortcut({ callback_id: /^/, type: 'shortcut' }, withWorkspace(receive.globalShortcut));
}

/** Slack tells an event again within minutes; other copies, and a later life of this one, know from the database. */
const rememberedEvents = 5_000;

export interface EventDeps {
  readonly handlers: readonly EventHandlers[];
  readonly whoAndWhere: SlackWhoAndWhere;
  readonly onceOnly: Pick<OnceOnly, 'event'>;
  /** An event says that people of another company read in its channel. */
  readonly isShared: EventHandler;
}

/** What happens beside, to whoever listens to its type. */
export function listenToEvents(app: App, { handlers, whoAndWhere, onceOnly, isShared }: EventDeps): void {
  const received = createCache<Promise<unknown>>(rememberedEvents);
  const handle = async (about: SlackEvent, isInShared: boolean) => {
    if (isInShared) await isShared(about, whoAndWhere);
    const takers: EventHandler[] = handlers.flatMap((each) => each[about.event.type] ?? []);
    return Promise.all(takers.map((take) => take(about, whoAndWhere)));
  };
  app.event(/^/, async ({ body, context }) => {
    const envelope = eventEnvelope.safeParse(body);
    if (!envelope.success) return;
    const { event, event_id: eventId, is_ext_shared_channel: isInShared } = envelope.data;
    const { teamId = null, enterpriseId = null, isEnterpriseInstall, retryNum = 0 } = context;
    // Acknowledged when the first is done, and not before.
    const known = eventId === '' ? undefined : received.get(eventId);
    if (known) return void (await known);
    const once: SlackEvent['once'] = (work) => onceOnly.event(eventId, work);
    const about = { event, eventId, teamId, enterpriseId, isEnterpriseInstall, retryNum, once };
    const work = handle({ ...about, workspace: workspaceIn(context) }, isInShared);
    received.set(eventId, work);
    await work.catch((error: unknown) => {
      received.delete(eventId);
      throw error;
    });
  });
}
