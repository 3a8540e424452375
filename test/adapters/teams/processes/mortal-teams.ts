/**
 * The bot in Teams as a process of its own, which killed.process.test.ts kills: it says its address, comes to a halt at
 * a form that was sent in where it is told to, says so, and moves its clock when it is asked.
 */
import { createInterface } from 'node:readline';
import type { PlatformAdapter } from '../../../../src/adapters/platform/platform-adapter.js';
import type { PlatformDeps } from '../../../../src/adapters/platform/platform-deps.js';
import { composeBot } from '../../../../src/bot.js';
import type { WorkspaceSetup } from '../../../../src/features/people/index.js';
import { stoppedClock } from '../../../../src/kernel/clock.js';
import { createLogger } from '../../../../src/kernel/logger.js';
import { openDatabase } from '../../../../src/storage/database.js';
import { serve } from '../../../support/slack-stage.js';
import { type StandInAddress, standInPlatform } from '../../../support/stand-in-teams/platform.js';

/** A line of JSON, the first argument. */
export interface MortalTeams {
  readonly dataDir: string;
  readonly teams: StandInAddress;
  readonly setup: WorkspaceSetup;
  /** ISO 8601. */
  readonly now: string;
  readonly halts: 'before its work' | 'after its work' | 'never';
}

await run(JSON.parse(process.argv[2] ?? '{}') as MortalTeams);

async function run({ dataDir, teams, setup, now, halts }: MortalTeams): Promise<void> {
  const log = createLogger('silent');
  const database = await openDatabase({ dataDir, log });
  const clock = stoppedClock(now);
  const halting = (deps: PlatformDeps): PlatformDeps => ({
    ...deps,
    async handle(interaction, context) {
      const isHere = interaction.kind === 'submit' && halts !== 'never';
      const reply = isHere && halts === 'before its work' ? null : await deps.handle(interaction, context);
      if (reply && !isHere) return reply;
      console.log('halted');
      return new Promise(() => undefined);
    },
  });
  const platform = standInPlatform(teams, halts === 'never' ? {} : { patienceMs: 1 });
  const composed = await composeBot({ database, log, clock, platforms: [(deps) => platform(halting(deps))] });
  const [adapter] = composed.adapters as [PlatformAdapter];
  const { people, delivery } = composed.house;
  await people.connectWorkspace(setup);
  await adapter.connect();
  await adapter.start();
  console.log((await serve(adapter)).url);
  for await (const line of createInterface({ input: process.stdin })) {
    await composed.scheduler.advanceTo(new Date(line), clock);
    await adapter.settled();
    await delivery.drain();
    const { rows } = await database.executeSql('SELECT count(*)::int AS count FROM feedback');
    console.log(`kept ${(rows[0] as { readonly count: number }).count}`);
  }
}
