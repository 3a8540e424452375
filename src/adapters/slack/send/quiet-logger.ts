/** What Slack's packages log, in our log: warnings and errors as one sentence. Their debug lines hold people's words. */
import { LogLevel } from '@slack/bolt';
import type { Logger } from '../../../kernel/logger.js';

type SlackLogger = NonNullable<ConstructorParameters<typeof import('@slack/web-api').WebClient>[1]>['logger'];

const longestSentence = 300;

/** A logger for Slack's packages that writes to our log, at most one short sentence each. */
export function quietLogger(log: Logger): NonNullable<SlackLogger> {
  const sentence = (said: readonly unknown[]) => said.map(wordsOf).join(' ').slice(0, longestSentence);
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said: unknown[]) => log.warn({ said: sentence(said) }, 'slack package warned'),
    error: (...said: unknown[]) => log.error({ said: sentence(said) }, 'slack package failed'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

/** Errors by name and code: their messages may quote what was sent. */
function wordsOf(said: unknown): string {
  if (typeof said === 'string') return said.replace(/https?:\/\/\S+|wss?:\/\/\S+|xox\w-\S+|xapp-\S+/g, '…');
  if (said instanceof Error) return `${said.name} ${'code' in said ? String(said.code) : ''}`.trim();
  return typeof said;
}
