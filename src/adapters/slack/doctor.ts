/** Whether Slack takes the bot's token, and what that token may do: the checks of `npm run doctor -- slack`. */
import type { Logger } from '../../kernel/logger.js';
import { type Check, type Finding, failing, ok, warning } from '../platform/check.js';
import { clientOptions, createClients } from './send/client.js';
import { refusalCode } from './send/outcome.js';
import type { SlackSettings } from './settings.js';
import { neededScopes, optionalScopes } from './workspace/scopes.js';

const reinstall = 'Add them to the app at https://api.slack.com/apps, OAuth & Permissions, and install it again.';

/** null: Slack is not set up. With OAuth each workspace has a token of its own, which the bot alone can read. */
export function slackChecks(settings: SlackSettings | null, log: Logger): readonly Check[] {
  return [{ name: 'slack', does: 'the bot’s token and its scopes', run: async () => look(settings, log) }];
}

async function look(settings: SlackSettings | null, log: Logger): Promise<readonly Finding[]> {
  if (settings === null) return [warning('Slack is not set up.', 'Follow docs/slack.md, or leave it.')];
  if (settings.botToken === undefined) return [ok('Workspaces come by OAuth: each has a token that the bot renews.')];
  const client = createClients(clientOptions(settings.apiUrl, log))(settings.botToken);
  try {
    const { team, response_metadata: about } = await client.auth.test();
    const scopes = new Set(about?.scopes ?? []);
    const missing = (wanted: readonly string[]) => wanted.filter((scope) => !scopes.has(scope));
    const [needed, optional] = [missing(neededScopes), missing(optionalScopes)];
    return [
      ok(`Slack takes the token of ${team ?? 'the workspace'}.`),
      ...(needed.length > 0 ? [failing(`It may not: ${needed.join(', ')}.`, reinstall)] : []),
      ...(optional.length > 0 ? [warning(`Left out: ${optional.join(', ')}.`, reinstall)] : []),
    ];
  } catch (error) {
    const code = refusalCode(error);
    if (code === null) return [failing('Slack can’t be reached.', 'Let this machine reach https://slack.com.')];
    const remedy = 'Copy the Bot User OAuth Token from OAuth & Permissions into SLACK_BOT_TOKEN.';
    return [failing(`Slack does not take the token: ${code}.`, remedy)];
  }
}
