/** A minute of `npm run chaos`: what CI has time for. CHAOS_SEED=… plays it again. */
import { expect, test } from '@jest/globals';
import { play } from './run.js';
import { scenarios } from './scenarios.js';

const serverUrl = process.env.TEST_DATABASE_URL;
const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 1e6));
const minuteMs = 60_000;

/** One of these in each run. */
const taken = [
  { name: 'restore', lastsMs: 6_000, kills: 0, copies: 2 },
  { name: 'restore-folder', lastsMs: 6_000, kills: 0, copies: 1 },
  { name: 'teams', lastsMs: 6_000, kills: 10, copies: 1 },
  { name: 'surveys', lastsMs: 6_000, kills: 20, copies: 2 },
];
/** Short, and on fewer copies than in earnest. */
const bounded = [
  { name: 'kills', lastsMs: 0, kills: 20, copies: 1 },
  { name: 'copies', lastsMs: 0, kills: 4, copies: 2 },
  ...taken.slice(seed % taken.length, (seed % taken.length) + 1),
];

test.each(bounded)(
  'In rough weather nothing is lost and nothing doubled: $name',
  async ({ name, ...terms }) => {
    const scenario = scenarios.find((each) => each.name === name);
    if (!scenario) throw new Error(`There is no scenario ${name}.`);
    const isOnServer = scenario.isOnServer && serverUrl !== undefined;
    // Only a server takes several copies.
    const copies = isOnServer ? terms.copies : 1;
    const account = await play({ ...scenario, isOnServer }, { ...terms, copies, seed, serverUrl });
    const faults = account.lines.flatMap((line) => line.faults.map((fault) => `${line.name}: ${fault}`));
    expect({ seed, faults }).toEqual({ seed, faults: [] });
    const { kills, acknowledged } = account.figures;
    expect(scenario.killShare > 0 ? kills : acknowledged).toBeGreaterThan(0);
  },
  10 * minuteMs,
);
