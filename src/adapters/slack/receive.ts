/**
 * What people do in Slack, as interactions: commands, clicks, submitted modals, shortcuts, and what they write to the
 * bot. Bolt calls the listeners that are registered here; every one answers by reply.ts.
 */
import type { App } from '@slack/bolt';
import type { z } from 'zod';
import { describeDefect } from '../../chat/defect.js';
import type { Interaction } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import type { Logger } from '../../kernel/logger.js';
import type { Actor } from '../../kernel/person.js';
import { actionOf, openLinkActionId } from './buttons.js';
import { captured } from './captured.js';
import { createDoubleClicks } from './double-clicks.js';
import type { EventHandler, EventHandlers } from './events.js';
import { refusalCode } from './outcome.js';
import {
  actionPayload,
  commandPayload,
  globalShortcutPayload,
  type MessageEvent,
  messageEvent,
  messageShortcutPayload,
  submissionPayload,
} from './payloads.js';
import type { SlackDeps } from './ports.js';
import { readValues } from './read-values.js';
import { refusalCard } from './refusals.js';
import type { AnswerReply, Ways } from './reply.js';
import { readSlackText } from './slack-text.js';
import { readContext } from './view-context.js';
import { quietViewId } from './views.js';
import type { WhoAndWhere } from './who-and-where.js';
import type { Workspace } from './workspace.js';

/** The global shortcuts of the manifest, and the line that each stands for. */
export const globalShortcuts: Readonly<Record<string, string>> = { feedback: 'feedback' };
/** The message shortcut "Capture feedback". */
export const captureShortcut = 'capture';

export interface ReceiveDeps extends Pick<SlackDeps, 'handle'> {
  readonly log: Logger;
  readonly whoAndWhere: WhoAndWhere;
  readonly answerReply: AnswerReply;
}

/** Somebody's deed, before it is known whether they may do anything here. */
interface Deed {
  readonly ways: Ways;
  /** The same when Slack tells of the same thing again. */
  readonly interactionId: string;
  readonly userTeamId: string | null;
  readonly channelName: string | null;
  /** Made only for people who are known. */
  interaction(actor: Actor): Promise<Interaction>;
}

type Ack = (content?: unknown) => Promise<void>;

