/** The one logger; main.ts creates it and passes it on. */
import { type Logger, pino } from 'pino';

/** Logs are for operators: object first, then a past-tense event. Never customers' words, never tokens. */
export type { Logger };

/** @param level a pino level, or `silent` (tests). */
export function createLogger(level: string): Logger {
  return pino({ level, base: undefined, redact: ['token', '*.token', 'key', '*.key', 'headers.authorization'] });
}
