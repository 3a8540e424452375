import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { incompleteGroups } from '../src/adapters/platform/platform-config.js';
import { loadConfig, loadEnvFile, playgroundMode } from '../src/config.js';
import { ConfigError } from '../src/kernel/errors.js';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  test('needs nothing to be set', () => {
    expect(loadConfig({})).toEqual({
      NODE_ENV: 'development',
      PORT: 3000,
      DATABASE_ROW_SECURITY: 'on',
      RATE_LIMIT_PER_KEY: 600,
      RATE_LIMIT_PER_ADDRESS: 1_200,
      HOST: '127.0.0.1',
      DATA_DIR: './data',
      METRICS_HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'auto',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_SERVICE_NAME: 'empty-chair',
      OTEL_TRACES_SAMPLER_ARG: 1,
      CALENDAR_PRIVATE_ADDRESSES: 'off',
      WEBHOOK_PRIVATE_ADDRESSES: 'off',
      HUBSPOT_API_URL: 'https://api.hubapi.com',
      CRM_LOOKUP_NAME: 'CRM',
      CRM_PRIVATE_ADDRESSES: 'off',
      MicrosoftAppType: 'SingleTenant',
    });
  });

  test('takes what is set, and leaves the rest of the environment alone', () => {
    const env = { PORT: '0', PUBLIC_URL: 'https://chair.example.com/', DATABASE_URL: 'postgres://u:p@h/d', HOME: '/' };
    expect(loadConfig(env)).toMatchObject({
      PORT: 0,
      PUBLIC_URL: 'https://chair.example.com',
      DATABASE_URL: 'postgres://u:p@h/d',
    });
    expect(loadConfig(env)).not.toHaveProperty('HOME');
  });

  test.each(['', '   ', '\t'])('counts an empty value as not set (%j)', (empty) => {
    const env = { NODE_ENV: empty, PORT: empty, HOST: empty, DATA_DIR: empty, DATABASE_URL: empty, PLAYGROUND: empty };
    expect(loadConfig(env)).toEqual(loadConfig({}));
  });

  test('names all problems at once, each with its key and the mend', () => {
    expect(
      problemsOf({
        PORT: 'http',
        DATABASE_URL: 'mysql://h/d',
        LOG_LEVEL: 'loud',
        PLAYGROUND: 'yes',
        NODE_ENV: 'prod',
        PUBLIC_URL: 'chair',
      }),
    ).toEqual([
      'NODE_ENV: must be one of development, production, test',
      'PORT: must be a whole number from 0 to 65535 (0: any free one)',
      'PUBLIC_URL: must be an address like https://chair.example.com',
      'DATABASE_URL: must be an address like postgresql://user:password@host:5432/database',
      'PLAYGROUND: must be one of on, off',
      'LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent',
    ]);
  });

  test.each(['-1', '65536', '99999', '3000.5', '1e3', '0x10'])('refuses the port %s', (PORT) => {
    expect(problemsOf({ PORT })).toEqual(['PORT: must be a whole number from 0 to 65535 (0: any free one)']);
  });

  test('takes a share of the organisations, on a server', () => {
    const DATABASE_URL = 'postgres://u:p@h/d';
    expect(loadConfig({ SHARD: '2/4', DATABASE_URL }).SHARD).toEqual({ number: 2, count: 4 });
    const rule = /^SHARD: must be a share of all copies’ work such as 1\/4/;
    for (const SHARD of ['0/4', '5/4', '1', '1/0', '01/2', '1/1000'])
      expect(problemsOf({ SHARD, DATABASE_URL })).toEqual([expect.stringMatching(rule)]);
    expect(problemsOf({ SHARD: '1/2' })).toEqual([expect.stringContaining('needs DATABASE_URL')]);
  });

  test('never repeats a password', () => {
    expect(problemsOf({ DATABASE_URL: 'mysql://user:secret@host/d' }).join()).not.toContain('secret');
  });

  test('answers this machine alone, and everyone in production', () => {
    expect(loadConfig({}).HOST).toBe('127.0.0.1');
    expect(loadConfig({ NODE_ENV: 'production' }).HOST).toBe('0.0.0.0');
    expect(loadConfig({ NODE_ENV: 'production', HOST: '10.0.0.7' }).HOST).toBe('10.0.0.7');
  });
});

describe('keys that belong together', () => {
  const groups = [{ what: 'Slack', keys: ['SLACK_TOKEN', 'SLACK_SECRET', 'SLACK_APP'] }];

  test.each([
    ['none', {}],
    ['all', { SLACK_TOKEN: 'a', SLACK_SECRET: 'b', SLACK_APP: 'c' }],
  ])('are fine when %s of them are set', (_, set) => {
    expect(incompleteGroups(groups, set)).toEqual([]);
  });

  test('are refused when some are missing, by the names of those', () => {
    expect(incompleteGroups(groups, { SLACK_SECRET: 'b' })).toEqual([
      'SLACK_TOKEN, SLACK_APP: Slack needs this too; set it, or none of SLACK_TOKEN, SLACK_SECRET, SLACK_APP',
    ]);
  });
});