export function createReceive(deps: ReceiveDeps): Receive {
  const { whoAndWhere } = deps;
  const memberOf = (at: Workspace) => async (userId: string) => {
    const who = await whoAndWhere.who(at, userId, null);
    return who.kind === 'known' ? who.actor.id : null;
  };
  const isSecond = createDoubleClicks();
  const receive = (deed: Deed) => deps.answerReply(reply(deps, deed), deed.ways);
  const parsed = <T>(schema: z.ZodType<T>, body: unknown): T | null => parse(deps.log, schema, body);

  return {
    async command(body, at, ack) {
      const told = parsed(commandPayload, body);
      if (!told) return ack();
      await receive({
        ways: {
          ...waysOf(at, told.user_id, ack),
          channelId: told.channel_id,
          triggerId: told.trigger_id,
          responseUrl: told.response_url,
          line: told.text,
          acksWithMessage: true,
        },
        interactionId: told.trigger_id ?? '',
        userTeamId: null,
        channelName: told.channel_name,
        interaction: async () => ({ kind: 'command', text: await lineOf(deps, at, told.text) }),
      });
    },
    async action(body, at, ack) {
      const told = parsed(actionPayload, body);
      if (!told) return ack();
      const [{ action_id, value, action_ts }] = told.actions;
      if (actionOf(action_id) === openLinkActionId || isSecond(told)) return ack();
      const opened = told.view && readContext(told.view.private_metadata).channelId;
      await receive({
        ways: {
          ...waysOf(at, told.user.id, ack),
          channelId: told.channel?.id ?? opened ?? null,
          threadTs: told.message?.thread_ts ?? told.container?.thread_ts ?? null,
          triggerId: told.trigger_id,
          responseUrl: told.response_url,
          pressedIn: told.view && { viewId: told.view.id, isModal: told.view.type === 'modal' },
        },
        interactionId: told.trigger_id ?? action_ts,
        userTeamId: told.user.team_id,
        channelName: told.channel?.name ?? null,
        interaction: async () => ({ kind: 'action', action: actionOf(action_id), value }),
      });
    },
    async submission(body, at, ack) {
      const told = parsed(submissionPayload, body);
      if (!told || told.view.callback_id === quietViewId) return ack();
      const { view, user } = told;
      const { channelId, subject } = readContext(view.private_metadata);
      await receive({
        ways: { ...waysOf(at, user.id, ack), channelId, triggerId: told.trigger_id, submitted: view },
        // Not the view's: a form that came back with errors is submitted again.
        interactionId: told.trigger_id ?? '',
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
      const told = parsed(messageShortcutPayload, body);
      if (!told) return ack();
      await receive({
        ways: {
          ...waysOf(at, told.user.id, ack),
          channelId: told.channel.id,
          threadTs: told.message.thread_ts ?? null,
          triggerId: told.trigger_id,
          responseUrl: told.response_url,
        },
        interactionId: told.trigger_id ?? '',
        userTeamId: told.user.team_id,
        channelName: told.channel.name,
        interaction: async () => ({ kind: 'capture', message: await captured({ ...told, at }, whoAndWhere) }),
      });
    },
    async globalShortcut(body, at, ack) {
      const told = parsed(globalShortcutPayload, body);
      if (!told) return ack();
      const line = globalShortcuts[told.callback_id] ?? 'help';
      await receive({
        ways: { ...waysOf(at, told.user.id, ack), triggerId: told.trigger_id, line },
        interactionId: told.trigger_id ?? '',
        userTeamId: told.user.team_id,
        channelName: null,
        interaction: async () => ({ kind: 'command', text: line }),
      });
    },
    /** `app_mention`: a line to the bot in a channel. `message`: in the private chat, or in the thread of its message. */
    events: {
      app_mention: async ({ event, eventId, workspace }) => {
        const told = parsed(messageEvent, event);
        if (!told?.user || !workspace || told.bot_id) return;
        await receive(written(deps, { told, user: told.user, at: workspace, eventId }, 'command'));
      },
      message: async ({ event, eventId, workspace }) => {
        const told = parsed(messageEvent, event);
        if (!told?.user || !workspace || !isMeant(told, workspace)) return;
        const kind = isReply(told) ? 'said' : 'command';
        await receive(written(deps, { told, user: told.user, at: workspace, eventId }, kind));
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

/** Who it is comes first: of those who are none of ours nothing is done. */
async function reply({ whoAndWhere, handle, log }: ReceiveDeps, deed: Deed): Promise<Reply> {
  const { ways, interactionId, userTeamId, channelName } = deed;
  const { workspace, userId, channelId } = ways;
  const who = await whoAndWhere.who(workspace, userId, userTeamId);
  if (who.kind !== 'known') {
    log.warn({ teamId: workspace.teamId, userId, userTeamId, reason: who.kind }, 'slack user refused');
    return showCard(refusalCard(who.kind));
  }
  const place = channelId === null ? null : await whoAndWhere.place(workspace, channelId, channelName);
  const context = { interactionId, platform: 'slack', actor: who.actor, place } as const;
  return handle(await deed.interaction(who.actor), context);
}

function waysOf(workspace: Workspace, userId: string, ack: Ack): Ways {
  return {
    workspace,
    userId,
    ack,
    channelId: null,
    threadTs: null,
    triggerId: null,
    responseUrl: null,
    submitted: null,
    pressedIn: null,
    line: null,
    acksWithMessage: false,
  };
}

/** As people would have typed it: `@maya`, `#general`, and `<#our id>` where a detail wants exactly that place. */
function lineOf({ whoAndWhere, log }: ReceiveDeps, at: Workspace, typed: string): Promise<string> {
  return readSlackText(typed, {
    async user(userId) {
      // Not being able to look somebody up is no reason to lose what was said.
      const handle = await whoAndWhere.handleOf(at, userId).catch((thrown: unknown) => {
        log.warn({ defect: describeDefect(thrown), code: refusalCode(thrown) }, 'slack user not looked up');
        return null;
      });
      return handle === null ? null : `@${handle}`;
    },
    async channel(channelId, name, isDetail) {
      const place = await whoAndWhere.place(at, channelId, name);
      if (place === null) return null;
      return isDetail ? `<#${place.id}>` : `#${place.name}`;
    },
  });
}

interface Written {
  readonly told: MessageEvent;
  readonly user: string;
  readonly at: Workspace;
  readonly eventId: string;
}

function written(deps: ReceiveDeps, { told, user, at, eventId }: Written, kind: 'command' | 'said'): Deed {
  const { channel, thread_ts: thread } = told;
  const line = told.text.replaceAll(`<@${at.botUserId}>`, ' ').trim();
  return {
    ways: { ...waysOf(at, user, async () => undefined), channelId: channel, threadTs: thread ?? null, line },
    interactionId: eventId,
    userTeamId: told.user_team ?? told.source_team ?? told.team,
    channelName: null,
    async interaction() {
      const text = await lineOf(deps, at, line);
      if (kind === 'command') return { kind, text };
      return { kind, said: { text, repliesTo: thread === undefined ? null : { channel, message: thread } } };
    },
  };
}

/** What people write that counts: no edits, joins and the like. */
const plainSubtypes: ReadonlySet<string | null> = new Set([null, 'file_share', 'thread_broadcast']);

function isMeant(told: MessageEvent, at: Workspace): boolean {
  if (!plainSubtypes.has(told.subtype) || told.bot_id !== null || told.user === at.botUserId) return false;
  if (told.channel_type === 'im') return true;
  // A line that mentions the bot comes as `app_mention` too.
  const isMention = told.text.includes(`<@${at.botUserId}>`);
  return isReply(told) && told.parent_user_id === at.botUserId && !isMention;
}

const isReply = ({ thread_ts, ts }: MessageEvent): boolean => thread_ts !== undefined && thread_ts !== ts;

/** What is wrong is logged by field and never by value. */
function parse<T>(log: Logger, schema: z.ZodType<T>, body: unknown): T | null {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const fields = error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).slice(0, 10);
  log.warn({ fields }, 'slack payload refused');
  return null;
}

/** @param workspaceOf what `authorize` found, from Bolt's context */
export function listen(app: App, receive: Receive, workspaceOf: (context: object) => Workspace | null): void {
  const withWorkspace =
    (take: (body: unknown, at: Workspace, ack: Ack) => Promise<void>) =>
    async ({ body, context, ack }: { body: unknown; context: object; ack: unknown }) => {
      const at = workspaceOf(context);
      if (at) await take(body, at, ack as Ack);
    };
  app.command(/^\//, withWorkspace(receive.command));
  app.action(/^/, withWorkspace(receive.action));
  app.view({ callback_id: /^/, type: 'view_submission' }, withWorkspace(receive.submission));
  app.view({ callback_id: /^/, type: 'view_closed' }, async ({ ack }) => ack());
  app.shortcut({ callback_id: captureShortcut, type: 'message_action' }, withWorkspace(receive.messageShortcut));
  app.shortcut({ callback_id: /^/, type: 'shortcut' }, withWorkspace(receive.globalShortcut));
}
