/**
 * What people do in Slack, as interactions: commands, clicks, submitted modals, shortcuts, and what they write to the
 * bot. listen.ts has Bolt call these; every one answers by reply.ts.
 */

import type { z } from 'zod';
import { type Reply, showCard } from '../../../chat/reply.js';
import type { Clock } from '../../../kernel/clock.js';
import { listening, speakTo } from '../../../kernel/language/reader.js';
import type { Logger } from '../../../kernel/logger.js';
import { otherAnswers } from '../../platform/accepted-acts.js';
import { refusalCard } from '../../platform/answer-cards.js';
import { type Click, NotYet, type OnceOnly, type Within } from '../../platform/once-only.js';
import type { PlatformDeps } from '../../platform/platform-deps.js';
import type { SlackWhoAndWhere } from '../people/who-and-where.js';
import { actionOf, openLinkActionId, turnsPage } from '../render/buttons.js';
import type { AnswerReply } from '../reply/reply.js';
import { quietViewId } from '../reply/views.js';
import type { Workspace } from '../workspace/workspace.js';
import { type Ack, type Act, lineOf, replyRoutesOf } from './act.js';
import { captured } from './captured.js';
import type { EventHandler, EventHandlers } from './events.js';
import { isMeant, isReply, messageAct } from './messages.js';
import {
  type ActionPayload,
  actionPayload,
  commandPayload,
  globalShortcutPayload,
  messageEvent,
  messageShortcutPayload,
  submissionPayload,
} from './payloads.js';
import { readValues } from './read-values.js';
import { readContext } from './view-context.js';

/** The global shortcuts of the manifest, and the line that each stands for. */
export const globalShortcuts: Readonly<Record<string, string>> = { feedback: 'feedback' };
/** The message shortcut "Capture feedback". */
export const captureShortcut = 'capture';

export interface ReceiveDeps extends Pick<PlatformDeps, 'handle' | 'clock' | 'log'> {
  readonly whoAndWhere: SlackWhoAndWhere;
  readonly answerReply: AnswerReply;
  readonly onceOnly: Pick<OnceOnly, 'isNew' | 'isFirstClick'>;
}

/** Turns what Slack sends into interactions and hands them to the router. */
export function createReceive(deps: ReceiveDeps): Receive {
  const { whoAndWhere, onceOnly, clock } = deps;
  const memberOf = (at: Workspace) => async (userId: string) => {
    const who = await whoAndWhere.who(at, userId, null);
    return who.kind === 'known' ? who.actor.id : null;
  };
  const receive = (act: Act, within?: Within) =>
    listening(() => deps.answerReply(reply(deps, act, within), act.routes));
  const parsed = <T>(schema: z.ZodType<T>, body: unknown): T | null => parse(deps.log, schema, body);

  return {
    async command(body, at, ack) {
      const received = parsed(commandPayload, body);
      if (!received) return void (await ack());
      const line = lineOf(deps, at, received.text);
      await receive({
        routes: {
          ...replyRoutesOf(at, received.user_id, ack),
          channelId: received.channel_id,
          triggerId: received.trigger_id,
          responseUrl: received.response_url,
          line,
          acksWithMessage: true,
          // What comes with its text seldom asks for more.
          mayOpenForm: !/\S\s+\S/.test(received.text),
        },
        interactionId: received.trigger_id ?? '',
        userTeamId: null,
        channelName: received.channel_name,
        interaction: async () => ({ kind: 'command', text: await line() }),
      });
    },
    async action(body, at, ack) {
      const received = parsed(actionPayload, body);
      if (!received) return void (await ack());
      const [{ action_id, value, action_ts }] = received.actions;
      if (actionOf(action_id) === openLinkActionId) return void (await ack());
      if (!(await onceOnly.isFirstClick(clickOf(received, clock)))) return void (await ack());
      const isOnlyTheirs = received.container?.is_ephemeral ?? false;
      const opened = received.view && readContext(received.view.private_metadata).channelId;
      await receive({
        routes: {
          ...replyRoutesOf(at, received.user.id, ack),
          channelId: received.channel?.id ?? opened ?? null,
          threadTs: received.message?.thread_ts ?? received.container?.thread_ts ?? null,
          triggerId: received.trigger_id,
          responseUrl: received.response_url,
          isOnlyTheirs,
          pressed: { action: actionOf(action_id), value },
          takesItsPlace: isOnlyTheirs && turnsPage(action_id),
          pressedIn: received.view && { viewId: received.view.id, isModal: received.view.type === 'modal' },
        },
        interactionId: received.trigger_id ?? action_ts,
        userTeamId: received.user.team_id,
        channelName: received.channel?.name ?? null,
        interaction: async () => ({ kind: 'action', action: actionOf(action_id), value }),
      });
    },
    async submission(body, at, ack) {
      const received = parsed(submissionPayload, body);
      if (!received || received.view.callback_id === quietViewId) return void (await ack());
      // Acknowledged, the form would close with all that was written: nobody knows that it was done.
      if (!(await onceOnly.isNew(received.trigger_id))) throw new NotYet();
      const { view, user } = received;
      const { channelId, subject } = readContext(view.private_metadata);
      await receive({
        routes: {
          ...replyRoutesOf(at, user.id, closingAll(ack)),
          channelId,
          triggerId: received.trigger_id,
          submitted: view,
        },
        // Not the view's: a form that came back with errors is submitted again.
        interactionId: received.trigger_id ?? '',
        userTeamId: user.team_id,
        channelName: null,
        interaction: async () => ({
          kind: 'submit',
          form: view.callback_id,
          subject,
          values: await readValues(view.state.values, memberOf(at)),
        }),
      });
    },
    async messageShortcut(body, at, ack) {
      const received = parsed(messageShortcutPayload, body);
      if (!received || !(await onceOnly.isNew(received.trigger_id))) return void (await ack());
      await receive({
        routes: {
          ...replyRoutesOf(at, received.user.id, ack),
          channelId: received.channel.id,
          threadTs: received.message.thread_ts ?? null,
          triggerId: received.trigger_id,
          responseUrl: received.response_url,
        },
        interactionId: received.trigger_id ?? '',
        userTeamId: received.user.team_id,
        channelName: received.channel.name,
        interaction: async () => ({ kind: 'capture', message: await captured({ ...received, at }, whoAndWhere) }),
      });
    },
    async globalShortcut(body, at, ack) {
      const received = parsed(globalShortcutPayload, body);
      if (!received) return void (await ack());
      const { callback_id: id } = received;
      const line = (Object.hasOwn(globalShortcuts, id) ? globalShortcuts[id] : undefined) ?? 'help';
      await receive({
        routes: { ...replyRoutesOf(at, received.user.id, ack), triggerId: received.trigger_id, line: async () => line },
        interactionId: received.trigger_id ?? '',
        userTeamId: received.user.team_id,
        channelName: null,
        interaction: async () => ({ kind: 'command', text: line }),
      });
    },
    /** `app_mention`: a line to the bot in a channel. `message`: in the private chat, or in the thread of its message. */
    events: {
      app_mention: async ({ event, eventId, workspace, once }) => {
        const received = parsed(messageEvent, event);
        if (!received?.user || !workspace || received.bot_id) return;
        const act = messageAct(deps, { received, user: received.user, at: workspace, eventId }, 'command');
        await once((within) => receive(act, within));
      },
      message: async ({ event, eventId, workspace, once }) => {
        const received = parsed(messageEvent, event);
        if (!received?.user || !workspace || !isMeant(received, workspace)) return;
        const kind = isReply(received) ? 'said' : 'command';
        const act = messageAct(deps, { received, user: received.user, at: workspace, eventId }, kind);
        await once((within) => receive(act, within));
      },
    },
  };
}

