/** The doctor's check of the one token in the environment: whether Slack takes it, and what it may do. */
import { afterEach, expect, test } from '@jest/globals';
import { slackChecks } from '../../../src/adapters/slack/doctor.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { openSlack, type StandInSlack } from '../../support/stand-in-slack/server.js';
import { createWorld } from '../../support/stand-in-slack/world.js';

let slack: StandInSlack | undefined;
afterEach(async () => {
  await slack?.close();
  slack = undefined;
});

async function look(missing: readonly string[], botToken?: string): Promise<readonly string[]> {
  const world = createWorld({ now: () => new Date('2026-11-20T10:00:00Z') });
  for (const scope of missing) world.missingScopes.add(scope);
  slack = await openSlack({ world });
  const settings = { botToken: botToken ?? world.bot.token, apiUrl: slack.apiUrl };
  const [check] = slackChecks(settings, createLogger('silent'));
  return ((await check?.run()) ?? []).map(({ level, what, remedy = '' }) => `${level}: ${what} ${remedy}`.trim());
}

test('A token with all scopes is taken', async () => {
  expect(await look([])).toEqual([expect.stringMatching(/^ok: Slack takes the token of /)]);
});

test('What it needs and may not is an error, what whoever installed left out a warning', async () => {
  expect((await look(['reactions:read', 'dnd:read'])).slice(1)).toEqual([
    expect.stringMatching(/^error: It may not: reactions:read\. Add them to the app at https:/),
    expect.stringMatching(/^warning: Left out: dnd:read\. Add them to the app at https:/),
  ]);
});

test('A token that Slack does not take is named with the mend', async () => {
  expect(await look([], 'xoxb-wrong')).toEqual([
    expect.stringMatching(/^error: Slack does not take the token: invalid_auth\. Copy the Bot User OAuth Token/),
  ]);
});
