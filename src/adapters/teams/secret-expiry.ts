/**
 * When the bot's client secret ends: Entra tells nobody beforehand who has no rights in Graph, so the operator says it
 * in TEAMS_SECRET_EXPIRES. The doctor shows it, and the log warns each day of the last month.
 */
import type { Sweep } from '../../chat/feature.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import { dueAt } from './workspace/store.js';

export interface SecretExpiry {
  /** Full days that it still works; negative: it has ended. */
  readonly daysLeft: number;
  readonly isSoon: boolean;
}

const dayMs = 24 * 3_600_000;
const warnedDays = 30;

/** @param expiresOn `2027-05-01`, from whose beginning in UTC on it counts as ended */
export function secretExpiry(expiresOn: string, now: Date): SecretExpiry {
  const daysLeft = Math.floor((Date.parse(expiresOn) - now.getTime()) / dayMs);
  return { daysLeft, isSoon: daysLeft < warnedDays };
}

/** Warns in the log from 30 days before, once a day and at each start. */
export function secretExpirySweep(
  expiresOn: string,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Sweep {
  let warnAt = new Date(Date.parse(expiresOn) - warnedDays * dayMs);
  return {
    name: 'teams.secretExpiry',
    get due() {
      return dueAt(warnAt);
    },
    async run(now) {
      if (now < warnAt) return 0;
      const { daysLeft } = secretExpiry(expiresOn, clock.now());
      log.warn({ expiresOn, daysLeft }, 'teams client secret ends soon, set a new one and TEAMS_SECRET_EXPIRES');
      warnAt = new Date(now.getTime() + dayMs);
      return 1;
    },
  };
}
