import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { quietUntil } from '../../../../../src/adapters/slack/people/quiet-until.js';
import { createTokenSeal } from '../../../../../src/adapters/slack/workspace/oauth/token-seal.js';

const key = () => randomBytes(32).toString('base64');

describe('Sealed tokens', () => {
  test('open with the key that sealed them, also behind a newer one, and where they were bound', () => {
    const [older, newer] = [key(), key()];
    const before = createTokenSeal(older);
    const sealed = before.seal('xoxb-secret', 'T1/botToken');
    expect(sealed).not.toContain('secret');
    expect(sealed.startsWith(`${before.keyId}.`)).toBe(true);
    const both = createTokenSeal(`${newer}, ${older}`);
    expect(both.open(sealed, 'T1/botToken')).toBe('xoxb-secret');
    expect(both.seal('x', 'b').startsWith(`${createTokenSeal(newer).keyId}.`)).toBe(true);
    expect(both.seal('x', 'b')).not.toBe(both.seal('x', 'b'));
  });

  test('open nowhere else, not when changed, and not without their key', () => {
    const seal = createTokenSeal(key());
    const sealed = seal.seal('xoxb-secret', 'T1/botToken');
    expect(() => seal.open(sealed, 'T2/botToken')).toThrow();
    const [id, iv, tag, text = ''] = sealed.split('.');
    const changed = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
    expect(() => seal.open([id, iv, tag, changed].join('.'), 'T1/botToken')).toThrow();
    expect(() => seal.open([id, iv, tag?.slice(0, 6), text].join('.'), 'T1/botToken')).toThrow();
    expect(() => createTokenSeal(key()).open(sealed, 'T1/botToken')).toThrow('key that is not here');
  });

  test.each([[''], ['short'], [`${key()},`]])('need whole keys: %#', (keys) => {
    expect(() => createTokenSeal(keys)).toThrow('SLACK_TOKEN_KEY');
  });
});

describe('Do not disturb', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  const at = (text: string) => new Date(text).getTime() / 1_000;

  test.each([
    [
      { dnd_enabled: true, next_dnd_start_ts: at('2026-11-20T09:00:00Z'), next_dnd_end_ts: at('2026-11-20T11:00:00Z') },
      '2026-11-20T11:00:00.000Z',
    ],
    [
      { dnd_enabled: true, next_dnd_start_ts: at('2026-11-20T22:00:00Z'), next_dnd_end_ts: at('2026-11-21T08:00:00Z') },
      null,
    ],
    [
      { dnd_enabled: true, next_dnd_start_ts: at('2026-11-20T08:00:00Z'), next_dnd_end_ts: at('2026-11-20T10:00:00Z') },
      null,
    ],
    [
      {
        dnd_enabled: false,
        next_dnd_start_ts: at('2026-11-20T09:00:00Z'),
        next_dnd_end_ts: at('2026-11-20T11:00:00Z'),
      },
      null,
    ],
  ])('%j ends at %s', (dnd, until) => {
    expect(quietUntil.dnd(dnd, now)?.toISOString() ?? null).toBe(until);
  });

  test.each([
    [{ status_emoji: ':palm_tree:', status_expiration: at('2026-11-25T00:00:00Z') }, '2026-11-25T00:00:00.000Z'],
    [{ status_emoji: ':palm_tree:', status_expiration: 0 }, '2026-12-04T10:00:00.000Z'],
    [{ status_emoji: ':palm_tree:', status_expiration: at('2026-11-19T00:00:00Z') }, null],
    [{ status_emoji: ':coffee:', status_expiration: 0 }, null],
  ])('%j ends at %s', (status, until) => {
    expect(quietUntil.status(status, now)?.toISOString() ?? null).toBe(until);
  });
});
