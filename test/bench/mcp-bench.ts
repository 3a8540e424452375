/**
 * What an assistant waits for among a million pieces of feedback of one organisation: the whole way by HTTP, with the key
 * looked up, asked by the protocol's own client. MCP_BENCH makes it smaller for a try.
 */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import pg from 'pg';
import { type Bot, composeBot } from '../../src/bot.js';
import { createKey } from '../../src/features/keys/create-key.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { serve } from '../adapters/web-api/web-api-server.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import { makeSaid } from './make-said.js';
import { type Figure, median } from './report.js';

const itemCount = Number(process.env.MCP_BENCH ?? 1_000_000);
const askedCount = 60;

export async function* mcpBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const { database } = bench;
  const bot = await composeBot({ database, log: createLogger('silent'), clock: systemClock, platforms: [] });
  const { house } = bot;
  const { keys, customers, intakes, leaving } = house;
  const { organisationId, memberIds } = await house.people.connectWorkspace(harbourLights);
  const server = await serve({ database, clock: systemClock, keys, customers, intakes, leaving, mcp: mcpOf(bot) });
  try {
    await makeSaid(client, organisationId, { itemCount, askedCount });
    const wish = { organisationId, name: 'bench', signed: false, scopes: ['read'] } as const;
    const by = { memberId: memberIds.get('U-grace') ?? '', surface: 'playground' } as const;
    const { key } = await createKey({ database, clock: systemClock }, wish, by);
    yield* answers(client, `${server.url}/mcp`, key);
  } finally {
    await server.close();
    await bot.house.delivery.stop();
    await client.end();
    await bench.close();
  }
}

const mcpOf = ({ house, typedHere }: Bot) => ({
  assistants: house.assistants,
  baseUrl: () => 'http://localhost:3000',
  typedHere,
  platformOf: async () => 'slack' as const,
});

async function* answers(database: pg.Client, url: string, key: string): AsyncGenerator<Figure> {
  const asker = new Client({ name: 'bench', version: '1' });
  const requestInit = { headers: { Authorization: `Bearer ${key}` } };
  await asker.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  const times: number[] = [];
  let foundCount = 0;
  for (let count = 0; count < askedCount; count += 1) {
    const number = itemCount - 2 * askedCount - count * 1_013;
    const { rows } = await database.query<{ text: string }>('SELECT text FROM feedback WHERE number = $1::int', [
      number,
    ]);
    // Four of its words, as somebody remembers them; every second time the commonest one alone is asked.
    const words = count % 2 === 0 ? (rows[0]?.text ?? '').split(' ').slice(0, 4).join(' ') : 'waaa waab';
    const start = performance.now();
    const said = await asker.callTool({ name: 'search_feedback', arguments: { words } });
    times.push(performance.now() - start);
    if (count % 2 === 0 && JSON.stringify(said.structuredContent).includes(`"F-${number}"`)) foundCount += 1;
  }
  await asker.close();
  // The first ones load libraries and open connections.
  const measured = times.slice(10);
  const what = `words looked for among ${itemCount}`;
  yield { bench: 'mcp', what, value: median(measured), unit: 'ms', atMost: 200 };
  yield { bench: 'mcp', what: 'the slowest of 50', value: Math.max(...measured), unit: 'ms', atMost: 200 };
  yield { bench: 'mcp', what: `found by four words, of ${askedCount / 2}`, value: foundCount, unit: '' };
}
