/** Slack's part of the configuration: its keys, what must be set together, and what its adapter is built with. */
import { z } from 'zod';
import { areKeys } from '../../kernel/seal.js';
import type { PlatformConfig, SetKeys } from '../platform/platform-config.js';

/** How the bot is connected to Slack. */
export interface SlackSettings {
  /** Of the one workspace. Absent: many workspaces, by OAuth. */
  readonly botToken?: string;
  readonly oauth?: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** base64 of 32 bytes each, with commas between: the first seals tokens, all open them. */
    readonly tokenKeys: string;
    /** Without a slash at its end. */
    readonly publicUrl: string;
  };
  /** Requests are taken at POST /slack/events. Absent: by Socket Mode alone. */
  readonly signingSecret?: string;
  /** Opens Socket Mode. */
  readonly appToken?: string;
  /** Default: Slack's own. */
  readonly apiUrl?: string;
}

const shape = {
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
    .refine(areKeys, 'must be 32 random bytes in base64 (openssl rand -base64 32); older keys behind it, with commas')
    .optional(),
};

/** Slack's environment variables. */
export const slackConfig: PlatformConfig<typeof shape, SlackSettings> = {
  shape,
  problems,
  settings(config) {
    const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = config;
    const tokenKeys = [config.SECRET_KEY, config.SLACK_TOKEN_KEY].filter((key) => key !== undefined).join(',');
    const { SLACK_BOT_TOKEN: botToken, PUBLIC_URL: publicUrl } = config;
    if (botToken === undefined && clientId === undefined) return null;
    const isByOauth = clientId && clientSecret && tokenKeys && publicUrl;
    return {
      ...(botToken !== undefined && { botToken }),
      ...(isByOauth && { oauth: { clientId, clientSecret, tokenKeys, publicUrl } }),
      signingSecret: config.SLACK_SIGNING_SECRET,
      appToken: config.SLACK_APP_TOKEN,
      apiUrl: config.SLACK_API_URL,
    };
  },
};

const oauthKeys = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_TOKEN_KEY'] as const;

/** A token alone hears nothing, and what hears needs a token to answer. */
function problems(set: SetKeys): readonly string[] {
  const hears = set.SLACK_SIGNING_SECRET !== undefined || set.SLACK_APP_TOKEN !== undefined;
  const byOauth = oauthKeys.filter((key) => set[key] !== undefined);
  if (byOauth.length > 0) return oauthProblems(set, hears);
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

/** Many workspaces install by OAuth: a browser has to find us, tokens are sealed, and one token in the environment is too many. */
function oauthProblems(set: SetKeys, hears: boolean): readonly string[] {
  const keys = [...oauthKeys, 'PUBLIC_URL'];
  const hasKey = set.SECRET_KEY !== undefined;
  const missing = keys.filter((key) => set[key] === undefined && !(hasKey && key === 'SLACK_TOKEN_KEY'));
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
