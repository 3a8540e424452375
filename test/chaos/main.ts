/**
 * `npm run chaos [-- --seed 7] [-- --scenarios kills,copies] [-- --minutes 5] [-- --kills 200] [-- --json FILE]`: rough
 * weather for the whole bot, and an independent count afterwards. Ends with 1 when anything is wrong.
 */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Account, play } from './run.js';
import { scenarios } from './scenarios.js';
import { postgresPrograms } from './server-pair.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    scenarios: { type: 'string', default: scenarios.map(({ name }) => name).join(',') },
    minutes: { type: 'string', default: '1.5' },
    kills: { type: 'string', default: '200' },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const serverUrl = process.env.TEST_DATABASE_URL;
const wanted = values.scenarios.split(',');
const unknown = wanted.filter((name) => !scenarios.some((scenario) => scenario.name === name));
if (values.list) for (const { name, about } of scenarios) console.log(`${name.padEnd(15)} ${about}`);
else if (unknown.length > 0) {
  console.error(`There is no scenario ${unknown.join(', ')}. npm run chaos -- --list shows them.`);
  process.exitCode = 2;
} else process.exitCode = await main();

async function main(): Promise<number> {
  const accounts: Account[] = [];
  for (const scenario of scenarios.filter(({ name }) => wanted.includes(name))) {
    if (scenario.hasPair && (await postgresPrograms()) === null) {
      console.error(`${scenario.name}: left out. It needs PostgreSQL’s own programs: name their folder in PG_BIN.`);
      continue;
    }
    if (scenario.isOnServer && !scenario.hasPair && serverUrl === undefined) {
      console.error(`${scenario.name}: left out. It needs a PostgreSQL: set TEST_DATABASE_URL.`);
      continue;
    }
    const terms = {
      seed: Number(values.seed),
      serverUrl,
      lastsMs: Number(values.minutes) * 60_000,
      kills: Number(values.kills),
    };
    const account = await play(scenario, terms);
    accounts.push(account);
    console.log(tableOf(account));
  }
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim()}, Node ${process.versions.node}`;
  if (values.json) await writeFile(values.json, `${JSON.stringify({ machine, accounts }, null, 2)}\n`);
  const faultCount = accounts.flatMap(({ lines }) => lines).reduce((sum, { faults }) => sum + faults.length, 0);
  console.log(
    `${machine}: ${accounts.length} scenarios, ${faultCount} faults. Again: npm run chaos -- --seed ${values.seed}`,
  );
  return faultCount > 0 ? 1 : 0;
}

function tableOf({ scenario, seed, figures, met, lines }: Account): string {
  const shown = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  const names = Object.entries(met).map(([name, count]) => `${name} ${count}`);
  const kills = Number(figures.kills) > 0 ? [`  work under way at a kill: ${names.join(', ')}`] : [];
  const rows = lines.map(({ name, checkedCount, faults }) => {
    const first = faults.slice(0, 5).map((fault) => `\n      ${fault}`);
    return `  ${name.padEnd(32)} ${String(checkedCount).padStart(7)} checked  ${String(faults.length).padStart(4)} wrong${first.join('')}`;
  });
  return [`${scenario} (seed ${seed}): ${shown.join(', ')}`, ...kills, ...rows, ''].join('\n');
}
