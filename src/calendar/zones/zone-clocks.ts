/** How the clocks of IANA zones go, to tell zones apart. Pure. */
import { Temporal } from 'temporal-polyfill';

const minuteNs = 60_000_000_000;

/** Minutes that the zone lies ahead of UTC. */
export function minutesAhead(timeZone: string, instantMs: number): number {
  const at = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
  return at.offsetNanoseconds / minuteNs;
}

/** Minutes that its winter time lies ahead of UTC. */
export function standardMinutes(zone: string, now: Date): number {
  return Math.min(...seasons(now).map((at) => minutesAhead(zone, at)));
}

/** Every month of two years, as epoch ms: clocks that go alike then go alike. */
export function seasons(now: Date): readonly number[] {
  return Array.from({ length: 24 }, (_, month) => Date.UTC(now.getUTCFullYear(), month, 15));
}

/** The first of them, when all their clocks go alike. */
export function agreed(zones: readonly string[], now: Date): string | null {
  const [first, ...others] = zones;
  if (first === undefined) return null;
  const alike = others.every((zone) => seasons(now).every((at) => minutesAhead(zone, at) === minutesAhead(first, at)));
  return alike ? first : null;
}
