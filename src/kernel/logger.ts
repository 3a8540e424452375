/** The one logger; main.ts creates it and passes it on. */
import { type DestinationStream, type Logger, pino } from 'pino';

/** Logs are for operators: object first, then a past-tense event. Never customers' words, never tokens. */
export type { DestinationStream as LogDestination, Logger };

/** @param level a pino level, or `silent` (tests). @param destination default: JSON to the standard output */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const redact = ['token', '*.token', 'key', '*.key', 'headers.authorization'];
  return pino({ level, base: undefined, redact }, destination ?? pino.destination(1));
}
