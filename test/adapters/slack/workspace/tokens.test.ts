import { afterEach, expect, test } from '@jest/globals';
import { createAuthorize } from '../../../../src/adapters/slack/receive/bolt-app.js';
import { clientOptions, createClients } from '../../../../src/adapters/slack/send/client.js';
import { type Installations, oneWorkspace } from '../../../../src/adapters/slack/workspace/installations.js';
import { workspaceOf } from '../../../../src/adapters/slack/workspace/workspace.js';
import { createLogger } from '../../../../src/kernel/logger.js';
import { openSlack, type StandInSlack } from '../../../support/stand-in-slack/server.js';
import { createWorld, type SlackWorld } from '../../../support/stand-in-slack/world.js';
import { fakePeople } from '../small-slack.js';

const log = createLogger('silent');
let slack: StandInSlack;
afterEach(() => slack.close());

async function open(change: Partial<Pick<SlackWorld, 'isOrgWide'>> = {}, botToken?: string): Promise<Installations> {
  const world = Object.assign(createWorld({ now: () => new Date() }), change);
  slack = await openSlack({ world });
  const clientFor = createClients(clientOptions(slack.apiUrl, log));
  return oneWorkspace({ botToken: botToken ?? world.bot.token, clientFor, people: fakePeople(), log });
}

test('a token that Slack does not take is said at the start, with the mend', async () => {
  const installations = await open({}, 'xoxb-wrong');
  await expect(installations.start()).rejects.toThrow(
    'SLACK_BOT_TOKEN: Slack does not take it (invalid_auth); copy the Bot User OAuth Token',
  );
});

test('so is one of a whole Enterprise Grid, with which no workspace would be known', async () => {
  const installations = await open({ isOrgWide: true });
  await expect(installations.start()).rejects.toThrow('SLACK_BOT_TOKEN: is of a whole Enterprise Grid');
});

test('Bolt is given no token: it would keep a client for each that there ever was', async () => {
  const installations = await open();
  await installations.start();
  const clientFor = createClients(clientOptions(slack.apiUrl, log));
  const authorize = createAuthorize(installations, (teamId, found) => workspaceOf(found, teamId, clientFor));
  const authorised = await authorize({ teamId: 'T0HARBOUR', enterpriseId: undefined, isEnterpriseInstall: false });
  expect(authorised).toMatchObject({ botUserId: 'U0CHAIR', workspace: { teamId: 'T0HARBOUR' } });
  expect(authorised).not.toHaveProperty('botToken');
});
