/** What somebody did, as far as every kind of doing it has the same parts; receive.ts and messages.ts make these. */
import type { Interaction } from '../../../chat/interaction.js';
import type { Logger } from '../../../kernel/logger.js';
import type { SlackWhoAndWhere } from '../people/who-and-where.js';
import type { ReplyRoutes } from '../reply/reply-routes.js';
import { refusalCode } from '../send/outcome.js';
import type { Workspace } from '../workspace/workspace.js';
import { readSlackText } from './slack-text.js';

/** Somebody's act, before it is known whether they may do anything here. */
export interface Act {
  readonly routes: ReplyRoutes;
  /** The same when Slack tells of the same thing again. */
  readonly interactionId: string;
  readonly userTeamId: string | null;
  readonly channelName: string | null;
  /** Made only for people who are known. */
  interaction(): Promise<Interaction>;
}

/** Answers whether this was the acknowledgement: only the first is, and Slack may have had one at the last moment. */
export type Ack = (content?: unknown) => Promise<boolean>;

/** None yet but acknowledging. */
export function replyRoutesOf(workspace: Workspace, userId: string, ack: Ack): ReplyRoutes {
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
    isOnlyTheirs: false,
    takesItsPlace: false,
    line: null,
    pressed: null,
    acksWithMessage: false,
    mayOpenForm: true,
  };
}

export interface LineDeps {
  readonly whoAndWhere: SlackWhoAndWhere;
  readonly log: Logger;
}

/** As people would have typed it: `@maya`, `#general`, and `<#our id>` where a detail wants exactly that place. Read once. */
export function lineOf(deps: LineDeps, at: Workspace, typed: string): () => Promise<string> {
  let line: Promise<string> | null = null;
  return () => {
    line ??= readLine(deps, at, typed);
    return line;
  };
}

function readLine({ whoAndWhere, log }: LineDeps, at: Workspace, typed: string): Promise<string> {
  return readSlackText(typed, {
    async user(userId) {
      // Not being able to look somebody up is no reason to lose what was said.
      const handle = await whoAndWhere.handleOf(at, userId).catch((thrown: unknown) => {
        log.warn({ err: thrown, code: refusalCode(thrown) }, 'slack user not looked up');
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
