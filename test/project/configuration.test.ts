import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { configKeys, loadConfig } from '../../src/config.js';

const example = await readFile(new URL('../../.env.example', import.meta.url), 'utf8');
const shown = [...example.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, key = '', value = '']) => ({ key, value }));

describe('.env.example', () => {
  test('shows every key of the configuration once, in its order', () => {
    expect(shown.map(({ key }) => key)).toEqual(configKeys);
  });

  test('sets nothing by itself', () => {
    expect(example.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });

  test('shows the defaults, and values that are taken', () => {
    const values = Object.fromEntries(shown.map(({ key, value }) => [key, value]));
    const { PUBLIC_URL: _url, DATABASE_URL: _database, PLAYGROUND: _playground, ...rest } = loadConfig(values);
    const defaults = Object.entries(rest).filter(([key]) => !key.startsWith('SLACK_'));
    expect(Object.fromEntries(defaults)).toEqual(loadConfig({}));
  });
});
