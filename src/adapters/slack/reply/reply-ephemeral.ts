/** Tells somebody something that only they see, when the acknowledgement could not carry it; reply.ts calls it. */
import { deadlineSignal } from '../../../kernel/deadline.js';
import type { Logger } from '../../../kernel/logger.js';
import { failedCard } from '../../platform/answer-cards.js';
import { limits } from '../limits.js';
import { renderCard, type SlackMessage } from '../render/render-card.js';
import { refusalCode, refusesBlocks } from '../send/outcome.js';
import type { ReplyRoutes } from './reply-routes.js';

/** Only the asker sees it: by the payload's own address, else in the channel, else in their private chat with the bot. */
export async function replyEphemeral(message: SlackMessage, routes: ReplyRoutes, log: Logger): Promise<void> {
  try {
    await say(message, routes, log);
  } catch (error) {
    if (!message.simpler || !refusesBlocks(error)) throw error;
    noteRefusal(log, message, error);
    await replyEphemeral(message.simpler(), routes, log);
  }
}

/** Logs that Slack refused blocks, without their words. */
export function noteRefusal(log: Logger, { blocks }: SlackMessage, error: unknown): void {
  const about = { code: refusalCode(error), blockTypes: blocks.map(({ type }) => type) };
  log.error(about, 'slack refused blocks, the message is sent with simpler ones');
}

async function say(message: SlackMessage, routes: ReplyRoutes, log: Logger): Promise<void> {
  if (
    routes.responseUrl !== null &&
    (await respond({ url: routes.responseUrl, replaces: routes.takesItsPlace }, message, log))
  )
    return;
  const { workspace, channelId, userId, threadTs } = routes;
  const { chat } = workspace.client;
  const content = { text: message.text, blocks: [...message.blocks] };
  const thread = threadTs === null ? {} : { thread_ts: threadTs };
  if (channelId !== null && !channelId.startsWith('D')) {
    const isTold = await chat
      .postEphemeral({ channel: channelId, user: userId, parse: 'none', ...thread, ...content })
      .then(
        () => true,
        (error: unknown) => {
          if (refusesBlocks(error)) throw error;
          log.info({ code: refusalCode(error) }, 'slack answer not shown in the channel, sent privately');
          return false;
        },
      );
    if (isTold) return;
  }
  const isHere = channelId?.startsWith('D') ?? false;
  await chat.postMessage({
    channel: isHere && channelId !== null ? channelId : userId,
    ...(isHere && thread),
    parse: 'none',
    unfurl_links: false,
    unfurl_media: false,
    ...content,
  });
}

interface ResponseAddress {
  readonly url: string;
  readonly replaces: boolean;
}

async function respond({ url, replaces }: ResponseAddress, message: SlackMessage, log: Logger): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ephemeral(message), replace_original: replaces }),
      signal: deadlineSignal(limits.callMs),
      redirect: 'error',
    });
    const said = await response.text();
    if (response.ok && !/"ok":\s*false/.test(said)) return true;
    log.warn({ status: response.status }, 'slack answer not taken at its own address');
  } catch (error) {
    log.warn({ err: error }, 'slack answer not taken at its own address');
  }
  return false;
}

export function ephemeral({ text, blocks }: SlackMessage) {
  return { response_type: 'ephemeral', text, blocks };
}

/** Words without a card: what went wrong before there could be one. */
export function wordsMessage(words: string): SlackMessage {
  return renderCard(failedCard(words), { externalId: () => undefined });
}