describe('Slack', () => {
  const token = { SLACK_BOT_TOKEN: 'xoxb-1' };
  const oauth = {
    SLACK_CLIENT_ID: 'c',
    SLACK_CLIENT_SECRET: 's',
    SLACK_TOKEN_KEY: Buffer.alloc(32).toString('base64'),
    PUBLIC_URL: 'https://chair.example.com',
  };

  test.each([
    [{ ...token, SLACK_APP_TOKEN: 'xapp-1' }],
    [{ ...token, SLACK_SIGNING_SECRET: 's' }],
    [{ ...oauth, SLACK_SIGNING_SECRET: 's' }],
    [{ ...token, SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's', SLACK_API_URL: 'http://127.0.0.1:1/api/' }],
  ])('is connected with %j', (env) => {
    expect(loadConfig(env)).toMatchObject(env);
  });

  test.each([
    [token, 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN'],
  ])('with %j alone says what is missing', (env, key) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(new RegExp(`^${key}: Slack needs`))]);
  });

  test.each([
    [{ ...oauth, SLACK_CLIENT_SECRET: '', PUBLIC_URL: '' }, 'SLACK_CLIENT_SECRET, PUBLIC_URL: installing'],
    [{ ...oauth, SLACK_TOKEN_KEY: 'short' }, 'SLACK_TOKEN_KEY: must be 32 random bytes'],
    [{ ...oauth, ...token }, 'SLACK_BOT_TOKEN: is of one workspace'],
    [{ ...oauth, SLACK_SIGNING_SECRET: '' }, 'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN: Slack needs'],
  ])('by OAuth %j is refused in one sentence', (env, sentence) => {
    expect(problemsOf({ SLACK_SIGNING_SECRET: 's', ...env })).toEqual([expect.stringContaining(sentence)]);
  });

  test('tells tokens that were taken for each other, and repeats none of them', () => {
    const problems = problemsOf({ SLACK_BOT_TOKEN: 'xapp-secret', SLACK_APP_TOKEN: 'xoxb-secret' });
    expect(problems).toEqual([expect.stringContaining('xoxb-'), expect.stringContaining('xapp-')]);
    expect(problems.join()).not.toContain('secret');
  });
});

describe('the playground', () => {
  const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
  test.each([
    [slack, 'off'],
    [{ ...slack, PLAYGROUND: 'on' }, 'withoutClock'],
    [{ ...slack, NODE_ENV: 'production' }, 'off'],
    [{}, 'withClock'],
    [{ PLAYGROUND: 'on' }, 'withClock'],
    [{ PLAYGROUND: 'off' }, 'off'],
    [{ NODE_ENV: 'test' }, 'withClock'],
    [{ NODE_ENV: 'production' }, 'off'],
    [{ NODE_ENV: 'production', PLAYGROUND: 'off' }, 'off'],
    [{ NODE_ENV: 'production', PLAYGROUND: 'on' }, 'withoutClock'],
  ])('with %j is served: %s', (env, mode) => {
    expect(playgroundMode(loadConfig(env))).toBe(mode);
  });
});

describe('the file .env', () => {
  const before = process.cwd();
  let folder = '';

  afterEach(async () => {
    process.chdir(before);
    delete process.env.EC_FROM_FILE;
    delete process.env.EC_FROM_OUTSIDE;
    await rm(folder, { recursive: true, force: true });
  });

  test('is read where there is one, and the environment wins over it', async () => {
    folder = await mkdtemp(join(tmpdir(), 'empty-chair-'));
    process.chdir(folder);
    loadEnvFile();
    expect(process.env.EC_FROM_FILE).toBeUndefined();
    process.env.EC_FROM_OUTSIDE = 'outside';
    await writeFile(join(folder, '.env'), 'EC_FROM_FILE="two words" # why\nEC_FROM_OUTSIDE=file\n');
    loadEnvFile();
    expect(process.env).toMatchObject({ EC_FROM_FILE: 'two words', EC_FROM_OUTSIDE: 'outside' });
  });

  test('is named with its remedy where it can’t be read: a folder, as Docker makes of a file that is missing', async () => {
    folder = await mkdtemp(join(tmpdir(), 'empty-chair-'));
    process.chdir(folder);
    await mkdir('.env');
    expect(loadEnvFile).toThrow(ConfigError);
    expect(loadEnvFile).toThrow(/\.env can't be read \(EISDIR\).*ls -l/);
  });
});
