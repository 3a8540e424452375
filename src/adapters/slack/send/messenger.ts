/** How cards reach Slack's channels and people: one call each, its failure a value. Only delivery calls it. */
import type { WebClient } from '@slack/web-api';
import type { Card } from '../../../chat/card.js';
import type { MessageRef, Messenger, SendOutcome } from '../../../chat/messenger.js';
import type { Logger } from '../../../kernel/logger.js';
import type { NameLookups } from '../../platform/name-lookup.js';
import type { PlatformPeople } from '../../platform/platform-deps.js';
import { limits } from '../limits.js';
import { renderCard, type SlackMessage } from '../render/render-card.js';
import { noteRefusal } from '../reply/reply-ephemeral.js';
import type { WorkspaceOf } from '../workspace/workspace.js';
import { findAgain, metadataOf } from './find-again.js';
import { failureOf, refusalCode, refusesBlocks, tokenProblems } from './outcome.js';

export interface MessengerDeps {
  readonly people: Pick<PlatformPeople, 'address'>;
  readonly workspaceOf: WorkspaceOf;
  readonly lookups: NameLookups;
  readonly log: Logger;
  /** Milliseconds between two messages in one channel. Default: what Slack allows. */
  readonly postMs?: number;
}

/** Of one workspace; app.ts asks for it by where the destination is. */
export type MessengerIn = (teamId: string) => Promise<Messenger | null>;

/**
 * Pacing is delivery's: a channel that must rest (`restMs`) is left alone there without keeping a hand busy, while a
 * wait in here would hold up other channels. Only this file knows how long.
 */
export function createMessengerIn(deps: MessengerDeps): MessengerIn {
  return async (teamId) => {
    const workspace = await deps.workspaceOf(teamId);
    return workspace && messengerOf(deps, teamId, workspace.client);
  };
}

function messengerOf(
  { people, lookups, log, postMs = limits.postMs }: MessengerDeps,
  teamId: string,
  client: WebClient,
): Messenger {
  const attempt = createAttempt(log.child({ teamId }));
  const render = async (card: Card) => renderCard(card, await lookups.of(teamId, card));
  return {
    async post(to, card, options) {
      const address = await people.address(to);
      if (address?.platform !== 'slack') return { kind: 'permanent', reason: 'destination_not_connected' };
      const where = {
        channel: address.externalId,
        ...(options?.threadOf && { thread_ts: options.threadOf.message }),
        ...(options?.mark !== undefined && { metadata: metadataOf(options.mark) }),
        unfurl_links: false,
        unfurl_media: false,
      };
      return attempt(await render(card), {
        restMs: postMs,
        call: (message) => client.chat.postMessage({ ...where, ...message, parse: 'none' }),
      });
    },
    async update(ref: MessageRef, card) {
      return attempt(await render(card), {
        restMs: 0,
        call: (message) => client.chat.update({ channel: ref.channel, ts: ref.message, ...message, parse: 'none' }),
      });
    },
    async find(sought) {
      const address = await people.address(sought.to);
      // Slack names a private chat when something is posted there, and not before.
      const channel = sought.channel ?? (sought.to.kind === 'place' ? address?.externalId : undefined);
      return channel === undefined ? { kind: 'blind', reason: 'chat_unknown' } : findAgain(client, channel, sought);
    },
    async remove({ channel, message: ts }) {
      try {
        await client.chat.delete({ channel, ts });
        return true;
      } catch (error) {
        const { kind, ...failure } = failureOf(error);
        if (kind !== 'gone') log.warn({ teamId, reason: failure.reason }, 'slack did not delete a message');
        return kind === 'gone';
      }
    },
  };
}

interface Call {
  /** Milliseconds for which the channel is left alone afterwards. */
  readonly restMs: number;
  call(message: { text: string; blocks: SlackMessage['blocks'][number][] }): Promise<{ channel?: string; ts?: string }>;
}

/** Where Slack does not take the blocks, simpler ones are tried: what must arrive arrives. */
function createAttempt(log: Logger) {
  return async function attempt(message: SlackMessage, { restMs, call }: Call): Promise<SendOutcome> {
    const { text, blocks, simpler } = message;
    try {
      return sent(await call({ text, blocks: [...blocks] }), restMs);
    } catch (error) {
      if (simpler && refusesBlocks(error)) {
        noteRefusal(log, message, error);
        return attempt(simpler(), { restMs, call });
      }
      const failure = failureOf(error);
      note(log, failure, error);
      return failure;
    }
  };
}

function sent({ channel, ts }: { channel?: string; ts?: string }, restMs: number): SendOutcome {
  if (!channel || !ts) return { kind: 'retry', reason: 'answer_without_ts', mayHaveArrived: true };
  return { kind: 'sent', ref: { channel, message: ts }, ...(restMs > 0 && { restMs }) };
}

const reinstall =
  'Slack no longer accepts the bot’s token. Install the app again, and set the new SLACK_BOT_TOKEN where it is set by hand; what waits is sent then.';

function note(log: Logger, failure: SendOutcome, error: unknown): void {
  const code = refusalCode(error);
  if (code !== null && tokenProblems.has(code)) log.error({ code, mend: reinstall }, 'slack token refused');
  else if (failure.kind !== 'retry') log.warn({ code }, 'slack refused a message');
  else if (code === null && failure.reason === 'connection_lost') log.warn({ err: error }, 'slack not reached');
}
