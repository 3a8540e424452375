/** Until when somebody is not to be disturbed, as Slack's Do Not Disturb and their status say. Pure; people-sync.ts asks. */

/** Slack's own statuses that mean somebody is not at work. */
const absentEmoji: ReadonlySet<string> = new Set([
  ':palm_tree:',
  ':face_with_thermometer:',
  ':desert_island:',
  ':beach_with_umbrella:',
  ':baby:',
]);

/** A status without an end is believed so long. */
const longestStatusMs = 14 * 86_400_000;

interface Dnd {
  readonly dnd_enabled?: boolean;
  /** Seconds. */
  readonly next_dnd_start_ts?: number | null;
  readonly next_dnd_end_ts?: number | null;
}

interface Status {
  readonly status_emoji?: string;
  /** Seconds; 0: without an end. */
  readonly status_expiration?: number;
}

export const quietUntil = {
  /** null: may be disturbed now. A night that is still to come is not meant: nobody is reminded then anyway. */
  dnd({ dnd_enabled, next_dnd_start_ts, next_dnd_end_ts }: Dnd, now: Date): Date | null {
    if (!dnd_enabled || !next_dnd_start_ts || !next_dnd_end_ts) return null;
    const seconds = now.getTime() / 1_000;
    return next_dnd_start_ts <= seconds && seconds < next_dnd_end_ts ? new Date(next_dnd_end_ts * 1_000) : null;
  },
  status({ status_emoji = '', status_expiration = 0 }: Status, now: Date): Date | null {
    if (!absentEmoji.has(status_emoji)) return null;
    const until = status_expiration === 0 ? now.getTime() + longestStatusMs : status_expiration * 1_000;
    return until > now.getTime() ? new Date(until) : null;
  },
} as const;
