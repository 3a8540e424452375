/** How many requests one sender may make in a minute. Each copy of the bot counts for itself. */
import type { Clock } from '../../kernel/clock.js';
import { Problem } from './problem.js';

const windowMs = 60_000;

/** The requests of each sender in the minute that runs. */
export interface Allowance {
  /** Counts one more request. */
  use(sender: string): void;
  /** Null while there are requests left; otherwise the refusal, 429, which says when to ask again. */
  refusal(sender: string): Problem | null;
  /** What is left, as the draft RateLimit header fields for HTTP say it. */
  headers(sender: string): Readonly<Record<string, string>>;
}

export interface AllowanceOptions {
  readonly clock: Clock;
  readonly perMinute: number;
  /** The policy's name in the headers, and what a refusal calls the sender. */
  readonly name: 'key' | 'address';
}

/** One minute runs for all, so what is counted never outlives it. */
export function createAllowance({ clock, perMinute, name }: AllowanceOptions): Allowance {
  const used = new Map<string, number>();
  let endsAt = 0;
  const stateOf = (sender: string) => {
    const now = clock.now().getTime();
    if (now >= endsAt || endsAt - now > windowMs) {
      used.clear();
      endsAt = now + windowMs;
    }
    const count = used.get(sender) ?? 0;
    return { count, left: Math.max(perMinute - count, 0), seconds: Math.ceil((endsAt - now) / 1_000) };
  };
  const headers = (sender: string) => {
    const { left, seconds } = stateOf(sender);
    return {
      'RateLimit-Policy': `"${name}";q=${perMinute};w=${windowMs / 1_000}`,
      RateLimit: `"${name}";r=${left};t=${seconds}`,
    };
  };
  return {
    headers,
    use(sender) {
      used.set(sender, stateOf(sender).count + 1);
    },
    refusal(sender) {
      const { left, seconds } = stateOf(sender);
      if (left > 0) return null;
      const most = perMinute.toLocaleString('en-GB');
      const detail = `More than ${most} requests came from this ${name} in a minute. Ask again in ${seconds} s.`;
      return new Problem(429, 'http.tooMany', detail, {
        headers: { 'Retry-After': String(seconds), ...headers(sender) },
      });
    },
  };
}
