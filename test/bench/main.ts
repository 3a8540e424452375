/** `npm run bench [-- --json] [-- --short] [-- NAME…]`: measures what the design promises of speed and memory, as ratios where it can. */
import { parseArgs } from 'node:util';
import { acrossOrganisations } from '../../src/storage/database.js';
import { actsBench, organisationsBench } from './acts-bench.js';
import { agendaBench } from './agenda-bench.js';
import { captureBench } from './capture-bench.js';
import { chartBench } from './chart-bench.js';
import { customersBench } from './customers-bench.js';
import { homeBench } from './home-bench.js';
import { loopBench } from './loop-bench.js';
import { mcpBench } from './mcp-bench.js';
import { meetingsBench } from './meetings-bench.js';
import { npsBench } from './nps-bench.js';
import { nudgeBench } from './nudge-bench.js';
import { odataBench } from './odata-bench.js';
import { peopleBench } from './people-bench.js';
import { remindersBench } from './reminders-bench.js';
import { type Figure, lineOf, toJson } from './report.js';
import { riskBench } from './risk-bench.js';
import { similarBench } from './similar-bench.js';
import { slackBench } from './slack-bench.js';
import { startBench } from './start-bench.js';
import { surveysBench } from './surveys-bench.js';
import { sweepBench } from './sweep-bench.js';
import { teamsBench } from './teams-bench.js';
import { themesBench } from './themes-bench.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, short: { type: 'boolean', default: false } },
});
const serverUrl = process.env.TEST_DATABASE_URL;

/** Those that compare with a bare PostgreSQL need one. */
const benches: Readonly<Record<string, () => AsyncGenerator<Figure>>> = {
  start: () => startBench(serverUrl),
  chart: chartBench,
  meetings: () => meetingsBench(serverUrl),
  reminders: () => remindersBench(serverUrl),
  loop: () => loopBench(serverUrl, values.short),
  risk: () => riskBench(serverUrl),
  ...(serverUrl
    ? {
        capture: () => captureBench(serverUrl),
        nudge: () => nudgeBench(serverUrl),
        sweep: () => sweepBench(serverUrl),
        slack: () => slackBench(serverUrl, values.short),
        teams: () => teamsBench(serverUrl, values.short),
        nps: () => npsBench(serverUrl),
        agenda: () => agendaBench(serverUrl),
        people: () => peopleBench(serverUrl),
        customers: () => customersBench(serverUrl),
        surveys: () => surveysBench(serverUrl),
        similar: () => similarBench(serverUrl),
        mcp: () => mcpBench(serverUrl),
        themes: () => themesBench(serverUrl),
        home: () => homeBench(serverUrl),
        odata: () => odataBench(serverUrl),
        acts: () => actsBench(serverUrl, values.short),
        organisations: () => organisationsBench(serverUrl, values.short),
      }
    : {}),
};

const figures: Figure[] = [];
// What a bench arranges by itself is for no organisation; what people do in it is for theirs.
await acrossOrganisations('operator', async () => {
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    for await (const figure of bench()) {
      if (!values.json) console.log(lineOf(figure));
      figures.push(figure);
    }
  }
});
if (values.json) console.log(toJson(figures));
if (!serverUrl)
  console.error(
    'capture, nudge, sweep, slack, teams, nps, agenda, people, customers, surveys, similar, mcp, themes, home, odata, acts and organisations need a PostgreSQL server: set TEST_DATABASE_URL.',
  );
