/** What the doctor finds about tokens of workspaces that installed the app by OAuth: whether they live, and what they may do. */
import { type Finding, failing, ok, warning } from '../adapters/platform/check.js';
import { neededScopes, optionalScopes } from '../adapters/slack/workspace/scopes.js';
import type { Troubles } from '../adapters/web-api/host/host.js';
import { firstFew } from '../chat/counted.js';
import { many } from './many.js';

type Token = NonNullable<Troubles['slackTokens']>[number];

const installAgain = 'Somebody there has to install the app again, at PUBLIC_URL/slack/install.';
const namedCount = 5;

export function lookAtTokens(tokens: readonly Token[], now: Date): readonly Finding[] {
  if (tokens.length === 0) return [ok('No workspace installed the app by OAuth.')];
  const dead = tokens.flatMap((token) => dying(token, now));
  const needed = lacking(tokens, neededScopes, (scopes, where) =>
    failing(`The bot may not do this in ${where}: ${scopes}.`, installAgain),
  );
  const optional = lacking(tokens, optionalScopes, (scopes, where) =>
    warning(`Left out in ${where}: ${scopes}.`, installAgain),
  );
  const told = [...dead, ...needed, ...optional, ...unheard(tokens)];
  return told.length > 0 ? told : [ok(`${many(tokens.length, 'workspace')}, each with a token that works.`)];
}

function dying(token: Token, now: Date): readonly Finding[] {
  const { expiresAt, isRefused } = token;
  if (expiresAt !== null && new Date(expiresAt) <= now)
    return [failing(`The token of ${nameOf(token)} ended at ${expiresAt}.`, installAgain)];
  return isRefused ? [failing(`Slack no longer renews the token of ${nameOf(token)}.`, installAgain)] : [];
}

/** Those that lack the same are told of together: mostly all were installed before a scope was asked for. */
function lacking(
  tokens: readonly Token[],
  wanted: readonly string[],
  tell: (scopes: string, where: string) => Finding,
): readonly Finding[] {
  const byScopes = new Map<string, Token[]>();
  for (const token of tokens) {
    const has = token.scopes?.split(',');
    const missing = has ? wanted.filter((scope) => !has.includes(scope)).join(', ') : '';
    if (missing !== '') byScopes.set(missing, [...(byScopes.get(missing) ?? []), token]);
  }
  return [...byScopes].map(([scopes, those]) => tell(scopes, firstFew(those.map(nameOf), namedCount)));
}

function unheard(tokens: readonly Token[]): readonly Finding[] {
  const those = tokens.filter(({ scopes }) => scopes === null);
  if (those.length === 0) return [];
  const what = `It is not known yet what the bot may do in ${firstFew(those.map(nameOf), namedCount)}.`;
  return [warning(what, 'Start the bot: it asks Slack as soon as something happens there.')];
}

const nameOf = ({ name, workspace }: Token): string => `${name} (${workspace})`;
