/** What happens to the bot in each scenario. Each ends when it has done what it promises, or when its time is over. */
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sky } from './sky.js';

const hourMs = 3_600_000;

/** Kills that come shortly after work of a kind that few have met began, after something reached the platform, or at any moment. */
export async function kills(sky: Sky): Promise<void> {
  const { fleet, kills: wanted, lastsMs } = sky;
  // As many as are wanted, however slow the machine is; but it comes to an end.
  const endsAt = performance.now() + Math.max(lastsMs, wanted * longestWaitMs);
  while (fleet.figures.killCount < wanted && performance.now() < endsAt) await killOnce(sky);
}

const longestWaitMs = 3_000;

export async function killOnce({ town, fleet, chance, pass }: Sky): Promise<void> {
  if (chance.isLucky(0.2)) {
    await pause(chance.between(50, 3_000));
    fleet.kill();
  } else {
    await fleet.someUp();
    if (chance.isLucky(0.6)) await fleet.killAtRareWork(chance.between(0, 25), longestWaitMs);
    else {
      const until = town.callCount() + chance.between(1, 25);
      for (let waitedMs = 0; waitedMs < longestWaitMs && town.callCount() < until; waitedMs += 5) await pause(5);
      await pause(chance.between(0, 60));
      fleet.kill();
    }
  }
  // A machine that dies takes several along.
  if (chance.isLucky(0.3)) for (let more = chance.between(0, 3); more > 0; more -= 1) fleet.kill();
  if (chance.isLucky(0.3)) await pass(Math.round(chance.between(1, 9)));
}

export async function timePasses({ chance, pass }: Sky, forMs: number): Promise<void> {
  const endsAt = performance.now() + forMs;
  while (performance.now() < endsAt) {
    await pause(Math.min(chance.between(500, 3_000), Math.max(0, endsAt - performance.now())));
    await pass(Math.round(chance.between(1, 5)));
  }
}

export async function databaseAway(sky: Sky): Promise<void> {
  for (const outageMs of [1_000, 30_000, 300_000]) {
    await timePasses(sky, 4_000);
    sky.ground.proxy?.set('closed');
    await timePasses(sky, outageMs);
    sky.ground.proxy?.set('open');
    await timePasses(sky, 4_000);
  }
}

/** Connections are reset, and answers, of commits too, are lost before that. */
export async function resets(sky: Sky): Promise<void> {
  const endsAt = performance.now() + sky.lastsMs;
  while (performance.now() < endsAt) {
    await timePasses(sky, sky.chance.between(500, 3_000));
    if (sky.chance.isLucky(0.7)) {
      sky.ground.proxy?.set('deaf');
      await pause(sky.chance.between(5, 800));
      sky.ground.proxy?.set('open');
    }
    sky.ground.proxy?.reset();
  }
}

export async function platform(sky: Sky): Promise<void> {
  sky.town.spoil(sky.chance);
  await timePasses(sky, sky.lastsMs);
}

/** The platform tells events again, and what was told later may come first. */
export async function events(sky: Sky): Promise<void> {
  sky.town.repeat(sky.chance);
  await timePasses(sky, sky.lastsMs);
}

/** The platform fails and repeats itself, and copies are killed. */
export async function everything(sky: Sky): Promise<void> {
  const { town, chance, lastsMs, kills: wanted, fleet } = sky;
  town.spoil(chance);
  town.repeat(chance);
  await timePasses(sky, lastsMs / 2);
  const endsAt = performance.now() + lastsMs / 2;
  while (performance.now() < endsAt && fleet.figures.killCount < wanted) await killOnce(sky);
}

/** The primary is killed over and over, and its standby takes its place. */
export async function standby(sky: Sky): Promise<void> {
  const { chance, ground, lastsMs } = sky;
  const { pair, proxy } = ground;
  const endsAt = performance.now() + lastsMs;
  for (let round = 0; pair && proxy && (round < 2 || performance.now() < endsAt); round += 1) {
    await timePasses(sky, chance.between(2_000, 8_000));
    await pair.killPrimary();
    proxy.set('closed');
    await pause(chance.between(0, 3_000));
    await pair.promote();
    proxy.leadTo(pair.url());
    proxy.set('open');
    await timePasses(sky, chance.between(2_000, 8_000));
    await pair.follow();
  }
}

/** One copy's clock is an hour ahead of the others' or behind, and everybody's jumps an hour ahead and back. */
export async function clocks(sky: Sky): Promise<void> {
  const { chance, fleet, town } = sky;
  const endsAt = performance.now() + sky.lastsMs;
  while (performance.now() < endsAt) {
    await fleet.setClocks(town.aheadMs, chance.isLucky(0.5) ? hourMs : -hourMs);
    await pause(chance.between(1_000, 3_000));
    const jumpMs = chance.isLucky(0.5) ? hourMs : -hourMs;
    for (const ms of [jumpMs, -jumpMs]) {
      town.aheadMs += ms;
      await fleet.setClocks(town.aheadMs);
      await pause(chance.between(500, 2_000));
    }
    await sky.pass(Math.round(chance.between(1, 5)));
  }
}

/** The disk of the embedded folder is filled to its end, and freed again. */
export async function diskFull(sky: Sky): Promise<void> {
  const endsAt = performance.now() + sky.lastsMs;
  const filler = join(sky.ground.folder, 'filler');
  while (performance.now() < endsAt) {
    await timePasses(sky, sky.chance.between(1_000, 4_000));
    const { bavail, bsize } = await statfs(sky.ground.folder);
    const leaves = sky.chance.between(0, 200_000);
    await writeFile(filler, Buffer.alloc(Math.max(0, Math.floor(bavail * bsize - leaves)))).catch(() => undefined);
    await timePasses(sky, sky.chance.between(2_000, 6_000));
    await rm(filler, { force: true });
  }
}
