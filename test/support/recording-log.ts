/** A real pino log that keeps its lines for tests to look at. */
import { createLogger, type Logger } from '../../src/kernel/logger.js';

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [key: string]: unknown;
}

export function recordingLog(): { readonly log: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log = createLogger('trace', { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { log, lines };
}
