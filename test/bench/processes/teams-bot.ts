/** The bot in Teams as a process of its own, with the stand-in's tokens in place of Microsoft's. teams-bench.ts starts it. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { teamsPlatform } from '../../../src/adapters/teams/start.js';
import { composeBot } from '../../../src/bot.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { openDatabase } from '../../../src/storage/database.js';
import { teamsFromEnv } from '../teams/environment.js';

const { appId, tenantId, botToken, issuer, databaseUrl } = teamsFromEnv();
const log = createLogger('error');
const database = await openDatabase({ url: databaseUrl, dataDir: '', log });
const app = { id: appId, type: 'SingleTenant', tenantId, password: 'secret' } as const;
const platform = teamsPlatform({ app, tenantIds: [tenantId] }, { issuer, tokenFor: async () => botToken });
const { adapters, house, scheduler, platforms } = await composeBot({
  database,
  log,
  clock: systemClock,
  platforms: [platform],
});
await platforms.connect();
await house.delivery.start();
scheduler.start();
const web = express();
for (const { routes } of adapters) if (routes) web.use(routes);
const server = web.listen(0, '127.0.0.1', () => {
  process.stdout.write(`The bot is ready: http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
