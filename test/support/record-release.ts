/**
 * `npm run release:record`, once for each release: plays the playground's month and every command on a PostgreSQL server
 * (TEST_DATABASE_URL), and writes down what this release asks of the database and which columns it knows. The next
 * release's schema must bear that, since its first copy migrates while the last copies of this one still work.
 */
import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createLogger } from '../../src/kernel/logger.js';
import { readMigrations } from '../../src/storage/migrate.js';
import { columnsOf, releaseFile } from './last-release.js';
import { statementsOf } from './record-statements.js';

/** What the playground's month does not do, and what is looked up. */
const lines = [
  'home',
  'owe',
  'inbox',
  'feedback list',
  'feedback list open',
  'feedback F-1',
  'feedback edit F-1 severity:low',
  'feedback same F-2 F-1',
  'history F-1',
  'withdraw F-2',
  'customer Kestrel segment:Trade owner:@ani prefers:phone',
  'who Kestrel',
  'customer merge Kestrel into Aurora Analytics',
  'customer fields',
  'customer pairs',
  'segment add Trade when:"segment = Trade"',
  'segment list',
  'tip add "Call first" when:"segment = Trade"',
  'tips',
  'promise add 4h when:"severity = high"',
  'promise list',
  'phrases grateful "Thank you."',
  'route',
  'idea Lamps for everybody',
  'ideas',
  'idea I-1',
  'score 9 "Lovely" customer:"Aurora Analytics"',
  'nps',
  'metric CSAT 4.5 unit:%',
  'meeting',
  'meeting now',
  'meeting skip',
  'learn They go by boat customer:"Aurora Analytics"',
  'learn',
  'follow',
  'report',
  'brief',
  'settings',
  'settings hours:9-17',
  'imports',
  'connect',
  'people',
  'away until:2099-12-01 delegate:@ani',
  'back',
];

const server = process.env.TEST_DATABASE_URL;
if (!server) throw new Error('Set TEST_DATABASE_URL to a PostgreSQL server that may be filled with databases.');
const name = `empty_chair_release_${process.pid}`;
const url = new URL(server);
url.pathname = `/${name}`;

await asAdmin(`CREATE DATABASE ${name}`);
try {
  const statements = await statementsOf(live);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const columns = await columnsOf((sql) => client.query(sql));
  await client.end();
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const migrations = (await readMigrations()).map((migration) => migration.name);
  const asked = [...new Set(statements)].filter((text) => /^(SELECT|INSERT|UPDATE|DELETE|WITH) /.test(text)).sort();
  await writeFile(releaseFile, `${JSON.stringify({ version, migrations, columns, statements: asked }, null, 1)}\n`);
  console.log(`Wrote down ${asked.length} statements and ${Object.keys(columns).length} tables of ${version}.`);
} finally {
  await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`);
}
// What draws charts keeps threads.
process.exit(0);

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function live(): Promise<void> {
  const config = loadConfig({ PORT: '0', DATABASE_URL: url.href, PLAYGROUND: 'on' });
  const app = await createApp({ config, log: createLogger('error') });
  const { url: page, settled } = await app.start();
  await settled;
  for (const text of lines) {
    const body = JSON.stringify({ as: 'dana', place: 'support', text: `/customer ${text}` });
    await fetch(`${page}/playground/api/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  }
  await app.stop();
}
