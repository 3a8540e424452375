import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { configKeys, loadConfig } from '../../src/config.js';

const example = await readFile(new URL('../../.env.example', import.meta.url), 'utf8');
const shown = [...example.matchAll(/^# ([A-Z_]+|(?:Microsoft|Certificate)[A-Za-z]+)=(.*)$/gm)].map(
  ([, key = '', value = '']) => ({ key, value }),
);

describe('.env.example', () => {
  test('shows every key of the configuration once, in its order', () => {
    expect(shown.map(({ key }) => key)).toEqual(configKeys);
  });

  test('sets nothing by itself', () => {
    expect(example.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });

  test('shows the defaults, and values that are taken', () => {
    const values = Object.fromEntries(shown.map(({ key, value }) => [key, value]));
    // Teams by its registration, or without one on this machine: not both at once.
    const { TEAMS: local, ...registered } = values;
    expect(loadConfig({ TEAMS: local })).toMatchObject({ TEAMS: 'local' });
    // One workspace by its token, or many by OAuth: not both at once.
    const byOauth = /^SLACK_(CLIENT|TOKEN)_/;
    const oneWorkspace = Object.entries(registered).filter(([key]) => !byOauth.test(key));
    const { SLACK_BOT_TOKEN: _token, ...many } = registered;
    expect(Object.keys(loadConfig(many)).filter((key) => byOauth.test(key))).toHaveLength(3);
    const {
      PUBLIC_URL: _url,
      DATABASE_URL: _database,
      PLAYGROUND: _playground,
      ...rest
    } = loadConfig(Object.fromEntries(oneWorkspace));
    const defaults = Object.entries(rest).filter(
      ([key]) =>
        !/^(METRICS_PORT|BACKUP_|LANGUAGES_DIR|TRUST_PROXY|SECRET_KEY|SHARD|SMTP_URL|MAIL_FROM|MAIL_BOUNCES|EMBEDDINGS_|OTEL_EXPORTER_OTLP_(?!PROTOCOL)|SLACK_|TEAMS_|MicrosoftApp(?!Type)|Certificate|HUBSPOT_TOKEN|CRM_(LOOKUP_(?!NAME)|ORGANISATION))/.test(
          key,
        ),
    );
    expect(Object.fromEntries(defaults)).toEqual(loadConfig({}));
  });
});
