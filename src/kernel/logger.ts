/** The one logger; main.ts creates it and passes it on. */
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { describeDefect } from './defect.js';
import { currentTrace } from './trace.js';

/** Logs are for operators: object first, then a past-tense event. Never customers' words, never tokens. */
export type { DestinationStream as LogDestination, Logger };

/** @param level a pino level, or `silent` (tests). @param destination default: JSON to the standard output */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const redact = ['token', '*.token', 'key', '*.key', 'headers.authorization'];
  // Drivers and parsers quote in their messages what they stumbled over: an error is logged without its message.
  const serializers = { err: describeDefect };
  // Without a text of ours pino takes the error's message.
  const hooks: LoggerOptions['hooks'] = {
    logMethod(args, log) {
      const [about, said = 'failed'] = args;
      log.apply(this, typeof about === 'object' ? [about, said, ...args.slice(2)] : args);
    },
  };
  // Lines that belong together are found by it, over all copies of the bot.
  const mixin = () => ({ requestId: currentTrace()?.traceId });
  return pino({ level, base: undefined, redact, serializers, hooks, mixin }, destination ?? pino.destination(1));
}
