/** The configuration from the environment. main.ts and cli.ts load it once and pass on what other parts need. */
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { crmConfig } from './adapters/crm/settings.js';
import { embeddingsConfig } from './adapters/embeddings/settings.js';
import { mailConfig } from './adapters/mail/settings.js';
import { slackConfig } from './adapters/slack/settings.js';
import { teamsConfig } from './adapters/teams/settings.js';
import { tracingConfig } from './adapters/tracing/settings.js';
import { ConfigError } from './kernel/errors.js';
import { areKeys } from './kernel/seal.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

const portRule = 'must be a whole number from 0 to 65535 (0: any free one)';

const port = z
  .string()
  .regex(/^\d{1,5}$/, portRule)
  .transform(Number)
  .refine((number) => number <= 65_535, portRule);

const perMinuteRule = 'must be a whole number from 1 to 1000000: requests a minute';

const perMinute = z
  .string()
  .regex(/^\d{1,7}$/, perMinuteRule)
  .transform(Number)
  .refine((number) => number >= 1 && number <= 1_000_000, perMinuteRule);

const shardRule =
  'must be a share of all copies’ work such as 1/4: its number, from 1, and how many there are, at most 999';

const shard = z
  .string()
  .regex(/^[1-9]\d{0,2}\/[1-9]\d{0,2}$/, shardRule)
  .transform((text) => {
    const [number = 1, count = 1] = text.split('/').map(Number);
    return { number, count };
  })
  .refine(({ number, count }) => number <= count, shardRule);

const proxiesRule = 'must be how many proxies stand before the bot, such as 1, or their addresses: 10.0.0.0/8, ::1';

const isNetwork = (text: string): boolean =>
  /^[\da-f.:]+(\/\d{1,3})?$/i.test(text) && isIP(text.split('/')[0] ?? '') > 0;

/** As Express takes it: a number of proxies, or their addresses. */
const proxies = z
  .string()
  .transform((text) => (/^\d$/.test(text) ? Number(text) : text.split(',').map((each) => each.trim())))
  .refine((read) => typeof read === 'number' || read.every(isNetwork), proxiesRule);

/** The chat platforms that can be connected: one line each, and their keys in the schema. */
const platformConfigs = [slackConfig, teamsConfig];

/** Every key that is read, in the order of .env.example, with its default. */
const schema = z.object({
  NODE_ENV: oneOf(['development', 'production', 'test']).default('development'),
  PORT: port.default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address like https://chair.example.com' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  LANGUAGES_DIR: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must be an address like postgresql://user:password@host:5432/database',
    })
    .optional(),
  DATABASE_ROW_SECURITY: oneOf(['on', 'off']).default('on'),
  SHARD: shard.optional(),
  SECRET_KEY: z
    .string()
    .refine(areKeys, 'must be 32 random bytes in base64 (openssl rand -base64 32); older keys behind it, with commas')
    .optional(),
  PLAYGROUND: oneOf(['on', 'off']).optional(),
  TRUST_PROXY: proxies.optional(),
  RATE_LIMIT_PER_KEY: perMinute.default(600),
  RATE_LIMIT_PER_ADDRESS: perMinute.default(1_200),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  ...tracingConfig.shape,
  LOG_LEVEL: oneOf(logLevels).default('info'),
  LOG_FORMAT: oneOf(['auto', 'json']).default('auto'),
  ...slackConfig.shape,
  ...teamsConfig.shape,
  BACKUP_PASSPHRASE: z.string().optional(),
  CALENDAR_PRIVATE_ADDRESSES: oneOf(['on', 'off']).default('off'),
  WEBHOOK_PRIVATE_ADDRESSES: oneOf(['on', 'off']).default('off'),
  ...crmConfig.shape,
  ...mailConfig.shape,
  ...embeddingsConfig.shape,
});

export type ConfigKey = keyof z.infer<typeof schema>;

/** For the test that .env.example lists exactly these. */
export const configKeys = Object.keys(schema.shape) as readonly ConfigKey[];

/** What the environment sets, with defaults, read and checked. */
export interface Config extends z.infer<typeof schema> {
  /**
   * The address to listen on. By default only this machine is answered, since the playground knows no passwords;
   * in production there is none by default and a proxy stands before us, mostly in another container.
   */
  readonly HOST: string;
}

/** Whether a real workspace can be connected: then the playground is only served on demand. */
function connectsWorkspace(config: Config): boolean {
  return platformConfigs.some((part) => part.settings(config) !== null);
}

/** The keys that seal secrets, the newest first; undefined: none is set. */
export function secretKeys({ SECRET_KEY, SLACK_TOKEN_KEY }: Config): string | undefined {
  const keys = [SECRET_KEY, SLACK_TOKEN_KEY].filter((key) => key !== undefined);
  return keys.length > 0 ? keys.join(',') : undefined;
}

/** Reads `.env` of the working directory where there is one. What is set in the environment already wins. */
export function loadEnvFile(): void {
  const file = resolve('.env');
  if (!existsSync(file)) return;
  Object.assign(process.env, { ...parseEnv(readEnvFile(file)), ...process.env });
}

function readEnvFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError([
      `.env: ${file} can't be read (${code}); let the bot's user read it: ls -l ${file} shows who may`,
    ]);
  }
}

/** What is set of the keys that the bot reads, for a backup; but not what seals the backup itself. */
export function settingsToKeep(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<string, string>> {
  const kept = Object.entries(whatIsSet(env)).filter(([key]) => configKeys.some((known) => known === key));
  return Object.fromEntries(kept.filter(([key]) => key !== 'BACKUP_PASSPHRASE'));
}

/**
 * Sets the process to UTC. node-cron reads the machine's local time, and stops during the hour that summer time
 * repeats. Every zone that matters is named where it is used.
 */
export function liveInUtc(): void {
  process.env.TZ = 'UTC';
}

/**
 * Throws ConfigError with every problem at once. An empty value counts as not set.
 * @param env as process.env is, which nobody but this file reads; it is not changed.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const set = whatIsSet(env);
  const parsed = schema.safeParse(set);
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...[...platformConfigs, crmConfig, mailConfig, embeddingsConfig].flatMap((part) => part.problems(set)),
    ...(set.SHARD && !set.DATABASE_URL
      ? ['SHARD: needs DATABASE_URL; no other copy can do the rest of an embedded database']
      : []),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const { HOST, ...rest } = parsed.data;
  return { ...rest, HOST: HOST ?? (rest.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1') };
}

/**
 * How the playground is served: when no workspace is connected, or with PLAYGROUND=on. In production and beside a
 * workspace only with PLAYGROUND=on, and then time can't be moved, because real promises would come due with it.
 */
export function playgroundMode(config: Config): 'off' | 'withClock' | 'withoutClock' {
  if (config.PLAYGROUND === 'off') return 'off';
  const isReal = config.NODE_ENV === 'production' || connectsWorkspace(config);
  if (isReal) return config.PLAYGROUND === 'on' ? 'withoutClock' : 'off';
  return 'withClock';
}

/** Whether people read the output: on a terminal, unless LOG_FORMAT=json. */
export function speaksHuman({ LOG_FORMAT }: Pick<Config, 'LOG_FORMAT'>): boolean {
  return LOG_FORMAT !== 'json' && process.stdout.isTTY;
}

function whatIsSet(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(env).map(([key, value]): [string, string] => [key, value?.trim() ?? '']);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
