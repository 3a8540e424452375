/** The weather in which a backup is restored while messages were out. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hireOperator } from './operator.js';
import type { Sky } from './sky.js';
import { timePasses } from './weather.js';

/** Backed up while everything runs; work goes on; all copies are killed; restored; and everything goes on. */
export async function backupRestored(sky: Sky): Promise<void> {
  const { town, fleet, chance, book, ground, lastsMs, copies } = sky;
  const operator = await hireOperator(join(ground.folder, 'operator'), { ...town.settings.env, ...ground.env });
  const file = join(ground.folder, 'night.backup');
  await timePasses(sky, lastsMs / 3);
  // What is being told at this moment may be on either side.
  const kept = new Set(book.acts.filter(({ isAcknowledged }) => isAcknowledged));
  const backedUp = { backedUpAt: town.now(), backedUpAtPost: town.posts().length };
  await operator.run(['backup', file], town.aheadMs);
  await timePasses(sky, lastsMs / 3);
  await pause(chance.between(0, 1_000));
  if (chance.isLucky(0.5)) await fleet.sink();
  else await fleet.rest();
  if (chance.isLucky(0.5)) await sky.pass(Math.round(chance.between(1, 20)));
  await ground.renew();
  await operator.run(['restore', file, ...(ground.proxy ? [] : ['--replace'])], town.aheadMs);
  const lost = book.acts.filter((act) => act.isAcknowledged && !kept.has(act));
  for (const act of lost) Object.assign(act, { isAcknowledged: false, number: null });
  book.restored = {
    ...backedUp,
    restoredAt: town.now(),
    restoredAtPost: town.posts().length,
    lostCount: lost.length,
  };
  fleet.man(copies);
  await fleet.someUp();
  await timePasses(sky, lastsMs / 3);
  await operator.close();
}
