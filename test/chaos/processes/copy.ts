/**
 * A copy of the bot as it runs in earnest, but for its clock, which can be set ahead or back: fleet.ts starts it, speaks
 * to it in lines of JSON, and kills it.
 */
import { createInterface } from 'node:readline';
import { createApp } from '../../../src/app.js';
import { liveInUtc, loadConfig } from '../../../src/config.js';
import type { MovableClock } from '../../../src/kernel/clock.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { listenToWork, type Work } from '../../../src/kernel/work.js';
import type { StandInAddress } from '../../support/stand-in-teams/platform.js';

export interface CopyOptions {
  readonly env: Readonly<Record<string, string>>;
  /** How far its clock is ahead of the machine's, in ms. */
  readonly aheadMs: number;
  /** Where Teams is; absent: not in this town. */
  readonly teams?: Pick<StandInAddress, 'issuer' | 'botToken'>;
}

/** Work of this name begins, or ends: fleet.ts counts what a kill meets. */
export interface ToldWork {
  readonly name: string;
  readonly isUnderWay: boolean;
}

liveInUtc();
await run(JSON.parse(process.argv[2] ?? '{}') as CopyOptions);

async function run({ env, teams, aheadMs: aheadAtFirst }: CopyOptions): Promise<void> {
  let aheadMs = aheadAtFirst;
  const clock: MovableClock = {
    now: () => new Date(Date.now() + aheadMs),
    moveTo(instant) {
      aheadMs = instant.getTime() - Date.now();
    },
  };
  const log = createLogger(process.env.TEST_LOG ?? 'silent');
  listenToWork({ begun: (work) => tell(work, true), ended: (work) => tell(work, false) });
  const app = await createApp({
    ...{ config: loadConfig(env), log, clock },
    ...(teams && { teamsTuning: { issuer: teams.issuer, tokenFor: async () => teams.botToken } }),
  });
  const { url } = await app.start();
  say(0, url);
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, ...command } = JSON.parse(line) as { id: number; aheadMs?: number; stop?: true };
    aheadMs = command.aheadMs ?? aheadMs;
    if (command.stop) await app.stop();
    say(id, '');
    if (command.stop) break;
  }
  // Whoever started it is gone, or wants it gone.
  process.exit(0);
}

function tell({ kind, name }: Work, isUnderWay: boolean): void {
  // The route of a request is known at its end alone.
  const told: ToldWork = {
    name: kind === 'interaction' ? name : kind === 'request' ? kind : `${kind} ${name}`,
    isUnderWay,
  };
  process.stdout.write(`${JSON.stringify({ told })}\n`);
}

function say(id: number, answer: string): void {
  process.stdout.write(`${JSON.stringify({ id, answer })}\n`);
}