export interface Receive {
  command(body: unknown, at: Workspace, ack: Ack): Promise<void>;
  action(body: unknown, at: Workspace, ack: Ack): Promise<void>;
  submission(body: unknown, at: Workspace, ack: Ack): Promise<void>;
  messageShortcut(body: unknown, at: Workspace, ack: Ack): Promise<void>;
  globalShortcut(body: unknown, at: Workspace, ack: Ack): Promise<void>;
  readonly events: EventHandlers & Record<'app_mention' | 'message', EventHandler>;
}

/** Slack sends the second half of a double click as a click of its own, with its own time. */
function clickOf({ user, message, view, channel, actions: [pressed] }: ActionPayload, clock: Clock): Click {
  const at = Number(pressed.action_ts) * 1_000;
  return {
    parts: [user.id, channel?.id, message?.ts ?? view?.id, pressed.action_id, pressed.value],
    at: Number.isFinite(at) ? new Date(at) : clock.now(),
  };
}

/** What stands below a form that was taken in is what it was opened from, and not true any more. */
function closingAll(ack: Ack): Ack {
  return (content = { response_action: 'clear' }) => ack(content);
}

/** Who it is comes first: of those who are none of ours nothing is done. */
async function reply({ whoAndWhere, handle, log }: ReceiveDeps, act: Act, within?: Within): Promise<Reply> {
  const { routes, interactionId, userTeamId, channelName } = act;
  const { workspace, userId, channelId } = routes;
  const who = await whoAndWhere.who(workspace, userId, userTeamId);
  if (who.kind !== 'known') {
    log.warn({ teamId: workspace.teamId, userId, userTeamId, reason: who.kind }, 'slack user refused');
    return showCard(refusalCard(who.kind, 'Slack'));
  }
  speakTo(who.actor.language);
  const place = channelId === null ? null : await whoAndWhere.place(workspace, channelId, channelName);
  const context = { interactionId, platform: 'slack', actor: who.actor, place } as const;
  const interaction = await act.interaction();
  return within ? within(() => handle(interaction, context)).catch(otherAnswers) : handle(interaction, context);
}

/** What is wrong is logged by field and never by value. */
function parse<T>(log: Logger, schema: z.ZodType<T>, body: unknown): T | null {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const fields = error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).slice(0, 10);
  log.warn({ fields }, 'slack payload refused');
  return null;
}
