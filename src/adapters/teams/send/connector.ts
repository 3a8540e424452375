/**
 * Speaks to Teams by the connector's REST: one attempt a call that changes something, with a deadline of ours. Bot Framework's own client has no
 * deadline, repeats a POST by itself, which posts twice, and knows neither targeted messages nor threads.
 */
import { deadlineSignal } from '../../../kernel/deadline.js';
import type { OutgoingActivity } from '../activity.js';
import { limits } from '../limits.js';
import { ConnectorFailure } from './outcome.js';

/** A bearer token for the connector; null where none is asked for (`TEAMS=local`). */
export type TokenFor = () => Promise<string | null>;

/** Where a conversation lives. */
export interface ConversationAddress {
  /** Differs by region and tenant; each activity names it. */
  readonly serviceUrl: string;
  readonly conversationId: string;
}

export interface PersonalChat {
  readonly serviceUrl: string;
  readonly tenantId: string;
  /** `29:…` */
  readonly userId: string;
  /** `28:…` */
  readonly botId: string;
}

/** Calls of the Bot Connector API. Each throws ConnectorFailure when Teams refuses it or can't be reached. */
export interface Connector {
  /** Answers the message's id. */
  post(
    to: ConversationAddress,
    message: OutgoingActivity,
    options?: { readonly isTargeted?: boolean },
  ): Promise<string>;
  update(
    to: ConversationAddress,
    messageId: string,
    message: OutgoingActivity,
    options?: { readonly isTargeted?: boolean },
  ): Promise<void>;
  /** Deletes a message of the bot. */
  remove(at: ConversationAddress, messageId: string): Promise<void>;
  /** The bot reacts to somebody's message, as a person does. */
  react(to: ConversationAddress, messageId: string, reaction: 'like'): Promise<void>;
  /** Opens the person's private chat with the bot, or finds it. Answers the conversation's id. */
  openPersonalChat(chat: PersonalChat): Promise<string>;
  /** One person of a conversation; null: nobody of that id is in it. */
  member(at: ConversationAddress, userId: string): Promise<unknown>;
  /** A page of the people in it. */
  members(at: ConversationAddress, continuation: string | null): Promise<MembersPage>;
}

/** One page of a conversation's members, as Teams sent them; `continuation` null: the last page. */
export interface MembersPage {
  readonly members: readonly unknown[];
  readonly continuation: string | null;
}

export interface ConnectorDeps {
  readonly tokenFor: TokenFor;
  /** Real milliseconds for one call. */
  readonly callMs?: number;
}

/** Calls Teams by `fetch`, each call with a fresh bearer token where the door has one. */
export function createConnector({ tokenFor, callMs = limits.callMs }: ConnectorDeps): Connector {
  async function call(method: string, serviceUrl: string, path: string, body?: unknown): Promise<unknown> {
    const token = await tokenFor().catch((error: unknown) => {
      throw new ConnectorFailure({ status: 0, code: 'no_token', hasLeft: false, cause: error });
    });
    const response = await fetch(new URL(`v3/conversations${path}`, withSlash(serviceUrl)), {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: 'error',
      signal: deadlineSignal(callMs),
    }).catch((error: unknown) => {
      throw new ConnectorFailure({ status: 0, code: 'connection_lost', hasLeft: mayHaveLeft(error), cause: error });
    });
    const text = await response.text().catch(() => '');
    if (!response.ok) throw ConnectorFailure.of(response, text);
    return text === '' ? null : readAnswer(text);
  }

  /** Once more where the connection broke: a server may end one that was kept open at the moment it is used again. */
  const read = (serviceUrl: string, path: string): Promise<unknown> =>
    call('GET', serviceUrl, path).catch((error: unknown) => {
      if (hasBroken(error)) return call('GET', serviceUrl, path);
      throw error;
    });

  return {
    async post({ serviceUrl, conversationId }, message, { isTargeted = false } = {}) {
      const query = isTargeted ? '?isTargetedActivity=true' : '';
      return idOf(await call('POST', serviceUrl, `/${encodeURIComponent(conversationId)}/activities${query}`, message));
    },
    async update({ serviceUrl, conversationId }, messageId, message, { isTargeted = false } = {}) {
      const query = isTargeted ? '?isTargetedActivity=true' : '';
      const path = `/${encodeURIComponent(conversationId)}/activities/${encodeURIComponent(messageId)}${query}`;
      await call('PUT', serviceUrl, path, { ...message, id: messageId });
    },
    async remove({ serviceUrl, conversationId }, messageId) {
      const path = `/${encodeURIComponent(conversationId)}/activities/${encodeURIComponent(messageId)}`;
      await call('DELETE', serviceUrl, path);
    },
    async react({ serviceUrl, conversationId }, messageId, reaction) {
      const path = `/${encodeURIComponent(conversationId)}/activities/${encodeURIComponent(messageId)}`;
      await call('PUT', serviceUrl, `${path}/reactions/${reaction}`);
    },
    async openPersonalChat({ serviceUrl, tenantId, userId, botId }) {
      const asked = {
        isGroup: false,
        bot: { id: botId },
        members: [{ id: userId }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      };
      return idOf(await call('POST', serviceUrl, '', asked));
    },
    async member({ serviceUrl, conversationId }, userId) {
      const path = `/${encodeURIComponent(conversationId)}/members/${encodeURIComponent(userId)}`;
      return read(serviceUrl, path).catch((error: unknown) => {
        if (error instanceof ConnectorFailure && error.status === 404) return null;
        throw error;
      });
    },
    async members({ serviceUrl, conversationId }, continuation) {
      const more = continuation === null ? '' : `&continuationToken=${encodeURIComponent(continuation)}`;
      const path = `/${encodeURIComponent(conversationId)}/pagedmembers?pageSize=${limits.membersPage}${more}`;
      const page = (await read(serviceUrl, path)) as { members?: unknown[]; continuationToken?: string } | null;
      return { members: page?.members ?? [], continuation: page?.continuationToken || null };
    },
  };
}

/** Half an answer, or a proxy's page: nobody knows whether the work was done. */
function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ConnectorFailure({ status: 0, code: 'answer_unreadable', hasLeft: true, cause });
  }
}

const withSlash = (url: string) => (url.endsWith('/') ? url : `${url}/`);

/** A message that was taken without an id may stand there all the same. */
function idOf(answer: unknown): string {
  const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : null;
  if (typeof id === 'string' && id !== '') return id;
  throw new ConnectorFailure({ status: 0, code: 'answer_without_id', hasLeft: true });
}

const beforeLeaving = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const mayHaveLeft = (error: unknown): boolean => !beforeLeaving.has(socketCode(error));

const broken = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

const hasBroken = (error: unknown): boolean =>
  error instanceof ConnectorFailure && error.code === 'connection_lost' && broken.has(socketCode(error.cause));

/** Of an error of `fetch`: why the network failed; '': it is not known. */
function socketCode(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}
