/**
 * `npm run load [-- --organisations 100 --items 1000000 --rate 200 --seconds 300 --out FOLDER]`: what the bot bears, as
 * figures, JSON and pictures. Needs PostgreSQL in TEST_DATABASE_URL.
 */
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lineOf } from '../report.js';
import { figuresOf } from './load-figures.js';
import { crowdOf } from './made-crowd.js';
import { runLoad } from './run-load.js';
import { saveLoad } from './save-load.js';

const { values } = parseArgs({
  options: {
    organisations: { type: 'string', default: '100' },
    members: { type: 'string', default: '20000' },
    items: { type: 'string', default: '1000000' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '300' },
    'warm-up': { type: 'string', default: '20' },
    copies: { type: 'string', default: '2' },
    out: { type: 'string' },
  },
});
const serverUrl = process.env.TEST_DATABASE_URL;
if (!serverUrl) {
  console.error('No PostgreSQL server: set TEST_DATABASE_URL, as postgresql://postgres@127.0.0.1:5432/test.');
  process.exit(1);
}
const crowd = crowdOf({
  organisations: Number(values.organisations),
  members: Number(values.members),
  items: Number(values.items),
});
const options = {
  crowd,
  perSecond: Number(values.rate),
  seconds: Number(values.seconds),
  warmUpSeconds: Number(values['warm-up']),
  copies: Number(values.copies),
  say: (line: string) => console.error(line),
};
const run = await runLoad(serverUrl, options);
const figures = figuresOf(run, options);
for (const figure of figures) console.log(lineOf(figure));
const folder = values.out ?? (await mkdtemp(join(tmpdir(), 'empty-chair-load-')));
await mkdir(folder, { recursive: true });
for (const path of await saveLoad(folder, { options, run, figures })) console.log(path);
