/** Registers with Bolt who listens to what; start.ts calls it for each app. */
import type { App } from '@slack/bolt';
import { workspaceIn } from './bolt-app.js';
import type { Ack } from './deed.js';
import type { EventHandler, EventHandlers } from './events.js';
import { createKept } from './kept.js';
import { eventEnvelope } from './payloads.js';
import { captureShortcut, type Receive } from './receive.js';
import type { WhoAndWhere } from './who-and-where.js';
import type { Workspace } from './workspace.js';

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

/** Slack tells an event again when it did not hear in time that it was done; a day's worth of ids is not needed for that. */
const rememberedEvents = 5_000;

/** What happens beside, to whoever listens to its type. */
export function listenToEvents(app: App, handlers: readonly EventHandlers[], whoAndWhere: WhoAndWhere): void {
  const done = createKept<true>(rememberedEvents);
  app.event(/^/, async ({ body, context }) => {
    const told = eventEnvelope.safeParse(body);
    if (!told.success) return;
    const { event, event_id: eventId } = told.data;
    const { teamId = null, enterpriseId = null } = context;
    if (eventId !== '' && done.get(eventId)) return;
    done.set(eventId, true);
    const takers: EventHandler[] = handlers.flatMap((each) => each[event.type] ?? []);
    const { isEnterpriseInstall } = context;
    const about = { event, eventId, workspace: workspaceIn(context), teamId, enterpriseId, isEnterpriseInstall };
    try {
      await Promise.all(takers.map((take) => take(about, whoAndWhere)));
    } catch (error) {
      done.delete(eventId);
      throw error;
    }
  });
}
