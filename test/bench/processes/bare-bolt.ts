/** A Bolt app that only acknowledges: what slack-bench.ts compares the bot with. Says where it listens, as the bot does. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import bolt from '@slack/bolt';

const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
  logLevel: bolt.LogLevel.ERROR,
});
app.command('/customer', async ({ ack }) => ack());
const server = (await app.start(0)) as Server;
process.stdout.write(`Bare Bolt is ready: http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
