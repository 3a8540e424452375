/** What Slack's refusals mean for delivery: not now, never, or gone. messenger.ts asks with whatever the SDK threw. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { heldUp, type KnownRefusal, mendable, type SendOutcome } from '../../../chat/messenger.js';

type Failure = Exclude<SendOutcome, { readonly kind: 'sent' }>;

/** The token is no good (any more): nothing is wrong with the message, and whoever installs the app again mends it. */
export const tokenProblems: ReadonlySet<string> = new Set([
  'account_inactive',
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  // Of a Grid: its token may not act in this workspace (any more).
  'team_access_not_granted',
]);

/** Slack's own troubles, which pass. */
const passing: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  // The workspace is just moving into a Grid.
  'org_login_required',
  'team_added_to_org',
]);

/** The message to edit, or the one in whose thread it goes, is not there or not to be touched any more. */
const goneForGood: ReadonlySet<string> = new Set([
  'message_not_found',
  'edit_window_closed',
  'cant_update_message',
  'cannot_reply_to_message',
  'thread_not_found',
  'restricted_action_thread_locked',
]);

/** Blocks that this Slack does not take: the words alone may still arrive. */
const blockProblems: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'block_mismatch',
  'invalid_attachments',
]);

/** As delivery and its notice name what people can mend; Slack's own word where there is none. */
const refusals: Readonly<Record<string, KnownRefusal>> = {
  channel_not_found: 'place_not_found',
  not_in_channel: 'not_a_member',
  is_archived: 'archived',
  msg_too_long: 'too_long',
  user_not_found: 'person_gone',
  user_disabled: 'person_gone',
  cannot_dm_bot: 'person_gone',
  messages_tab_disabled: 'not_permitted',
  restricted_action: 'not_permitted',
  restricted_action_read_only_channel: 'not_permitted',
  restricted_action_thread_only_channel: 'not_permitted',
  restricted_action_non_threadable_channel: 'not_permitted',
  missing_scope: 'not_permitted',
  no_permission: 'not_permitted',
  ekm_access_denied: 'not_permitted',
};

/** Slack's own word for why it refused; null when it is not Slack that refused. */
export function refusalCode(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

/** Whether Slack would take the same without these blocks. */
export function refusesBlocks(error: unknown): boolean {
  return blockProblems.has(refusalCode(error) ?? '');
}

/** Whether trying again may help: neither the token nor what was asked is at fault. */
export function isPassing(error: unknown): boolean {
  const code = refusalCode(error);
  return code === null || passing.has(code);
}

/** Whether a call failed on its way, or by a trouble of Slack's own: not what was asked, and no defect of ours. */
export function isFailedCall(error: unknown): boolean {
  const isOnTheWay = error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError;
  return isOnTheWay || passing.has(refusalCode(error) ?? '');
}

/** Rethrows what is no failure of a call, which is a defect. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'retry', reason: 'ratelimited', waitSeconds: error.retryAfter };
  }
  if (error instanceof WebAPIPlatformError) return refusalOf(error.data.error);
  if (error instanceof WebAPIHTTPError) return httpFailure(error);
  if (error instanceof WebAPIRequestError) {
    return { kind: 'retry', reason: 'connection_lost', mayHaveArrived: !neverLeft(error.original) };
  }
  if (error instanceof Error && /^Retry header/.test(error.message)) return { kind: 'retry', reason: 'ratelimited' };
  throw error;
}

function refusalOf(code: string): Failure {
  if (passing.has(code)) return { kind: 'retry', reason: code, ...(isSlacksFault(code) && { mayHaveArrived: true }) };
  if (tokenProblems.has(code)) return heldUp('destination_not_connected');
  if (goneForGood.has(code)) return { kind: 'gone', reason: code };
  const reason = refusals[code];
  const mend = mendable.find((each) => each === reason);
  if (mend) return heldUp(mend);
  return { kind: 'permanent', reason: reason ?? code };
}

/** "The call may have partly succeeded", says Slack of these. */
const isSlacksFault = (code: string): boolean => /_error$|unavailable|timeout/.test(code);

/** A proxy's refusal did not reach Slack; a server that fails may have done the work before. */
function httpFailure({ statusCode }: WebAPIHTTPError): Failure {
  if (statusCode >= 500 || statusCode === 408) {
    return { kind: 'retry', reason: `http_${statusCode}`, mayHaveArrived: true };
  }
  return { kind: 'retry', reason: `http_${statusCode}` };
}

const beforeLeaving = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function neverLeft(error: unknown): boolean {
  const { cause = error } = error as { cause?: unknown };
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return beforeLeaving.has(code) || code === 'UND_ERR_CONNECT_TIMEOUT';
}
