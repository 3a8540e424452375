/** A CloudAdapter bot that answers "ok": what teams-bench.ts compares the bot with. Says where it listens, as the bot does. */
import type { AddressInfo } from 'node:net';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import express from 'express';
import { teamsFromEnv } from '../teams/environment.js';

const { appId, tenantId, botToken, issuer } = teamsFromEnv();
const credentials = new ConfigurationServiceClientCredentialFactory({
  MicrosoftAppId: appId,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: tenantId,
  MicrosoftAppPassword: 'secret',
});
const signRequest = async (request: { headers: { set(name: string, value: string): void } }) => {
  request.headers.set('authorization', `Bearer ${botToken}`);
  return request;
};
// There is no Microsoft here to give a token.
credentials.createCredentials = async () => ({ signRequest }) as never;
const authentication = new ConfigurationBotFrameworkAuthentication(
  {
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: issuer.name,
    ToBotFromChannelOpenIdMetadataUrl: issuer.openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: issuer.openIdMetadataUrl,
    OAuthUrl: 'https://api.botframework.com',
    CallerId: 'bare',
    ValidateAuthority: true,
  },
  credentials,
);
const adapter = new CloudAdapter(authentication);
const web = express();
web.post('/api/messages', express.json(), (request, response) =>
  adapter.process(request, response, async (context) => {
    if (context.activity.type === 'message') await context.sendActivity('ok');
  }),
);
const server = web.listen(0, '127.0.0.1', () => {
  process.stdout.write(`A bare bot is ready: http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
