/** What is set from outside, read once at the start: main.ts and cli.ts load it, everything else is handed what it needs. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { ConfigError } from './kernel/errors.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

const portRule = 'must be a whole number from 0 to 65535 (0: any free one)';

/** Every key that is read, in the order of .env.example, with its default. */
const schema = z.object({
  NODE_ENV: oneOf(['development', 'production', 'test']).default('development'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portRule)
    .transform(Number)
    .refine((port) => port <= 65_535, portRule)
    .default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address like https://chair.example.com' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must be an address like postgresql://user:password@host:5432/database',
    })
    .optional(),
  PLAYGROUND: oneOf(['on', 'off']).optional(),
  LOG_LEVEL: oneOf(logLevels).default('info'),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, 'must be the token that begins with xoxb-')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'must be the token that begins with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_API_URL: z.url({ protocol: /^https?$/, error: 'must be an address like https://slack.com/api/' }).optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_TOKEN_KEY: z
    .string()
    .refine(
      areTokenKeys,
      'must be 32 random bytes in base64 (openssl rand -base64 32); older keys behind it, with commas',
    )
    .optional(),
  CALENDAR_PRIVATE_ADDRESSES: oneOf(['on', 'off']).default('off'),
});

function areTokenKeys(text: string): boolean {
  return text.split(',').every((key) => Buffer.from(key.trim(), 'base64').length === 32);
}

export type ConfigKey = keyof z.infer<typeof schema>;

/** For the test that .env.example lists exactly these. */
export const configKeys = Object.keys(schema.shape) as readonly ConfigKey[];

export interface Config extends z.infer<typeof schema> {
  /**
   * The address to listen on. By default only this machine is answered, since the playground knows no passwords;
   * in production there is none by default and a proxy stands before us, mostly in another container.
   */
  readonly HOST: string;
}

/** Keys that only make sense together, and what they are for: all of them are set, or none. */
export interface KeyGroup {
  readonly what: string;
  readonly keys: readonly string[];
}

/** The chat workspaces that can be connected. */
const workspaceGroups: readonly KeyGroup[] = [];

/** A token alone hears nothing, and what hears needs a token to answer. */
function slackProblems(set: Readonly<Record<string, string | undefined>>): readonly string[] {
  const hears = set.SLACK_SIGNING_SECRET !== undefined || set.SLACK_APP_TOKEN !== undefined;
  const byOauth = slackOauthKeys.filter((key) => set[key] !== undefined);
  if (byOauth.length > 0) return slackOauthProblems(set, hears);
  const has = set.SLACK_BOT_TOKEN !== undefined;
  if (has && !hears) {
    return [
      'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET: Slack needs one of them beside SLACK_BOT_TOKEN: the first for Socket Mode, the second for HTTP',
    ];
  }
  return hears && !has
    ? [
        'SLACK_BOT_TOKEN: Slack needs this too; set it, or none of SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET',
      ]
    : [];
}

const slackOauthKeys = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_TOKEN_KEY'] as const;

/** Many workspaces install by OAuth: a browser has to find us, tokens are sealed, and one token in the environment is too many. */
function slackOauthProblems(set: Readonly<Record<string, string | undefined>>, hears: boolean): readonly string[] {
  const keys = [...slackOauthKeys, 'PUBLIC_URL'];
  const missing = keys.filter((key) => set[key] === undefined);
  return [
    ...(missing.length === 0
      ? []
      : [`${missing.join(', ')}: installing Slack by OAuth needs this too; set all of ${keys.join(', ')}`]),
    ...(hears ? [] : ['SLACK_SIGNING_SECRET or SLACK_APP_TOKEN: Slack needs one of them to be heard']),
    ...(set.SLACK_BOT_TOKEN === undefined
      ? []
      : ['SLACK_BOT_TOKEN: is of one workspace; leave it out where workspaces install by OAuth (SLACK_CLIENT_ID)']),
  ];
}

/** Whether a real workspace can be connected: then the playground is only served on demand. */
export function connectsWorkspace(config: Partial<Pick<Config, 'SLACK_BOT_TOKEN' | 'SLACK_CLIENT_ID'>>): boolean {
  return config.SLACK_BOT_TOKEN !== undefined || config.SLACK_CLIENT_ID !== undefined;
}

/** Reads `.env` of the working directory where there is one. What is set in the environment already wins. */
export function loadEnvFile(): void {
  const file = resolve('.env');
  if (!existsSync(file)) return;
  Object.assign(process.env, { ...parseEnv(readFileSync(file, 'utf8')), ...process.env });
}

/**
 * node-cron reads the machine's local time, and in the hour that comes twice it falls silent while its timers spin.
 * Every zone that matters is named where it is used, so the process itself lives in UTC.
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
    ...incompleteGroups(workspaceGroups, set),
    ...slackProblems(set),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const { HOST, ...rest } = parsed.data;
  return { ...rest, HOST: HOST ?? (rest.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1') };
}

/** One sentence for each group of which some keys are set and others are not. */
export function incompleteGroups(
  groups: readonly KeyGroup[],
  set: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return groups.flatMap(({ what, keys }) => {
    const missing = keys.filter((key) => set[key] === undefined);
    if (missing.length === 0 || missing.length === keys.length) return [];
    return [`${missing.join(', ')}: ${what} needs this too; set it, or none of ${keys.join(', ')}`];
  });
}

/**
 * How the playground is served: when no workspace is connected, or with PLAYGROUND=on. In production and beside a
 * workspace only with PLAYGROUND=on, and then time can't be moved, because real promises would come due with it.
 */
export function playgroundMode(
  config: Pick<Config, 'NODE_ENV' | 'PLAYGROUND' | 'SLACK_BOT_TOKEN'> & Partial<Pick<Config, 'SLACK_CLIENT_ID'>>,
): 'off' | 'withClock' | 'withoutClock' {
  if (config.PLAYGROUND === 'off') return 'off';
  const isReal = config.NODE_ENV === 'production' || connectsWorkspace(config);
  if (isReal) return config.PLAYGROUND === 'on' ? 'withoutClock' : 'off';
  return 'withClock';
}

function whatIsSet(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(env).map(([key, value]): [string, string] => [key, value?.trim() ?? '']);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
